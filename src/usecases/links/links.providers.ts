// The use cases of this capability, as the composition root provides them.

import { ListLinks } from './list-links.js';
import { ProposeLink } from './propose-link.js';
import { ReadLink } from './read-link.js';
import { ReviewLink } from './review-link.js';
import { WithdrawLink } from './withdraw-link.js';

export const linkUseCases = [ListLinks, ProposeLink, ReadLink, ReviewLink, WithdrawLink] as const;
