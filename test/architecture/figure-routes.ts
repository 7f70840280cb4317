// What every operation on counts and releases asks for: a part of the reviewed matrix.

import type { Action } from '../../src/domain/access/access-policy.js';

export const FIGURE_ROUTES = {
  'GET /v1/statistics/:measure': { asks: 'count_statistics' },
  'GET /v1/statistics/:measure/flow': { asks: 'count_statistics' },
  'GET /v1/statistics/:measure/cohort': { asks: 'count_statistics' },
  'GET /v1/statistics/:measure/cells.csv': { asks: 'count_statistics' },
  'GET /v1/statistics/:measure/flow/cells.csv': { asks: 'count_statistics' },
  'GET /v1/statistics/:measure/cohort/cells.csv': { asks: 'count_statistics' },
  'GET /v1/releases/in-preparation': { asks: 'list_releases' },
  'GET /v1/releases/in-preparation/:number': { asks: 'list_releases' },
  'GET /v1/releases/splits': { asks: 'list_releases' },
  'POST /v1/releases/splits': { asks: 'prepare_release', body: { by: 'side' } },
  'GET /v1/tasks/splits': { asks: 'answer_split' },
  'GET /v1/tasks/splits/:splitId': { asks: 'answer_split' },
  'POST /v1/tasks/splits/:splitId/answers': { asks: 'answer_split', body: { answer: 'agreed' } },
  'POST /v1/releases': { asks: 'prepare_release' },
  'POST /v1/releases/:number/corrections': { asks: 'prepare_release', body: { reason: 'counted_wrongly' } },
  'POST /v1/releases/:number/disputes': { asks: 'dispute_release', body: { ground: 'counted_wrongly' } },
  'POST /v1/releases/:number/disputes/:disputeId/identity-check': { asks: 'dispute_release' },
  'POST /v1/releases/:number/disputes/:disputeId/settlement': { asks: 'settle_dispute' },
  'POST /v1/releases/:number/signatures': { asks: 'sign_release' },
  'POST /v1/releases/:number/publication': { asks: 'publish_release' },
} as const satisfies Readonly<Record<string, { readonly asks: Action; readonly body?: object }>>;
