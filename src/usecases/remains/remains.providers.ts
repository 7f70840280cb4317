// The use cases of this capability, as the composition root provides them.

import { ConfirmRemainsLink } from './confirm-remains-link.js';
import { CountSite } from './count-site.js';
import { HandOverRemains } from './hand-over-remains.js';
import { ListRemains } from './list-remains.js';
import { ListSites } from './list-sites.js';
import { ProposeRemainsLink } from './propose-remains-link.js';
import { ReadRemains } from './read-remains.js';
import { ReadSite } from './read-site.js';
import { RecordRemains } from './record-remains.js';
import { RecordSite } from './record-site.js';
import { WithdrawRemainsLink } from './withdraw-remains-link.js';

export const remainsUseCases = [
  ConfirmRemainsLink,
  CountSite,
  HandOverRemains,
  ListRemains,
  ListSites,
  ProposeRemainsLink,
  ReadRemains,
  ReadSite,
  RecordRemains,
  RecordSite,
  WithdrawRemainsLink,
] as const;
