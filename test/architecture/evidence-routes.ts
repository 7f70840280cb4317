// What the routes and pages of evidence ask for: their part of the reviewed matrix.

import type { Action } from '../../src/domain/access/access-policy.js';

const REASON = 'a reason of some length';

export const EVIDENCE_ROUTES = {
  'POST /v1/evidence': {
    asks: 'record_evidence',
    body: { sha256: 'a'.repeat(64), kind: 'video', source: 'open_source_media', sharingLevel: 'registry_only' },
  },
  'GET /v1/evidence': { asks: 'read_evidence' },
  'GET /v1/evidence/:code': { asks: 'read_evidence' },
  'POST /v1/evidence/:code/custody': {
    asks: 'record_evidence',
    body: { from: 'witness', to: 'organisation', handedOver: '2021-01' },
  },
  'POST /v1/evidence/:code/assessments': {
    asks: 'assess_evidence',
    body: { verdict: 'unverifiable', method: 'viewed_only', ground: 'original_not_available', reason: REASON },
  },
  'POST /v1/evidence/:code/assessments/:assessmentId/withdrawal': { asks: 'assess_evidence', body: { reason: REASON } },
  'POST /v1/evidence/:code/files': {
    asks: 'record_evidence',
    body: { access: 'open', mediaType: 'image/png', content: 'YSBibHVycmVkIGNvcHk=' },
  },
  'POST /v1/evidence/:code/file-decisions': {
    asks: 'decide_evidence_file',
    body: { access: 'restricted', decision: 'keep', reason: REASON },
  },
  'POST /v1/evidence/:code/downloads': { asks: 'open_evidence_file', body: { access: 'restricted' } },
  'POST /v1/evidence/:code/file-requests': {
    asks: 'request_evidence_file',
    body: { purpose: 'assessment', reason: REASON },
  },
  'GET /v1/evidence-file-downloads': { asks: 'read_evidence_file_downloads' },
  'GET /v1/evidence-file-requests': { asks: 'read_evidence_file_requests' },
  'GET /v1/evidence-file-requests/:requestId': { asks: 'read_evidence_file_requests' },
  'POST /v1/evidence-file-requests/:requestId/approval': { asks: 'decide_evidence_file' },
  'POST /v1/evidence-file-requests/:requestId/refusal': { asks: 'decide_evidence_file', body: { reason: REASON } },
  'POST /v1/evidence-file-requests/:requestId/withdrawal': {
    asks: 'request_evidence_file',
    body: { reason: REASON },
  },
  'POST /v1/evidence-file-requests/:requestId/revocation': { asks: 'decide_evidence_file', body: { reason: REASON } },
} as const satisfies Readonly<Record<string, { readonly asks: Action; readonly body?: object }>>;

export const EVIDENCE_PAGES = {
  'GET /console/evidence': 'read_evidence',
  'GET /console/evidence/new': 'record_evidence',
  'GET /console/evidence/:code': 'read_evidence',
  'GET /console/evidence/:code/files/:access/decision': 'decide_evidence_file',
  'GET /console/evidence/:code/file-requests/new': 'request_evidence_file',
  'GET /console/evidence-file-downloads': 'read_evidence_file_downloads',
  'GET /console/evidence-file-requests': 'read_evidence_file_requests',
  'GET /console/evidence-file-requests/:requestId': 'read_evidence_file_requests',
} as const satisfies Readonly<Record<string, Action>>;
