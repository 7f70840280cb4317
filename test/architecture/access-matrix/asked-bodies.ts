// Bodies that name the thing that is asked about; every other route is sent the well-formed body of the route matrix.

import { randomBytes } from 'node:crypto';
import { API_ROUTES } from '../route-matrix.js';
import type { Thing } from './asked-thing.js';

const REASON = 'A reason of some length.';

const NAMING: Readonly<Record<string, (thing: Thing) => object>> = {
  'POST /v1/persons/:pseudonym/assignments': ({ username }) => ({ username }),
  'POST /v1/persons/:pseudonym/links': ({ into }) => ({ into, reason: REASON }),
  'POST /v1/tracing-requests': ({ pseudonym }) => ({
    ...API_ROUTES['POST /v1/tracing-requests']!.body,
    sought: { pseudonym },
  }),
  'POST /v1/tracing-requests/:id/assignment': ({ username }) => ({ username }),
  'POST /v1/lists': ({ party }) => ({
    ...API_ROUTES['POST /v1/lists']!.body,
    submitter: { party },
    recipient: { party },
  }),
  'POST /v1/lists/:id/answers': ({ party }) => ({
    ...API_ROUTES['POST /v1/lists/:id/answers']!.body,
    answeredBy: { party },
  }),
  'POST /v1/lists/:id/lines/:line/match': ({ pseudonym }) => ({ pseudonym }),
  'POST /v1/exchanges': ({ party, otherParty }) => ({
    ...API_ROUTES['POST /v1/exchanges']!.body,
    sides: [party, otherParty],
  }),
  'POST /v1/exchanges/:id/debriefs': ({ person }) => ({ person }),
  'POST /v1/exchanges/:id/debriefs/:debriefId/sightings': ({ seen }) => ({
    sightings: [{ person: seen, seen: '2021-02', contactStrength: 'firsthand', grade: 'B2' }],
  }),
  'POST /v1/exchanges/:id/roster': ({ person, side }) => ({ lines: [{ person, side, standing: 'listed' }] }),
  'POST /v1/remains/:id/links': ({ pseudonym }) => ({
    ...API_ROUTES['POST /v1/remains/:id/links']!.body,
    persons: [pseudonym],
  }),
  'POST /v1/users': ({ organisation, fresh }) => ({
    ...API_ROUTES['POST /v1/users']!.body,
    organisationId: organisation,
    username: `user-${fresh}`,
  }),
  'POST /v1/auth/second-factor': ({ password }) => ({ password }),
  'POST /v1/auth/sessions/end': ({ password }) => ({ password }),
  'POST /v1/parties': ({ fresh }) => ({ label: `Planted Republic ${fresh}` }),
  'POST /v1/organisations': ({ fresh }) => ({ name: `Planted Office ${fresh}`, kind: 'ngo' }),
  'POST /v1/evidence': () => ({ ...API_ROUTES['POST /v1/evidence']!.body, sha256: randomBytes(32).toString('hex') }),
  'POST /v1/places': ({ fresh }) => ({ code: `test:${fresh}`, name: 'Planted Vale' }),
};

/** Operations whose body names somebody, and by which field of the thing. */
export const NAMED_IN_BODIES: Readonly<Record<string, string>> = {
  'POST /v1/persons/:pseudonym/links': 'into',
  'POST /v1/tracing-requests': 'pseudonym',
  'POST /v1/lists/:id/lines/:line/match': 'pseudonym',
  'POST /v1/exchanges/:id/debriefs': 'person',
  'POST /v1/exchanges/:id/debriefs/:debriefId/sightings': 'seen',
  'POST /v1/exchanges/:id/roster': 'person',
  'POST /v1/remains/:id/links': 'pseudonym',
};

/** Operations that ask for something beside what the address names. */
const QUERIES: Readonly<Record<string, string>> = {
  'GET /v1/persons/:pseudonym/access-report': '?identityCheck=document_seen',
  'GET /v1/persons/:pseudonym/access-report/export': '?identityCheck=document_seen',
  'GET /v1/statistics/:measure/flow': '?from=2020-12-31&to=2021-05-31',
  'GET /v1/statistics/:measure/cohort': '?lost=2020-12',
  'GET /v1/statistics/:measure/flow/cells.csv': '?from=2020-12-31&to=2021-05-31',
  'GET /v1/statistics/:measure/cohort/cells.csv': '?lost=2020-12',
};

export function queryOf(name: string): string {
  return QUERIES[name] ?? '';
}

export function bodyOf(name: string, thing: Thing): object | undefined {
  if (/^(GET|DELETE|HEAD) /.test(name)) return undefined;
  return NAMING[name]?.(thing) ?? API_ROUTES[name]?.body ?? {};
}
