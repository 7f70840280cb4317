// Two services on one database, asked at the same moment: what both may do both do, and of what only one may one hears why not.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestAnswer, type TestApplication } from '../support/http-application.js';

/** Each as often as it takes for the two to meet in every order. */
const ROUNDS = 6;
const REASON = 'a reason of some length';
const LOST = { kind: 'disappearance', valid: '2020-11-11', source: 'family', grade: 'B2' };
const CAUGHT = { kind: 'capture', valid: '2020-12-01', source: 'witness', grade: 'B2' };

let here: TestApplication;
let there: TestApplication;
let worker: string;
let colleague: string;
let verifier: string;
let administrator: string;

beforeAll(async () => {
  here = await startTestApplication();
  there = await startTestApplication({ beside: here });
  const organisation = await here.seedOrganisation();
  worker = await (await here.seedUser({ organisation, roles: ['coordinator'] })).token();
  colleague = await (await here.seedUser({ organisation, roles: ['coordinator', 'verifier'] })).token();
  verifier = await (await here.seedUser({ organisation, roles: ['verifier'] })).token();
  administrator = await (await here.seedUser({ roles: ['administrator'] })).token();
});
afterAll(async () => {
  await there.stop();
  await here.stop();
});

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly body: object;
  readonly token: string;
  readonly ifMatch?: string;
}

function send(service: TestApplication, { method = 'POST', path, body, token, ifMatch }: Asked): Promise<TestAnswer> {
  return service.request(method, path, {
    token,
    body,
    ...(ifMatch !== undefined && { headers: { 'if-match': ifMatch } }),
  });
}

/** Sent to each service before either has answered. */
function both(one: Asked, other: Asked): Promise<readonly TestAnswer[]> {
  return Promise.all([send(here, one), send(there, other)]);
}

function told(answers: readonly TestAnswer[]): string[] {
  return answers.map(({ status, body }) => [status, (body as { code?: string }).code].join(' ').trim()).sort();
}

async function register(): Promise<{ pseudonym: string; statements: string[] }> {
  const identity = { names: [{ text: 'Arvel Tassin' }] };
  const body = { sharingLevel: 'registry_only', legalBasis: 'vital_interests', identity, statements: [LOST] };
  return (await send(here, { path: '/v1/persons', body, token: worker })).body as Awaited<ReturnType<typeof register>>;
}

async function read<T>(service: TestApplication, path: string, token = worker): Promise<T> {
  return (await service.request('GET', path, { token })).body as T;
}

/** Without what is known of every person. */
async function kindsOf(service: TestApplication, pseudonym: string): Promise<string[]> {
  const path = `/v1/persons/${pseudonym}/statements`;
  const { statements } = await read<{ statements: { kind: string }[] }>(service, path);
  return statements.map(({ kind }) => kind).filter((kind) => kind !== 'particulars');
}

async function tagOf(path: string, token = worker): Promise<string> {
  return (await here.request('GET', path, { token })).headers.get('etag') ?? '';
}

async function rounds(work: () => Promise<void>): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) await work();
}

describe('two workers recording at the same moment', () => {
  it('both succeed, and every reader sees the record of both', () =>
    rounds(async () => {
      const { pseudonym } = await register();
      const path = `/v1/persons/${pseudonym}/statements`;
      const seen = { kind: 'proof_of_life', valid: '2021-02-01', source: 'letter', grade: 'B2' };
      const answers = await both({ path, body: CAUGHT, token: worker }, { path, body: seen, token: colleague });
      expect(told(answers)).toEqual(['201', '201']);
      for (const service of [here, there]) {
        expect(await kindsOf(service, pseudonym)).toEqual(['disappearance', 'capture', 'proof_of_life']);
        const { status } = await read<{ status: string }>(service, `/v1/persons/${pseudonym}`);
        expect(status).toBe('believed_held');
        // The row that lists are made of was made from both.
        const list = await read<{ records: { pseudonym: string }[] }>(
          service,
          '/v1/persons?limit=200&status=believed_held',
        );
        expect(list.records.map((one) => one.pseudonym)).toContain(pseudonym);
      }
    }));

  it('of one retraction each, one takes the statement back', () =>
    rounds(async () => {
      const { statements } = await register();
      const path = `/v1/statements/${statements.at(-1) ?? ''}/retraction`;
      const retract = { path, body: { reason: REASON }, token: worker };
      expect(told(await both(retract, { ...retract, token: colleague }))).toEqual(['201', '409 already_withdrawn']);
    }));

  it('of one request sent twice by its key, keep one statement', () =>
    rounds(async () => {
      const { pseudonym } = await register();
      const path = `/v1/persons/${pseudonym}/statements`;
      const headers = { 'idempotency-key': `key-${pseudonym}` };
      const again = (service: TestApplication) =>
        service.request('POST', path, { token: worker, body: CAUGHT, headers });
      const [one, other] = await Promise.all([again(here), again(there)]);
      expect([one.status, other.status]).toEqual([201, 201]);
      expect(one.body).toEqual(other.body);
      expect(await kindsOf(here, pseudonym)).toEqual(['disappearance', 'capture']);
    }));
});

