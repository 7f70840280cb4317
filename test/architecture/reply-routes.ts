// What the routes of replies to inquiries ask for, as a part of the reviewed matrix.

import type { Action } from '../../src/domain/access/access-policy.js';

export const REPLY_ROUTES: Readonly<Record<string, { readonly asks: Action; readonly body?: object }>> = {
  'GET /v1/inquiries/:id/replies': { asks: 'read_replies' },
  'POST /v1/inquiries/:id/replies': { asks: 'prepare_reply', body: { tells: ['no_information'] } },
  'POST /v1/inquiries/:id/replies/:replyId/decision': { asks: 'release_reply', body: { decision: 'rejected' } },
  'GET /v1/tasks/replies': { asks: 'read_new_replies' },
  'GET /v1/tasks/consents': { asks: 'consent_to_reply' },
  'POST /v1/tasks/consents/:replyId/answers': { asks: 'consent_to_reply', body: { answer: 'refused' } },
};
