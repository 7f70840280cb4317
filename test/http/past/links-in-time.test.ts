// Links between records as they were: what had been proposed, reviewed and taken back, and what awaited a review.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestApplication, type TestUser } from '../../support/http-application.js';
import { send, Snapshots } from './snapshots.js';

interface Told {
  state: string;
  links: { id: string; state: string }[];
  fromRecord: { status: string };
}

const REASON = 'Two reports of one person.';

let service: TestApplication;
let worker: TestUser;
let verifier: TestUser;
let mine: Snapshots;
let theirs: Snapshots;
let from: string;
let link: string;
let other: string;
const at = new Map<string, number>();

const then = (what: string): string => `knownAt=${new Date(at.get(what) ?? Number.NaN).toISOString()}`;

async function ask(path: string, reader: TestUser): Promise<{ status: number; body: Told; etag: string | null }> {
  const { status, body, headers } = await service.request('GET', path, { token: await reader.token() });
  return { status, body: body as Told, etag: headers.get('etag') };
}

beforeAll(async () => {
  service = await startTestApplication();
  worker = await service.seedUser({ roles: ['coordinator'] });
  verifier = await service.seedUser({ organisation: worker.organisation, roles: ['verifier'] });
  mine = new Snapshots(service, worker);
  theirs = new Snapshots(service, verifier);
  const register = async (valid: string): Promise<string> => {
    const registration = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
    const pseudonym = String((await send(service, worker, '/v1/persons', registration))['pseudonym']);
    const capture = { kind: 'capture', valid, source: 'witness', grade: 'B2' };
    await send(service, worker, `/v1/persons/${pseudonym}/statements`, capture);
    return pseudonym;
  };
  from = await register('2021-02-01');
  const into = await register('2021-03-01');
  const third = await register('2021-04-01');
  link = '00000000-0000-4000-8000-000000000000';
  const step = async (what: string): Promise<void> => {
    at.set(what, service.clock.now());
    await mine.take(`/v1/persons/${from}/links`, `/v1/persons/${from}/links/${link}`);
    service.clock.advance(-60_000);
    await theirs.take('/v1/links', '/v1/links?limit=1', `/v1/persons/${into}/links/${link}`);
    service.clock.advance(86_400_000);
  };
  const propose = async (a: string, b: string): Promise<string> =>
    String((await send(service, worker, `/v1/persons/${a}/links`, { into: b, reason: REASON }))['id']);
  await step('nothing');
  link = await propose(from, into);
  await step('proposed');
  other = await propose(third, into);
  await step('both proposed');
  const confirmed = { verdict: 'confirmed', reason: REASON };
  await send(service, verifier, `/v1/persons/${from}/links/${link}/review`, confirmed);
  await step('confirmed');
  const proof = { kind: 'proof_of_life', valid: '2021-05-01', source: 'agency_visit', grade: 'A1' };
  await send(service, worker, `/v1/persons/${into}/statements`, proof);
  await step('said of both');
  await send(service, worker, `/v1/persons/${from}/links/${link}/withdrawal`, { reason: REASON });
  await step('split');
  await send(service, verifier, `/v1/persons/${third}/links/${other}/review`, { verdict: 'refused', reason: REASON });
  await step('refused');
}, 120_000);

afterAll(() => service.stop());

describe('a link at an instant', () => {
  it('is nothing to strangers at any time, and was not there before it was proposed', async () => {
    const stranger = await service.seedUser({ roles: ['coordinator', 'verifier'] });
    const path = `/v1/persons/${from}/links/${link}`;
    expect((await ask(`${path}?${then('confirmed')}`, stranger)).status).toBe(404);
    expect((await ask(`/v1/links?${then('both proposed')}`, stranger)).body.links).toEqual([]);
    expect((await ask(`${path}?${then('nothing')}`, worker)).status).toBe(404);
    expect((await ask(`/v1/links?${then('proposed')}`, worker)).status).toBe(403);
  });

  it.each([
    ['/v1/links', 'validAt=2021-03-01'],
    ['/v1/links', 'knownAt=2021-02-30T00:00:00Z'],
    ['', 'why=true'],
    ['', 'validAt=2021-02-30'],
  ])('is refused at %s with %s', async (path, query) => {
    const asked = path === '' ? `/v1/persons/${from}/links/${link}` : path;
    expect((await ask(`${asked}?${query}`, verifier)).status).toBe(422);
  });

  it('is what was answered then, whatever was reviewed and said since', async () => {
    expect(mine.answersOf(`/v1/persons/${from}/links`)).toBe(4);
    expect(theirs.answersOf('/v1/links')).toBe(4);
    expect([...(await mine.faults()), ...(await theirs.faults())]).toEqual([]);
  });

  it('has its state of then, and both records as they were', async () => {
    const seen = async (what: string): Promise<string[]> => {
      const { body } = await ask(`/v1/persons/${from}/links/${link}?${then(what)}`, worker);
      return [body.state, body.fromRecord.status];
    };
    expect(await seen('proposed')).toEqual(['proposed', 'believed_held']);
    expect(await seen('confirmed')).toEqual(['confirmed', 'closed']);
    expect(await seen('split')).toEqual(['withdrawn', 'believed_held']);
    const early = await ask(`/v1/persons/${from}/links/${link}?validAt=2021-01-01`, worker);
    expect(early.body.fromRecord.status).toBe('missing');
  });

  it('awaited the reviewer until it was decided', async () => {
    const awaited = async (what: string): Promise<string[]> =>
      (await ask(`/v1/links?${then(what)}`, verifier)).body.links.map(({ id }) => id);
    expect(await awaited('nothing')).toEqual([]);
    expect(await awaited('proposed')).toEqual([link]);
    expect(await awaited('both proposed')).toEqual([link, other]);
    expect(await awaited('split')).toEqual([other]);
    expect(await awaited('refused')).toEqual([]);
  });

  it('has no entity tag: what was cannot be reviewed', async () => {
    const path = `/v1/persons/${from}/links/${link}`;
    expect((await ask(path, worker)).etag).not.toBeNull();
    expect((await ask(`${path}?${then('proposed')}`, worker)).etag).toBeNull();
    expect((await ask(`${path}?validAt=2021-05-01`, worker)).etag).toBeNull();
  });
});