describe('two who replace what both have read', () => {
  it('an identity: one does, the other hears that it has changed', () =>
    rounds(async () => {
      const { pseudonym } = await register();
      const ifMatch = await tagOf(`/v1/persons/${pseudonym}`);
      const change = { method: 'PATCH', path: `/v1/persons/${pseudonym}/identity`, ifMatch };
      const answers = await both(
        { ...change, body: { marks: 'scar above the left eyebrow' }, token: worker },
        { ...change, body: { marks: 'no scar' }, token: colleague },
      );
      expect(told(answers)).toEqual(['200', '412 precondition_failed']);
    }));

  it('a statement: one supersedes it, and it has one successor', () =>
    rounds(async () => {
      const { pseudonym, statements } = await register();
      const ifMatch = await tagOf(`/v1/persons/${pseudonym}`);
      const path = `/v1/statements/${statements.at(-1) ?? ''}/supersession`;
      const by = (valid: string, token: string): Asked => ({
        path,
        body: { reason: REASON, successor: { ...LOST, valid } },
        token,
        ifMatch,
      });
      const answers = await both(by('2020-11-12', worker), by('2020-11-13', colleague));
      expect(told(answers)).toEqual(['201', '412 precondition_failed']);
      expect(await kindsOf(here, pseudonym)).toEqual(['disappearance', 'disappearance']);
    }));

  it('an account: one does', () =>
    rounds(async () => {
      const { id } = await here.seedUser({ roles: ['liaison'] });
      const change = { method: 'PATCH', path: `/v1/users/${id}`, token: administrator, ifMatch: '"v1"' };
      const answers = await both(
        { ...change, body: { roles: ['coordinator'] } },
        { ...change, body: { disabled: true } },
      );
      expect(told(answers)).toEqual(['200', '412 precondition_failed']);
    }));
});

describe('two who merge', () => {
  const propose = (from: string, into: string, token: string): Asked => ({
    path: `/v1/persons/${from}/links`,
    body: { into, reason: REASON },
    token,
  });

  it('crosswise end in one merge and one clear conflict', () =>
    rounds(async () => {
      const [a, b] = [(await register()).pseudonym, (await register()).pseudonym];
      const answers = await both(propose(a, b, worker), propose(b, a, colleague));
      expect(told(answers)).toEqual(['201', '409 link_exists']);
      const { id } = answers.find(({ status }) => status === 201)!.body as { id: string };
      const path = `/v1/persons/${a}/links/${id}`;
      const ifMatch = await tagOf(path, verifier);
      const review = { path: `${path}/review`, body: { verdict: 'confirmed', reason: REASON }, ifMatch };
      // Neither of the two who proposed.
      const reviewed = await both({ ...review, token: verifier }, { ...review, token: verifier });
      expect(told(reviewed)).toEqual(['201', '409 link_state_conflict']);
      const statuses = [];
      for (const person of [a, b])
        statuses.push((await read<{ status: string }>(there, `/v1/persons/${person}`)).status);
      expect(statuses.sort()).toEqual(['closed', 'missing']);
    }));

  it('one record into two others: one merge stands, and no circle', () =>
    rounds(async () => {
      const people = [await register(), await register(), await register()].map(({ pseudonym }) => pseudonym);
      const [a = '', b = '', c = ''] = people;
      const answers = await both(propose(a, b, worker), propose(a, c, colleague));
      const links = answers.flatMap(({ status, body }) => (status === 201 ? [(body as { id: string }).id] : []));
      const review = (id: string | undefined): Asked => {
        const path = `/v1/persons/${a}/links/${id ?? ''}`;
        const body = { verdict: 'confirmed', reason: REASON };
        return { path: `${path}/review`, body, token: verifier, ifMatch: '*' };
      };
      expect(links).toHaveLength(2);
      const reviewed = await both(review(links[0]), review(links[1]));
      expect(told(reviewed)).toEqual(['201', '409 link_exists']);
      const statuses = [];
      for (const person of people)
        statuses.push((await read<{ status: string }>(there, `/v1/persons/${person}`)).status);
      expect(statuses.sort()).toEqual(['closed', 'missing', 'missing']);
    }));
});
