// The path of a case through the API: what is answered, what is refused and how, and that no name leaves but by a disclosure.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../../support/http-application.js';

let service: TestApplication;
let liaison: TestUser;
let token: string;
let partnerToken: string;

const REGISTRATION = {
  identity: {
    names: [{ text: 'Canaryarvel Canarytassin' }, { text: 'Canaryjoren', role: 'father' }],
    birthDate: '2001-04-17',
    marks: 'canaryscar',
    nextOfKin: [{ name: 'Canaryoda', kinship: 'sister' }],
  },
  particulars: { sex: 'male', nationalities: ['XA'] },
  reference: '2021/17',
  sharingLevel: 'partners_pseudonymous',
  legalBasis: 'vital_interests',
};

beforeAll(async () => {
  service = await startTestApplication();
  liaison = await service.seedUser({ roles: ['liaison', 'coordinator'] });
  token = await liaison.token();
  partnerToken = await (await service.seedUser({ roles: ['coordinator', 'inquirer'] })).token();
});

afterAll(async () => {
  await service.stop();
});

function send(method: string, path: string, body?: unknown, key?: string, as = token): Promise<TestAnswer> {
  return service.request(method, path, {
    token: as,
    ...(body !== undefined && { body }),
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
}

async function registered(changed: object = {}): Promise<string> {
  const identity = { names: [{ text: 'Canaryother Canaryname' }] };
  const answer = await send('POST', '/v1/persons', { ...REGISTRATION, identity, reference: undefined, ...changed });
  expect(answer.status).toBe(201);
  return (answer.body as { pseudonym: string }).pseudonym;
}

describe('the API refuses', () => {
  it('whoever has not signed in', async () => {
    const answer = await service.request('POST', '/v1/persons', { body: REGISTRATION });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([401, 'unauthenticated']);
  });

  it.each([
    ['an unknown field', { ...REGISTRATION, nick: 'Canarynick' }, 'unknown_field', '/nick'],
    ['a wrong type', { ...REGISTRATION, statements: 'Canarynick' }, 'invalid_field', '/statements'],
    [
      'a fault deep inside',
      { ...REGISTRATION, statements: [{ kind: 'Canarykind', valid: '2020', source: 'family', grade: 'B2' }] },
      'invalid_field',
      '/statements/0/kind',
    ],
    [
      'a nested unknown field',
      { ...REGISTRATION, particulars: { shoe: 'Canarynick' } },
      'unknown_field',
      '/particulars/shoe',
    ],
    ['null for an object', { ...REGISTRATION, particulars: null }, 'invalid_field', '/particulars'],
  ])('%s by its pointer and without repeating it', async (_what, body, code, pointer) => {
    const answer = await send('POST', '/v1/persons', body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code, errors: expect.arrayContaining([expect.objectContaining({ pointer })]) });
    expect(answer.text).not.toMatch(/canary/i);
  });

  it('another organisation’s person in every route with the body of an unknown one', async () => {
    const hidden = await registered({ sharingLevel: 'registry_only' });
    const nobody = 'WB-00000-00000-00000-00000-0';
    const routes: [string, string, unknown][] = [
      ['GET', '', undefined],
      ['GET', '/status', undefined],
      ['GET', '/statements', undefined],
      ['POST', '/statements', { kind: 'capture', valid: '2021', source: 'witness', grade: 'B2' }],
      ['GET', '/assignments', undefined],
      ['POST', '/assignments', { username: liaison.username }],
      ['DELETE', `/assignments/${liaison.username}`, undefined],
      ['GET', '/disclosures', undefined],
      ['POST', '/disclosures', { purpose: 'medical', fields: ['names'], reason: 'Asked by the hospital.' }],
      ['GET', '/disclosures/0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11', undefined],
      ['DELETE', '/disclosures/0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11', undefined],
      ['PATCH', '/identity', { marks: 'scar' }],
    ];
    for (const [method, route, body] of routes) {
      const [theirs, none] = await Promise.all(
        [hidden, nobody].map((pseudonym) =>
          send(method, `/v1/persons/${pseudonym}${route}`, body, undefined, partnerToken),
        ),
      );
      const shown = (answer: TestAnswer | undefined): unknown => ({
        status: answer?.status,
        body: { ...(answer?.body as object), requestId: '' },
      });
      expect([method, route, shown(theirs)]).toEqual([method, route, shown(none)]);
      expect(theirs?.status).toBe(404);
    }
  });

  it('a pseudonym with a typing slip, as such', async () => {
    const pseudonym = await registered();
    const slipped = pseudonym.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
    const answer = await send('GET', `/v1/persons/${slipped}`);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'pseudonym_mistyped']);
  });
});

