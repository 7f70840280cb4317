// What every route of the API asks for: the reviewed matrix. A route that is missing here fails the test.

import { ACCOUNT_ROUTES } from './account-routes.js';
import type { Action } from '../../src/domain/access/access-policy.js';
import { EVIDENCE_ROUTES } from './evidence-routes.js';
import { FIGURE_ROUTES } from './figure-routes.js';
import { REPLY_ROUTES } from './reply-routes.js';

/** A well-formed pseudonym and ids of nothing: whoever is let in gets 404, whoever is not gets 403. */
const NOBODY = 'WB-00000-00000-00000-00000-0';
const NOTHING = '00000000-0000-4000-8000-000000000000';

/** Values of path parameters. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  pseudonym: NOBODY,
  id: NOTHING,
  disclosureId: NOTHING,
  debriefId: NOTHING,
  to: 'agreed',
  username: 'nobody',
  userId: NOTHING,
  statementId: NOTHING,
  linkId: NOTHING,
  disputeId: NOTHING,
  splitId: NOTHING,
  erasureId: NOTHING,
  requestId: NOTHING,
  replyId: NOTHING,
  answerId: NOTHING,
  taskId: NOTHING,
  code: 'EV-00000-00000-00000-00000-0',
  assessmentId: NOTHING,
  line: '1',
  measure: 'whereabouts-status',
  number: '999999',
};

export interface GuardedRoute {
  /** The row of the access policy that must let the caller in; `signed in` for everybody with a token. */
  readonly asks: Action | 'signed in';
  /** A body that is well formed, so that only rights decide. */
  readonly body?: object;
}

const STATEMENT = { kind: 'last_contact', valid: '2021-05-01', source: 'witness', grade: 'B2' };
const FIGURE = { publisher: 'Vale Monitoring Group', subject: 'people held', asOf: '2021-02-28', value: { min: 40 } };
const REASON = 'a reason of some length';

