// ETag and If-Match: what a reader was shown, what is refused as stale, and what a tag never tells.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../../support/http-application.js';

let service: TestApplication;
let worker: TestUser;
let token: string;
let colleague: string;
let other: string;
let administrator: string;

beforeAll(async () => {
  service = await startTestApplication();
  const organisation = await service.seedOrganisation();
  worker = await service.seedUser({ organisation, roles: ['coordinator'] });
  token = await worker.token();
  colleague = await (await service.seedUser({ organisation, roles: ['verifier'] })).token();
  const ngo = await service.seedOrganisation({ kind: 'ngo' });
  other = await (await service.seedUser({ organisation: ngo, roles: ['coordinator'] })).token();
  administrator = await (await service.seedUser({ roles: ['administrator'] })).token();
});

afterAll(async () => {
  await service.stop();
});

const LOST = { kind: 'disappearance', valid: '2020-11-11', source: 'family', grade: 'B2' };
const SECRET = { kind: 'capture', valid: '2020-12-01', source: 'witness', grade: 'B2', confidential: true };
const REASON = 'a reason of some length';

async function register(): Promise<{ pseudonym: string; statements: string[] }> {
  const body = {
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'vital_interests',
    identity: { names: [{ text: 'Arvel Tassin' }] },
    statements: [LOST],
  };
  return (await service.request('POST', '/v1/persons', { token, body })).body as Awaited<ReturnType<typeof register>>;
}

async function tagOf(path: string, reader = token): Promise<string> {
  return (await service.request('GET', path, { token: reader })).headers.get('etag') ?? '';
}

async function send(
  method: string,
  path: string,
  body: unknown,
  ifMatch?: string,
  by = token,
): Promise<TestAnswer & { code: string | undefined }> {
  const headers = ifMatch === undefined ? {} : { 'if-match': ifMatch };
  const answer = await service.request(method, path, { token: by, body, headers });
  return { ...answer, code: (answer.body as { code?: string } | undefined)?.code };
}

describe('the ETag of a record', () => {
  it('stays while time passes, and changes with what its reader is shown', async () => {
    const { pseudonym } = await register();
    const path = `/v1/persons/${pseudonym}`;
    const first = await tagOf(path);
    expect(first).toMatch(/^"[\w-]{22}"$/);
    service.clock.advance(3 * 86_400_000);
    const later = await worker.token();
    expect(await tagOf(path, later)).toBe(first);
    service.clock.advance(-3 * 86_400_000);
    expect(await tagOf(`${path}/status`)).toBe(first);
    await send('POST', `${path}/statements`, { ...SECRET, confidential: false });
    expect(await tagOf(path)).not.toBe(first);
  });

  it('never tells of what another organisation gave in confidence, and tells its giver', async () => {
    const { pseudonym } = await register();
    const list = await service.request('GET', '/v1/persons?limit=200', { token: other });
    const theirs = (list.body as { records: { pseudonym: string }[] }).records.at(-1)?.pseudonym ?? '';
    const [owner, giver] = [await tagOf(`/v1/persons/${pseudonym}`), await tagOf(`/v1/persons/${theirs}`, other)];
    expect((await send('POST', `/v1/persons/${theirs}/statements`, SECRET, undefined, other)).status).toBe(201);
    expect(await tagOf(`/v1/persons/${pseudonym}`)).toBe(owner);
    expect(await tagOf(`/v1/persons/${theirs}`, other)).not.toBe(giver);
  });
});

