// What one organisation says in confidence changes no byte of any answer that another organisation gets, headers included.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';

const SEED = 90_210;
/** Drawn anew for every answer, told by the clock of the machine and not by that of the registry, or counting the reader's own requests. */
const OF_THE_MOMENT = ['date', 'x-request-id', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

let service: TestApplication;
let giver: string;
let others: readonly string[];
let persons: readonly string[];
let seenBy: ReadonlyMap<string, readonly string[]>;

async function post(token: string, path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await service.request('POST', path, { token, body });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body as Record<string, unknown>;
}

async function listed(token: string): Promise<string[]> {
  const answer = await service.request('GET', '/v1/persons?limit=200', { token });
  return (answer.body as { records: { pseudonym: string }[] }).records.map(({ pseudonym }) => pseudonym);
}

beforeAll(async () => {
  service = await startTestApplication();
  const tokenOf = async (kind: 'ngo' | 'central_tracing_agency' | 'liaison_office'): Promise<string> => {
    const organisation = await service.seedOrganisation({ kind });
    return (await service.seedUser({ organisation, roles: ['coordinator', 'analyst', 'verifier'] })).token();
  };
  giver = await tokenOf('ngo');
  others = [await tokenOf('liaison_office'), await tokenOf('central_tracing_agency')];
  const statements = [
    [],
    [{ kind: 'disappearance', valid: '2021-02', source: 'family', grade: 'B2' }],
    [{ kind: 'capture', valid: '2021-03-01', source: 'witness', grade: 'C3' }],
  ];
  const made: string[] = [];
  for (const given of statements) {
    const body = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests', statements: given };
    made.push((await post(giver, '/v1/persons', body))['pseudonym'] as string);
    service.clock.advance(60_000);
  }
  persons = made;
  seenBy = new Map(await Promise.all(others.map(async (token) => [token, await listed(token)] as const)));
});

afterAll(async () => {
  await service.stop();
});

async function answersOf(token: string): Promise<string[]> {
  const times = [
    '',
    'knownAt=2021-06-01T12:00:30Z',
    'validAt=2021-02-20',
    'knownAt=2021-06-01T12:01:30Z&validAt=2021-04-01',
  ];
  const filters = [
    'status=missing',
    'status=believed_held',
    'flag=sign_of_life_stale',
    'flag=conflicting_statements',
    'limit=1',
  ];
  const paths = [
    ...times.flatMap((time) => [`/v1/persons?${time}`, `/v1/statistics/whereabouts-status?by=month,holder&${time}`]),
    ...filters.flatMap((filter) => [`/v1/persons?${filter}`, `/v1/persons?${filter}&${times[3] ?? ''}`]),
    ...(seenBy.get(token) ?? []).flatMap((person) => [
      `/v1/persons/${person}?why=true`,
      `/v1/persons/${person}/status?${times[2] ?? ''}`,
      `/v1/persons/${person}/statements`,
    ]),
  ];
  const answers = [];
  for (const path of paths) {
    const { status, text, headers } = await service.request('GET', path, { token });
    const shown = [...headers].filter(([name]) => !OF_THE_MOMENT.includes(name)).sort();
    answers.push(JSON.stringify([path, status, text, shown]));
  }
  return answers;
}

const anySecret = fc
  .record({
    person: fc.nat(2),
    kind: fc.constantFrom('disappearance', 'capture', 'detention', 'proof_of_life', 'located', 'death'),
    valid: fc.constantFrom('2021-01', '2021-02-15', '2021-03-20', '2021-05'),
    grade: fc.constantFrom('A1', 'B2', 'F6', 'E5'),
    takenBack: fc.boolean(),
  })
  .map((secret) => ({
    ...secret,
    source: { proof_of_life: 'letter', death: 'media' }[secret.kind as string] ?? 'family',
    details: secret.kind === 'located' ? { attestedBy: 'family' } : {},
  }));

describe('confidential statements', () => {
  it('change no byte of what any other organisation is answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anySecret, { minLength: 1, maxLength: 4 }), async (secrets) => {
        const before = [];
        for (const token of others) before.push(await answersOf(token));
        for (const { person, kind, valid, grade, source, details, takenBack } of secrets) {
          const body = { kind, valid, grade, source, details, confidential: true };
          const { id } = await post(giver, `/v1/persons/${persons[person] ?? ''}/statements`, body);
          if (takenBack) await post(giver, `/v1/statements/${String(id)}/retraction`, { reason: 'not so' });
        }
        for (const [place, token] of others.entries()) expect(await answersOf(token)).toEqual(before[place]);
      }),
      { seed: SEED, numRuns: 2 },
    );
    // What was said does something for whoever said it, or the test would show nothing.
    const shared = await service.request('GET', `/v1/persons/${persons[0] ?? ''}/statements`, { token: giver });
    expect(
      (shared.body as { statements: { confidential: boolean }[] }).statements.some(({ confidential }) => confidential),
    ).toBe(true);
  });
});
