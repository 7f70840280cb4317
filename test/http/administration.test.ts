// Who may keep parties, organisations and accounts: administrators alone, who change nothing about themselves.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Role } from '../../src/domain/access/actor.js';
import { auditRows } from '../support/audit-rows.js';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../support/http-application.js';

let service: TestApplication;
let administrator: TestUser;
let admin: string;
const tokens = new Map<Role, string>();

beforeAll(async () => {
  service = await startTestApplication();
  administrator = await service.seedUser({ roles: ['administrator'] });
  for (const role of ROLES) {
    const user = role === 'administrator' ? administrator : await service.seedUser({ roles: [role] });
    tokens.set(role, await user.token());
  }
  admin = tokens.get('administrator')!;
});

afterAll(async () => {
  await service.stop();
});

const NOBODY = '0b9f4f6e-5a7e-4d1f-9a55-3c2f4d0f6f11';
const ADMINISTRATOR: readonly Role[] = ['administrator'];
const ANY = { 'if-match': '*' };

interface Route {
  readonly route: string;
  readonly roles: readonly Role[];
  readonly body?: object;
}

const ROUTES: readonly Route[] = [
  { route: 'GET /v1/parties', roles: ROLES },
  { route: 'POST /v1/parties', roles: ADMINISTRATOR, body: { label: 'Party of the matrix' } },
  { route: 'GET /v1/organisations', roles: ADMINISTRATOR },
  { route: 'POST /v1/organisations', roles: ADMINISTRATOR, body: { name: 'Office of the matrix', kind: 'ngo' } },
  { route: 'GET /v1/users', roles: ADMINISTRATOR },
  {
    route: 'POST /v1/users',
    roles: ADMINISTRATOR,
    body: { organisationId: NOBODY, username: 'matrix', roles: ['liaison'] },
  },
  { route: `PATCH /v1/users/${NOBODY}`, roles: ADMINISTRATOR, body: { disabled: true } },
  { route: `POST /v1/users/${NOBODY}/password-link`, roles: ADMINISTRATOR },
  { route: 'GET /v1/places', roles: ROLES },
  { route: 'GET /v1/me', roles: ROLES },
];

function codeOf(answer: TestAnswer): string {
  return (answer.body as { code?: string } | undefined)?.code ?? String(answer.status);
}

function faultsOf(answer: TestAnswer): string[] {
  return (answer.body as { errors: { pointer: string; code: string }[] }).errors.map((e) => `${e.pointer} ${e.code}`);
}

describe('access to administration', () => {
  it.each(ROUTES)('$route is for those roles alone', async ({ route, roles, body }) => {
    const [method, path] = route.split(' ') as [string, string];
    const wanted = body === undefined ? {} : { body };
    expect((await service.request(method, path, wanted)).status).toBe(401);
    for (const role of ROLES) {
      const { status } = await service.request(method, path, { ...wanted, token: tokens.get(role)! });
      expect([role, status === 403]).toEqual([role, !roles.includes(role)]);
      expect([role, status]).not.toEqual([role, 401]);
    }
  });

  it('notes who was refused, with the route and without the id that was asked for', async () => {
    const answer = await service.request('PATCH', `/v1/users/${NOBODY}`, { token: tokens.get('auditor')!, body: {} });
    const rows = await auditRows(service.database, 'access_refused');
    const row = rows.find(({ request_id }) => request_id === answer.headers.get('x-request-id'));
    expect(row).toMatchObject({ subject_id: 'PATCH /v1/users/:id', details: { code: 'forbidden' } });
    expect(JSON.stringify(rows)).not.toContain(NOBODY);
  });
});

