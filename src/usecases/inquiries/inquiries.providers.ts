// The use cases of this capability, as the composition root provides them.

import { AnswerReplyConsent } from './answer-reply-consent.js';
import { DecideReply } from './decide-reply.js';
import { ListInquiries } from './list-inquiries.js';
import { ListNewReplies } from './list-new-replies.js';
import { ListReplyConsents } from './list-reply-consents.js';
import { MakeInquiry } from './make-inquiry.js';
import { PrepareReply } from './prepare-reply.js';
import { ReadInquiry } from './read-inquiry.js';
import { ReadNameQuota } from './read-name-quota.js';
import { ReadReplies } from './read-replies.js';

export const inquiryUseCases = [
  AnswerReplyConsent,
  DecideReply,
  ListInquiries,
  ListNewReplies,
  ListReplyConsents,
  MakeInquiry,
  PrepareReply,
  ReadInquiry,
  ReadNameQuota,
  ReadReplies,
] as const;