describe('If-Match', () => {
  it('refuses to supersede or retract on the ground of a record that has changed', async () => {
    const { pseudonym, statements } = await register();
    const stale = await tagOf(`/v1/persons/${pseudonym}`);
    await send('POST', `/v1/persons/${pseudonym}/statements`, { ...SECRET, confidential: false });
    const path = `/v1/statements/${statements.at(-1)}`;
    const successor = { ...LOST, valid: '2020-11-12' };
    const refused = await send('POST', `${path}/supersession`, { reason: REASON, successor }, stale);
    expect([refused.status, refused.code]).toEqual([412, 'precondition_failed']);
    expect((await send('POST', `${path}/retraction`, { reason: REASON }, stale)).status).toBe(412);
    expect((await send('POST', `${path}/retraction`, { reason: REASON }, 'W/"half"')).status).toBe(412);
    const fresh = await tagOf(`/v1/persons/${pseudonym}`);
    expect((await send('POST', `${path}/supersession`, { reason: REASON, successor }, fresh)).status).toBe(201);
  });

  it('refuses a second correction of one identity by who has not seen the first', async () => {
    const { pseudonym } = await register();
    const tag = await tagOf(`/v1/persons/${pseudonym}`);
    const path = `/v1/persons/${pseudonym}/identity`;
    expect((await send('PATCH', path, { marks: 'scar above the left eyebrow' }, tag)).status).toBe(200);
    expect((await send('PATCH', path, { marks: 'no scar' }, tag)).status).toBe(412);
    expect((await send('PATCH', path, { marks: 'no scar' }, '*')).status).toBe(200);
  });

  it('is demanded where an identity is changed, after all that decides whether it may be', async () => {
    const { pseudonym } = await register();
    const path = `/v1/persons/${pseudonym}/identity`;
    const tag = await tagOf(`/v1/persons/${pseudonym}`);
    const list = await service.request('GET', '/v1/persons?limit=200', { token: other });
    const theirs = (list.body as { records: { pseudonym: string }[] }).records.at(-1)?.pseudonym ?? '';
    const nobody = 'WB-00000-00000-00000-00000-0';
    const told = async (to: string, body: object, by?: string) => {
      const { status, code } = await send('PATCH', to, body, undefined, by);
      return [status, code];
    };
    expect(await told(path, { marks: 'no scar' }, colleague)).toEqual([403, 'forbidden']);
    expect(await told(path, { marks: 4 })).toEqual([422, 'invalid_field']);
    expect(await told(`/v1/persons/${nobody}/identity`, { marks: 'no scar' })).toEqual([404, 'not_found']);
    expect(await told(`/v1/persons/${theirs}/identity`, { marks: 'no scar' }, other)).toEqual([403, 'forbidden']);
    for (const body of [{ marks: 'no scar' }, { birthDate: '2000-01-01' }, { names: [{ text: 'Orel Vint' }] }])
      expect(await told(path, body)).toEqual([428, 'precondition_required']);
    expect(await tagOf(`/v1/persons/${pseudonym}`)).toBe(tag);
    const sought = { name: 'Orel Vint', purpose: 'family_tracing' };
    expect((await send('POST', '/v1/search', sought)).body).toMatchObject({ found: [] });
  });

  it('is demanded of a first request with an Idempotency-Key, and not asked again of its repetition', async () => {
    const { pseudonym } = await register();
    const path = `/v1/persons/${pseudonym}/identity`;
    const headers = { 'idempotency-key': 'identity-1' };
    const change = { token, body: { marks: 'a burn on the left hand' } };
    expect((await service.request('PATCH', path, { ...change, headers })).status).toBe(428);
    const seen = { ...headers, 'if-match': await tagOf(`/v1/persons/${pseudonym}`) };
    const done = await service.request('PATCH', path, { ...change, headers: seen });
    expect(done.status).toBe(200);
    expect((await service.request('PATCH', path, { ...change, headers: seen })).body).toEqual(done.body);
  });

  it('refuses a second change of one account by who has not seen the first', async () => {
    const { id } = await service.seedUser({ roles: ['liaison'] });
    const list = await service.request('GET', '/v1/users', { token: administrator });
    const { etag } = (list.body as { users: { id: string; etag: string }[] }).users.find((one) => one.id === id) ?? {};
    const change = (body: object) => send('PATCH', `/v1/users/${id}`, body, etag, administrator);
    const unseen = await send('PATCH', `/v1/users/${id}`, { disabled: true }, undefined, administrator);
    expect([unseen.status, unseen.code]).toEqual([428, 'precondition_required']);
    expect((await change({ roles: ['coordinator'] })).headers.get('etag')).toBe('"v2"');
    expect((await change({ disabled: true })).status).toBe(412);
  });

  it('is demanded where a merge is decided, and stands for both records', async () => {
    const [a, b] = [await register(), await register()];
    const proposal = await send('POST', `/v1/persons/${a.pseudonym}/links`, { into: b.pseudonym, reason: REASON });
    const path = `/v1/persons/${b.pseudonym}/links/${(proposal.body as { id: string }).id}`;
    const review = (ifMatch?: string) =>
      send('POST', `${path}/review`, { verdict: 'confirmed', reason: REASON }, ifMatch, colleague);
    expect([(await review()).status, (await review()).code]).toEqual([428, 'precondition_required']);
    const stale = await tagOf(path, colleague);
    await send('POST', `/v1/persons/${a.pseudonym}/statements`, { ...SECRET, confidential: false });
    expect((await review(stale)).status).toBe(412);
    expect((await review(await tagOf(path, colleague))).status).toBe(201);
  });
});

describe('without If-Match', () => {
  it('two workers recording at the same moment both succeed', async () => {
    const { pseudonym } = await register();
    const path = `/v1/persons/${pseudonym}/statements`;
    const open = { ...SECRET, confidential: false };
    const answers = await Promise.all([
      send('POST', path, open),
      send('POST', path, { ...open, valid: '2020-12-02' }, undefined, colleague),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const list = await service.request('GET', path, { token });
    const kinds = (list.body as { statements: { kind: string }[] }).statements.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'capture')).toHaveLength(2);
  });
});