describe('parties and organisations', () => {
  it('get a random key and a name of their own', async () => {
    const body = { label: 'Northern Republic' };
    const answer = await service.request('POST', '/v1/parties', { token: admin, body });
    expect(answer.status).toBe(201);
    const party = answer.body as { id: string; partyKey: string; label: string };
    expect(party).toEqual({ id: expect.any(String), partyKey: expect.stringMatching(/^[0-9a-f]{32}$/), ...body });
    expect(codeOf(await service.request('POST', '/v1/parties', { token: admin, body }))).toBe('name_taken');
    const organisation = await service.request('POST', '/v1/organisations', {
      token: admin,
      body: { name: 'Bureau of the North', kind: 'national_information_bureau', partyId: party.id },
    });
    expect(organisation.body).toMatchObject({ name: 'Bureau of the North', party });
    const listed = await service.request('GET', '/v1/organisations', { token: admin });
    expect((listed.body as { organisations: unknown[] }).organisations).toContainEqual(organisation.body);
    const parties = await service.request('GET', '/v1/parties', { token: tokens.get('inquirer')! });
    expect((parties.body as { parties: unknown[] }).parties).toContainEqual(party);
  });

  it('are made once where a request is repeated', async () => {
    const headers = { 'idempotency-key': 'one-party' };
    const body = { label: 'Southern Federation' };
    const first = await service.request('POST', '/v1/parties', { token: admin, body, headers });
    const again = await service.request('POST', '/v1/parties', {
      token: admin,
      body: '{ "label" : "Southern\\u0020Federation" }',
      headers,
    });
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await service.request('POST', '/v1/parties', { token: admin, body: { label: 'Third' }, headers });
    expect([other.status, codeOf(other)]).toEqual([409, 'idempotency_key_reused']);
    for (const key of ['a b', 'é', 'x'.repeat(256)]) {
      const odd = await service.request('POST', '/v1/parties', {
        token: admin,
        body,
        headers: { 'idempotency-key': Buffer.from(key).toString('latin1') },
      });
      expect([odd.status, codeOf(odd)]).toEqual([422, 'invalid_field']);
    }
  });

  it.each([
    [{ name: '', kind: 'ngo' }, ['/name invalid_field']],
    [{ name: ' x', kind: 'ngo' }, ['/name invalid_field']],
    [{ name: 'a\nb', kind: 'ngo' }, ['/name invalid_field']],
    [{ name: 'x', kind: 'army' }, ['/kind invalid_field']],
    [{ name: 'x', kind: ['ngo'] }, ['/kind invalid_field']],
    [{ name: 'x', kind: 'ngo', partyId: null }, ['/partyId invalid_field']],
    [{ name: 'x', kind: 'ngo', partyId: NOBODY }, ['/partyId invalid_field']],
    [{ name: 'x', kind: 'ngo', id: NOBODY }, ['/id unknown_field']],
    [{ kind: 'ngo', colour: 1 }, ['/colour unknown_field', '/name invalid_field']],
  ])('of a wrong form are refused: %j', async (body, faults) => {
    const answer = await service.request('POST', '/v1/organisations', { token: admin, body });
    expect(answer.status).toBe(422);
    expect(faultsOf(answer).sort()).toEqual(faults);
  });
});