export const API_ROUTES: Readonly<Record<string, GuardedRoute>> = {
  ...ACCOUNT_ROUTES,

  'POST /v1/persons': {
    asks: 'register_person',
    body: { sharingLevel: 'registry_only', legalBasis: 'vital_interests' },
  },
  'GET /v1/persons': { asks: 'list_records' },
  'GET /v1/persons/:pseudonym': { asks: 'read_record' },
  'GET /v1/persons/:pseudonym/status': { asks: 'read_record' },
  'PATCH /v1/persons/:pseudonym/identity': { asks: 'change_identity', body: { marks: null } },
  'GET /v1/persons/:pseudonym/statements': { asks: 'read_record' },
  'POST /v1/persons/:pseudonym/statements': { asks: 'add_statement', body: STATEMENT },
  'GET /v1/persons/:pseudonym/assignments': { asks: 'read_record' },
  'POST /v1/persons/:pseudonym/assignments': { asks: 'assign_person', body: { username: 'nobody' } },
  'DELETE /v1/persons/:pseudonym/assignments/:username': { asks: 'assign_person' },
  'GET /v1/persons/:pseudonym/erasures': { asks: 'read_erasures' },
  'POST /v1/persons/:pseudonym/erasures': {
    asks: 'request_erasure',
    body: { ground: 'consent_withdrawn', reason: REASON },
  },
  'POST /v1/persons/:pseudonym/erasures/:erasureId/confirmation': { asks: 'confirm_erasure' },
  'DELETE /v1/persons/:pseudonym/erasures/:erasureId': { asks: 'withdraw_erasure' },
  'GET /v1/persons/:pseudonym/links': { asks: 'read_record' },
  'POST /v1/persons/:pseudonym/links': { asks: 'propose_link', body: { into: NOBODY, reason: REASON } },
  'GET /v1/persons/:pseudonym/links/:linkId': { asks: 'read_record' },
  'POST /v1/persons/:pseudonym/links/:linkId/review': {
    asks: 'review_link',
    body: { verdict: 'confirmed', reason: REASON },
  },
  'POST /v1/persons/:pseudonym/links/:linkId/withdrawal': { asks: 'withdraw_link', body: { reason: REASON } },
  'GET /v1/links': { asks: 'review_link' },
  'GET /v1/matches': { asks: 'read_matches' },
  'GET /v1/matches/:id': { asks: 'read_matches' },
  'POST /v1/matches/:id/verdicts': { asks: 'judge_match', body: { verdict: 'not_same', reason: REASON } },
  'GET /v1/persons/:pseudonym/disclosures': { asks: 'read_disclosures' },
  'POST /v1/persons/:pseudonym/disclosures': {
    asks: 'disclose_identity',
    body: { purpose: 'family_contact', fields: ['names'], reason: REASON },
  },
  'GET /v1/persons/:pseudonym/disclosures/:disclosureId': { asks: 'disclose_identity' },
  'DELETE /v1/persons/:pseudonym/disclosures/:disclosureId': { asks: 'disclose_identity' },
  'POST /v1/persons/:pseudonym/disclosure-requests': {
    asks: 'request_disclosure',
    body: { purpose: 'identification', fields: ['names'], reason: REASON },
  },
  'GET /v1/disclosure-requests': { asks: 'read_disclosure_requests' },
  'GET /v1/disclosure-requests/:requestId': { asks: 'read_disclosure_requests' },
  'POST /v1/disclosure-requests/:requestId/approval': { asks: 'approve_disclosure' },
  'POST /v1/disclosure-requests/:requestId/refusal': { asks: 'approve_disclosure', body: { reason: REASON } },
  'POST /v1/disclosure-requests/:requestId/withdrawal': { asks: 'request_disclosure', body: { reason: REASON } },
  'POST /v1/disclosure-requests/:requestId/revocation': { asks: 'revoke_disclosure', body: { reason: REASON } },
  'GET /v1/persons/:pseudonym/access-report': { asks: 'report_access' },
  'GET /v1/persons/:pseudonym/access-report/export': { asks: 'report_access' },
  'POST /v1/statements/:id/retraction': { asks: 'withdraw_statement', body: { reason: REASON } },
  'POST /v1/statements/:id/supersession': {
    asks: 'withdraw_statement',
    body: { reason: REASON, successor: STATEMENT },
  },
  'POST /v1/persons/:pseudonym/tasks': { asks: 'add_task', body: { kind: 'follow_up', due: '2021-07-01' } },
  'GET /v1/persons/:pseudonym/retention': { asks: 'read_retention' },
  'PUT /v1/persons/:pseudonym/retention': { asks: 'set_retention', body: { until: '2031-06-01', reason: REASON } },
  'POST /v1/persons/:pseudonym/retention/reopening': {
    asks: 'set_retention',
    body: { until: '2031-06-01', reason: REASON },
  },
  'GET /v1/retention': { asks: 'read_retention' },
  'PUT /v1/retention/rule': { asks: 'set_retention_rule', body: { months: 120 } },
  'GET /v1/news': { asks: 'read_news' },
  'PUT /v1/news/rule': { asks: 'set_news_rule', body: { verifiedFirst: true } },
  'POST /v1/statements/:id/verification': { asks: 'verify_news', body: { verdict: 'verified', reason: REASON } },
  'GET /v1/persons/:pseudonym/wills': { asks: 'read_will' },
  'POST /v1/persons/:pseudonym/wills': {
    asks: 'record_will',
    body: { reachedOn: '2021-05-01', contact: 'no', sharedWith: 'nobody', said: 'in_person' },
  },
  'GET /v1/tasks': { asks: 'work_on_tasks' },
  'GET /v1/tasks/releases': { asks: 'sign_release' },
  'POST /v1/tasks/:id/completion': { asks: 'work_on_tasks' },
  'POST /v1/tasks/:id/reopening': { asks: 'work_on_tasks' },
  'POST /v1/tasks/:id/assignment': { asks: 'work_on_tasks', body: { username: null } },
  'POST /v1/tracing-requests': {
    asks: 'add_tracing_request',
    body: {
      sought: { pseudonym: NOBODY },
      enquirer: { name: 'Oda Tassin' },
      safeChannel: { channel: 'phone_call' },
      kinship: 'sibling',
      receivedOn: '2021-05-01',
    },
  },
  'GET /v1/tracing-requests': { asks: 'read_tracing_requests' },
  'GET /v1/tracing-requests/:id': { asks: 'read_tracing_requests' },
  'POST /v1/tracing-requests/:id/transitions': {
    asks: 'work_on_tracing_requests',
    body: { to: 'open', reason: REASON },
  },
  'POST /v1/tracing-requests/:id/consents': {
    asks: 'work_on_tracing_requests',
    body: {
      givenBy: 'enquirer',
      purpose: 'tracing',
      recipient: 'own_organisation',
      decision: 'given',
      decidedOn: '2021-05-01',
    },
  },
  'PUT /v1/tracing-requests/:id/safe-channel': { asks: 'work_on_tracing_requests', body: { channel: 'letter' } },
  'POST /v1/tracing-requests/:id/assignment': { asks: 'assign_person', body: { username: 'nobody' } },
  'POST /v1/tracing-requests/:id/disclosures': {
    asks: 'disclose_identity',
    body: { purpose: 'family_contact', fields: ['contact'], reason: REASON },
  },
  'GET /v1/tracing-requests/:id/disclosures': { asks: 'read_disclosures' },
  'POST /v1/lists': {
    asks: 'add_list',
    body: {
      submitter: { party: 'planted' },
      recipient: { party: 'planted' },
      submittedOn: '2021-02-10',
      lines: [{ text: 'Tassin, Arvel' }],
    },
  },
  'GET /v1/lists': { asks: 'read_lists' },
  'GET /v1/lists/:id': { asks: 'read_lists' },
  'GET /v1/lists/:id/export': { asks: 'read_lists' },
  'POST /v1/lists/:id/answers': {
    asks: 'answer_list',
    body: { line: 1, answer: 'acknowledged', answeredOn: '2021-03-01', answeredBy: { party: 'planted' } },
  },
  'POST /v1/lists/:id/answers/:answerId/withdrawal': { asks: 'answer_list', body: { reason: REASON } },
  'POST /v1/lists/:id/suggestions': { asks: 'answer_list', body: { purpose: 'family_tracing' } },
  'POST /v1/lists/:id/lines/:line/match': { asks: 'answer_list', body: { pseudonym: NOBODY } },
  'POST /v1/lists/:id/lines/:line/match/withdrawal': { asks: 'answer_list', body: { reason: REASON } },
  'POST /v1/lists/:id/lines/:line/disclosures': {
    asks: 'disclose_identity',
    body: { purpose: 'identification', reason: REASON },
  },
  'GET /v1/search/quota': { asks: 'make_inquiry' },
  'POST /v1/search': { asks: 'search_persons', body: { name: 'Arvel Tassin', purpose: 'family_tracing' } },

  'POST /v1/inquiries': {
    asks: 'make_inquiry',
    body: { sought: { names: [{ text: 'Arvel Tassin' }] }, purpose: 'family_tracing' },
  },
  'GET /v1/inquiries': { asks: 'read_inquiries' },
  'GET /v1/inquiries/:id': { asks: 'read_inquiries' },
  ...REPLY_ROUTES,

  'POST /v1/exchanges': {
    asks: 'record_exchange',
    body: { sides: ['nobody', 'nowhere'], sharingLevel: 'registry_only', legalBasis: 'vital_interests' },
  },
  'GET /v1/exchanges': { asks: 'read_exchanges' },
  'GET /v1/exchanges/:id': { asks: 'read_exchanges' },
  'POST /v1/exchanges/:id/steps': { asks: 'record_exchange', body: { from: 'proposed', to: 'agreed' } },
  'GET /v1/exchanges/:id/debriefs': { asks: 'hold_debrief' },
  'POST /v1/exchanges/:id/debriefs': { asks: 'hold_debrief', body: { person: NOBODY } },
  'POST /v1/exchanges/:id/debriefs/:debriefId/answers': {
    asks: 'hold_debrief',
    body: { answer: 'later', medicallyCleared: false },
  },
  'POST /v1/exchanges/:id/debriefs/:debriefId/consents': {
    asks: 'hold_debrief',
    body: { use: 'tracing', given: false },
  },
  'POST /v1/exchanges/:id/debriefs/:debriefId/sightings': {
    asks: 'hold_debrief',
    body: { sightings: [{ person: NOBODY, seen: '2021-02', contactStrength: 'firsthand', grade: 'B2' }] },
  },
  'POST /v1/exchanges/:id/roster': { asks: 'record_exchange', body: { lines: [] } },

  'POST /v1/sites': {
    asks: 'record_remains',
    body: { place: { code: 'test:90', precision: 'admin_area' }, sharingLevel: 'registry_only' },
  },
  'GET /v1/sites': { asks: 'read_remains' },
  'GET /v1/sites/:id': { asks: 'read_remains' },
  'POST /v1/sites/:id/counts': { asks: 'record_remains', body: { asOf: '2021-05', recovered: 28 } },
  'POST /v1/remains': { asks: 'record_remains', body: { extent: 'whole', sharingLevel: 'registry_only' } },
  'GET /v1/remains': { asks: 'read_remains' },
  'GET /v1/remains/:id': { asks: 'read_remains' },
  'POST /v1/remains/:id/links': {
    asks: 'link_remains',
    body: { persons: [NOBODY], method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' },
  },
  'POST /v1/remains/:id/links/:linkId/confirmation': { asks: 'link_remains' },
  'POST /v1/remains/:id/links/:linkId/withdrawal': { asks: 'link_remains', body: { reason: REASON } },
  'POST /v1/remains/:id/links/:linkId/hand-over': {
    asks: 'link_remains',
    body: { extent: 'whole', valid: '2021-05', source: 'forensic_report', grade: 'A1' },
  },
  ...EVIDENCE_ROUTES,
  ...FIGURE_ROUTES,
  'GET /v1/published-figures': { asks: 'read_published_figures' },
  'GET /v1/published-figures/:id': { asks: 'read_published_figures' },
  'GET /v1/published-figures/:id/beside.svg': { asks: 'read_published_figures' },
  'GET /v1/published-figures/:id/beside.png': { asks: 'read_published_figures' },
  'POST /v1/published-figures': { asks: 'add_published_figure', body: FIGURE },
  'POST /v1/published-figures/file': { asks: 'add_published_figure', body: { figures: [] } },
  'POST /v1/published-figures/:id/supersession': {
    asks: 'add_published_figure',
    body: { reason: REASON, successor: FIGURE },
  },

  'GET /v1/audit/entries': { asks: 'read_audit' },
  'GET /v1/audit/verification': { asks: 'read_audit' },
  'GET /v1/audit/checkpoints': { asks: 'read_audit' },
  'GET /v1/audit/proofs': { asks: 'read_audit' },

  'POST /v1/parties': { asks: 'administer', body: { label: 'Planted Republic' } },
  'GET /v1/parties': { asks: 'list_parties' },
  'POST /v1/organisations': { asks: 'administer', body: { name: 'Planted Office', kind: 'ngo' } },
  'GET /v1/organisations': { asks: 'administer' },
  'POST /v1/places': { asks: 'add_place', body: { code: 'test:90', name: 'Planted Vale' } },
  'GET /v1/places': { asks: 'list_places' },
};

/** Routes without a token, each with the reason. */
export const OPEN_ROUTES: Readonly<Record<string, string>> = {
  'POST /v1/auth/token': 'signing in',
  'POST /v1/auth/refresh': 'proves a refresh token instead',
  'POST /v1/auth/password': 'proves a one-time link instead',
  'POST /v1/set-up': 'proves the set-up link instead',
  'GET /v1/releases': 'published releases are public',
  'GET /v1/releases/latest': 'published releases are public',
  'GET /v1/releases/keys': 'public keys',
  'GET /v1/releases/:number': 'published releases are public',
  'GET /v1/releases/:number/changes': 'told from published releases alone',
  'GET /v1/releases/:number/cells.json': 'a file of a published release',
  'GET /v1/releases/:number/cells.csv': 'a file of a published release',
  'GET /v1/releases/:number/cells.hxl.csv': 'a file of a published release',
  'GET /v1/releases/:number/datapackage.json': 'a file of a published release',
  'GET /v1/releases/:number/document.json': 'a file of a published release',
  'GET /v1/releases/:number/document.note': 'the signature of a published release',
  'GET /health/live': 'for watchdogs; says ok and nothing else',
  'GET /health/ready': 'for watchdogs; says ok and nothing else',
  'GET /docs': 'the description of the API holds no data',
  'GET /docs/start.js': 'part of that page',
  'GET /docs/swagger-ui.css': 'part of that page',
  'GET /docs/swagger-ui-bundle.js': 'part of that page',
  'GET /docs/favicon-32x32.png': 'part of that page',
  'GET /docs/openapi.json': 'the description of the API holds no data',
};
