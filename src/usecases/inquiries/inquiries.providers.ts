// The use cases of this capability, as the composition root provides them.

import { ListInquiries } from './list-inquiries.js';
import { MakeInquiry } from './make-inquiry.js';
import { ReadInquiry } from './read-inquiry.js';
import { ReadNameQuota } from './read-name-quota.js';

export const inquiryUseCases = [ListInquiries, MakeInquiry, ReadInquiry, ReadNameQuota] as const;