describe('accounts', () => {
  function create(body: object): Promise<TestAnswer> {
    const organisationId = administrator.organisation.id;
    return service.request('POST', '/v1/users', {
      token: admin,
      body: { organisationId, roles: ['liaison'], ...body },
    });
  }

  it('have a username of their own and one set of roles', async () => {
    expect((await create({ username: 'mira.liaison' })).status).toBe(201);
    const taken = await create({ username: 'mira.liaison' });
    expect([taken.status, codeOf(taken)]).toEqual([409, 'username_taken']);
    expect(faultsOf(await create({ username: 'Mira' }))).toEqual(['/username invalid_field']);
    for (const roles of [[], ['king'], ['liaison', 'liaison'], 'liaison', null, { 0: 'liaison' }]) {
      expect(faultsOf(await create({ username: 'odd.roles', roles }))).toEqual(['/roles invalid_field']);
    }
    expect(faultsOf(await create({ username: 'odd.roles', roles: [['liaison']] }))).toEqual(['/roles/0 invalid_field']);
    expect(faultsOf(await create({ username: 'nowhere', organisationId: NOBODY }))).toEqual([
      '/organisationId invalid_field',
    ]);
  });

  it('never join the keeping of accounts, or the reading of the log, with the reading of cases', async () => {
    for (const apart of ['administrator', 'auditor']) {
      for (const other of ROLES.filter((role) => role !== apart)) {
        const answer = await create({ username: 'both.at.once', roles: [apart, other] });
        expect([other, answer.status, faultsOf(answer)]).toEqual([other, 422, ['/roles invalid_field']]);
      }
    }
    const user = await service.seedUser();
    const raised = await service.request('PATCH', `/v1/users/${user.id}`, {
      token: admin,
      headers: ANY,
      body: { roles: ['coordinator', 'administrator'] },
    });
    expect(raised.status).toBe(422);
  });

  it('are listed without anything to sign in with', async () => {
    const answer = await service.request('GET', `/v1/users?organisation=${administrator.organisation.id}`, {
      token: admin,
    });
    const { users } = answer.body as { users: Record<string, unknown>[] };
    expect(users.map(({ username }) => username)).toContain(administrator.username);
    for (const user of users) {
      expect(Object.keys(user).sort()).toEqual([
        'disabled',
        'etag',
        'id',
        'organisationId',
        'roles',
        'secondFactorSince',
        'username',
      ]);
      expect(user['organisationId']).toBe(administrator.organisation.id);
    }
    expect(answer.text).not.toMatch(/argon2|token/i);
    const odd = await service.request('GET', '/v1/users?organisation=x&page=2', { token: admin });
    expect(faultsOf(odd).sort()).toEqual(['/organisation invalid_field', '/page unknown_field']);
  });

  it('of oneself are changed by somebody else', async () => {
    for (const body of [{ roles: ['coordinator'] }, { disabled: true }, {}]) {
      const answer = await service.request('PATCH', `/v1/users/${administrator.id}`, { token: admin, body });
      expect([answer.status, codeOf(answer)]).toEqual([409, 'second_person_needed']);
    }
    const rows = await auditRows(service.database, 'own_rights_refused');
    expect(rows.map(({ username, subject_id, details }) => [username, subject_id, details])).toEqual(
      [
        { change: 'roles', wanted: ['coordinator'] },
        { change: 'access', wanted: null },
        { change: 'access', wanted: null },
      ].map((details) => [administrator.username, administrator.id, details]),
    );
  });

  it('are closed and opened again, each noted once', async () => {
    const user = await service.seedUser({ roles: ['verifier'] });
    const change = (body: object): Promise<TestAnswer> =>
      service.request('PATCH', `/v1/users/${user.id}`, { token: admin, body, headers: ANY });
    expect((await change({ disabled: true })).body).toMatchObject({ disabled: true, roles: ['verifier'] });
    await change({ disabled: true });
    expect((await change({ disabled: false, roles: ['analyst', 'verifier'] })).body).toMatchObject({
      disabled: false,
      roles: ['verifier', 'analyst'],
    });
    const rows = (await auditRows(service.database, 'user_changed')).filter((row) => row.subject_id === user.id);
    expect(rows.map(({ username, details }) => [username, details])).toEqual([
      [administrator.username, { change: 'disabled' }],
      [administrator.username, { change: 'roles', before: ['verifier'], after: ['verifier', 'analyst'] }],
      [administrator.username, { change: 'enabled' }],
    ]);
    expect((await user.token()).length).toBeGreaterThan(0);
  });

  it('are changed by who says which version they read, and by nobody else', async () => {
    const user = await service.seedUser({ roles: ['liaison'] });
    for (const body of [{ disabled: true }, { roles: ['coordinator'] }, {}]) {
      const unseen = await service.request('PATCH', `/v1/users/${user.id}`, { token: admin, body });
      expect([unseen.status, codeOf(unseen)]).toEqual([428, 'precondition_required']);
    }
    const { body } = await service.request('GET', '/v1/users', { token: admin });
    const { users } = body as { users: { id: string; roles: string[]; disabled: boolean; etag: string }[] };
    const shown = users.find(({ id }) => id === user.id);
    expect(shown).toMatchObject({ roles: ['liaison'], disabled: false, etag: '"v1"' });
    const rows = await auditRows(service.database, 'user_changed');
    expect(rows.filter(({ subject_id }) => subject_id === user.id)).toEqual([]);
    const headers = { 'if-match': shown!.etag };
    const wanted = { token: admin, body: { roles: ['coordinator'] }, headers };
    expect((await service.request('PATCH', `/v1/users/${user.id}`, wanted)).status).toBe(200);
    expect((await service.request('PATCH', `/v1/users/${user.id}`, wanted)).status).toBe(412);
  });

  it('that are not there are not found', async () => {
    for (const path of [`/v1/users/${NOBODY}`, '/v1/users/1', "/v1/users/'--"]) {
      const answer = await service.request('PATCH', path, { token: admin, body: { disabled: true } });
      expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
    }
  });
});

describe('places', () => {
  it('are listed level by level', async () => {
    await service.platform.database.transaction(
      { userId: null, username: 'service', organisationId: null, via: 'operator', requestId: 'test' },
      ({ places }) =>
        places.addUnseen([
          { code: 'lk:1', parentCode: null, name: 'Lake County', level: 1 },
          { code: 'lk:1.1', parentCode: 'lk:1', name: 'Weir', level: 2 },
        ]),
    );
    const token = tokens.get('liaison')!;
    const first = await service.request('GET', '/v1/places', { token });
    expect(first.body).toEqual({ places: [{ code: 'lk:1', parentCode: null, name: 'Lake County', level: 1 }] });
    const second = await service.request('GET', '/v1/places?parent=lk:1', { token });
    expect(second.body).toEqual({ places: [{ code: 'lk:1.1', parentCode: 'lk:1', name: 'Weir', level: 2 }] });
  });
});