describe('a case', () => {
  it('goes in, is updated, asked about, disclosed and hidden, and its name leaves once', async () => {
    const answer = await send('POST', '/v1/persons', REGISTRATION, 'register-1');
    expect(answer.status).toBe(201);
    const { pseudonym } = answer.body as { pseudonym: string };
    expect(answer.body).toEqual({
      pseudonym: expect.stringMatching(/^WB(-[0-9A-Z]{5}){4}-[0-9A-Z]$/),
      statements: [expect.any(String)],
    });
    expect((await send('POST', '/v1/persons', REGISTRATION, 'register-1')).body).toEqual(answer.body);
    const other = await send('POST', '/v1/persons', { ...REGISTRATION, reference: 'x' }, 'register-1');
    expect([other.status, (other.body as { code: string }).code]).toEqual([409, 'idempotency_key_reused']);

    const path = `/v1/persons/${pseudonym}`;
    const capture = { kind: 'capture', valid: '2021-05-13', source: 'witness', grade: 'B2' };
    const added = await send('POST', `${path}/statements`, capture);
    expect(added.status).toBe(201);
    const { id } = added.body as { id: string };
    const answers = [
      await send('GET', path),
      await send('GET', `${path}?why=true`),
      await send('GET', `${path}/status?why=true`),
      await send('GET', `${path}/statements`),
      await send('GET', '/v1/persons?status=believed_held&assigned=me'),
      await send('GET', `${path}/assignments`),
      await send('GET', `${path}/disclosures`),
      await send('POST', '/v1/search', { name: 'Canarytassin Canaryarvel', purpose: 'family_tracing' }),
    ];
    for (const one of answers) expect([one.status, one.text.match(/canary/i)]).toEqual([200, null]);
    const [plain, why, status, statements, list, assignees, , search] = answers.map(({ body }) => body);
    expect(plain).toMatchObject({
      pseudonym,
      status: 'believed_held',
      sex: 'male',
      birthYears: { from: 2001, to: 2001 },
      own: { reference: '2021/17', hasIdentity: true, assigned: true },
    });
    expect((plain as { why: object }).why).toEqual({ rule: 'custody_believed', words: expect.any(String) });
    expect(why).toMatchObject({ why: { deciding: [id], dissenting: [] } });
    expect(status).toMatchObject({ pseudonym, status: 'believed_held', why: { deciding: [id] } });
    expect((statements as { statements: object[] }).statements.at(-1)).toMatchObject({
      id,
      kind: 'capture',
      own: true,
      grade: 'B2',
    });
    expect((list as { records: object[] }).records).toMatchObject([{ pseudonym, status: 'believed_held' }]);
    expect((assignees as { assignees: object[] }).assignees).toMatchObject([{ username: liaison.username }]);
    const alike = { part: 'name', finding: 'match', reason: 'sounds_alike' };
    const reasons = [alike, alike, { part: 'birth', finding: 'blank', reason: 'missing_on_one_side' }];
    expect(search).toEqual({
      found: [{ pseudonym, band: 'possible', status: 'believed_held', why: reasons }],
      more: false,
    });

    const asked = {
      purpose: 'family_contact',
      fields: ['names', 'next_of_kin'],
      reason: 'Weekly call with the sister.',
    };
    const disclosed = await send('POST', `${path}/disclosures`, asked, 'disclose-1');
    expect(disclosed.status).toBe(201);
    expect(disclosed.body).toMatchObject({
      fields: {
        names: [{ text: 'Canaryarvel Canarytassin' }],
        next_of_kin: [{ name: 'Canaryoda', kinship: 'sister' }],
      },
    });
    expect(disclosed.text).not.toMatch(/canaryscar|canaryjoren|2001-04-17/i);
    const { disclosureId } = disclosed.body as { disclosureId: string };
    expect((await send('GET', `${path}/disclosures/${disclosureId}`)).body).toEqual(disclosed.body);
    expect((await send('DELETE', `${path}/disclosures/${disclosureId}`)).status).toBe(204);
    expect((await send('GET', `${path}/disclosures/${disclosureId}`)).status).toBe(404);
    expect((await send('GET', `${path}/disclosures`)).body).toMatchObject({
      disclosures: [{ disclosureId, username: liaison.username, hiddenAt: expect.any(String) }],
    });

    const retraction = await send('POST', `/v1/statements/${id}/retraction`, { reason: 'another person' });
    expect(retraction.status).toBe(201);
    expect((await send('GET', `${path}/status`)).body).toMatchObject({ status: 'missing' });
    const again = await send('POST', `/v1/statements/${id}/retraction`, { reason: 'another person' });
    expect([again.status, (again.body as { code: string }).code]).toEqual([409, 'already_withdrawn']);
    expect(service.logged()).not.toMatch(/canary/i);
  });

  it('is corrected by a supersession, and shows what was known before', async () => {
    const pseudonym = await registered();
    const path = `/v1/persons/${pseudonym}`;
    const capture = { kind: 'capture', valid: '2021-05-13', source: 'witness', grade: 'B2' };
    const { id } = (await send('POST', `${path}/statements`, capture)).body as { id: string };
    const before = new Date(service.clock.now()).toISOString();
    service.clock.advance(60_000);
    const successor = { kind: 'disappearance', valid: '2021-05', source: 'family', grade: 'B2' };
    const superseded = await send('POST', `/v1/statements/${id}/supersession`, {
      reason: 'nobody saw a capture',
      successor,
    });
    expect(superseded.status).toBe(201);
    const { successorId } = superseded.body as { successorId: string };
    expect((await send('GET', path)).body).toMatchObject({ status: 'missing' });
    expect((await send('GET', `${path}?knownAt=${before}`)).body).toMatchObject({
      status: 'believed_held',
      knownAt: before,
    });
    const { statements } = (await send('GET', `${path}/statements`)).body as { statements: { id: string }[] };
    expect(statements.find((one) => one.id === id)).toMatchObject({
      withdrawn: { how: 'superseded', reason: 'nobody saw a capture', successorId },
    });
  });

  it('has places, assignments and an identity that can be changed', async () => {
    const place = { code: 'demo:7', name: 'Marsh' };
    expect((await send('POST', '/v1/places', place)).body).toEqual({
      code: 'demo:7',
      parentCode: null,
      name: 'Marsh',
      level: 1,
    });
    const below = await send('POST', '/v1/places', { code: 'demo:701', name: 'Low Marsh', parent: 'demo:7' });
    expect([below.status, below.body]).toEqual([
      201,
      { code: 'demo:701', parentCode: 'demo:7', name: 'Low Marsh', level: 2 },
    ]);

    const pseudonym = await registered();
    const path = `/v1/persons/${pseudonym}`;
    const colleague = await service.seedUser({ organisation: liaison.organisation, roles: ['liaison'] });
    expect((await send('POST', `${path}/assignments`, { username: colleague.username })).status).toBe(201);
    expect((await send('DELETE', `${path}/assignments/${colleague.username}`)).status).toBe(204);
    const changed = await service.request('PATCH', `${path}/identity`, {
      token,
      body: { marks: null, birthDate: '2000-04-17' },
      headers: { 'if-match': (await send('GET', path)).headers.get('etag') ?? '' },
    });
    expect([changed.status, changed.body]).toEqual([200, { pseudonym, changed: ['birth_date', 'marks'] }]);
    for (const body of ['null', '[]', '"marks"']) {
      const refused = await send('PATCH', `${path}/identity`, body);
      expect([400, 422]).toContain(refused.status);
    }
    const statement = {
      kind: 'capture',
      valid: '2021-05-13',
      source: 'witness',
      grade: 'B2',
      place: { code: 'demo:701', precision: 'locality_1km' },
    };
    await send('POST', `${path}/statements`, statement);
    expect((await send('GET', path)).body).toMatchObject({
      loss: {
        valid: '2021-05-13',
        place: { code: 'demo:701', state: 'demo:7', municipality: 'demo:701', precision: 'locality_1km' },
      },
    });
  });
});
