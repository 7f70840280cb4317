// What asks for rights as its transaction begins, reads and disclosures: whoever lost theirs is refused at the next request, and leaves no entry of it.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';

const PERSON = {
  sharingLevel: 'registry_only',
  legalBasis: 'vital_interests',
  identity: { names: [{ text: 'Arvel Tassin' }] },
  statements: [{ kind: 'disappearance', valid: '2020-11-11', source: 'family', grade: 'B2' }],
};

let service: TestApplication;
let owner: Client;
let worker: TestUser;
let token: string;
/** The two reads of one person. */
let paths: readonly string[];
const DISCLOSURE = { purpose: 'identification', fields: ['names'], reason: 'To be asked for again.' };

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await service.stop();
});

beforeEach(async () => {
  worker = await service.seedUser({ roles: ['coordinator'] });
  token = await worker.token();
  const { body } = await service.request('POST', '/v1/persons', { token, body: PERSON });
  const path = `/v1/persons/${(body as { pseudonym: string }).pseudonym}`;
  paths = [path, `${path}/status`];
  const assigned = await service.request('POST', `${path}/assignments`, { token, body: { username: worker.username } });
  expect(assigned.status).toBe(201);
  // So that the service remembers them.
  for (const one of paths) expect(await asked(one)).toEqual({ status: 200, code: undefined });
});

async function asked(path: string, by = token): Promise<{ status: number; code: string | undefined }> {
  const { status, body } = await service.request('GET', path, { token: by });
  return { status, code: (body as { code?: string }).code };
}

async function disclosed(by = token): Promise<{ status: number; code: string | undefined; names: unknown }> {
  const { status, body } = await service.request('POST', `${paths[0]!}/disclosures`, { token: by, body: DISCLOSURE });
  const { code, identity } = body as { code?: string; identity?: { names?: unknown } };
  return { status, code, names: identity?.names };
}

/** How often the log says that a user did what. */
async function noted(user: TestUser = worker): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ action: string; n: number }>(
    `SELECT action, count(*)::int AS n FROM registry.audit_entry WHERE user_id = $1 GROUP BY action`,
    [user.id],
  );
  return Object.fromEntries(rows.map(({ action, n }) => [action, n]));
}

/** As another process of the service would, which this one hears nothing of. */
const ELSEWHERE: readonly (readonly [string, (user: TestUser) => Promise<unknown>])[] = [
  ['roles were changed', ({ id }) => change(({ users }) => users.setRoles(id, ['analyst']))],
  ['the account was closed', ({ id }) => change(({ users }) => users.setDisabled(id, service.clock.now()))],
  ['the password was changed', ({ id }) => change(({ users }) => users.setPassword(id, 'no hash'))],
  ['the sign-in was ended', () => service.request('POST', '/v1/auth/sign-out', { token })],
];

function change(work: Parameters<TestApplication['platform']['database']['transaction']>[1]): Promise<unknown> {
  return service.platform.database.transaction(servicePrincipal('operator', 'elsewhere'), work);
}

describe('whoever was remembered is refused at the next request', () => {
  it.each(ELSEWHERE)('after %s', async (_, end) => {
    expect((await disclosed()).status).toBe(201);
    const before = await noted();
    await end(worker);
    expect(await disclosed()).toEqual({ status: 401, code: 'unauthenticated', names: undefined });
    for (const path of paths) {
      expect(await asked(path)).toEqual({ status: 401, code: 'unauthenticated' });
      // As well where the request would have been refused before anything was asked, or for want of a subject.
      expect(await asked(`${path}?knownAt=never`)).toEqual({ status: 401, code: 'unauthenticated' });
    }
    expect(await asked('/v1/persons/WB-0000/status')).toEqual({ status: 401, code: 'unauthenticated' });
    const { signed_out: _out, ...after } = await noted();
    expect(after).toEqual(before);
  });
});

describe('whoever is remembered', () => {
  it('is refused for what they may not or what is wrong, each with its own code, and it is noted', async () => {
    const stranger = await service.seedUser({ roles: ['coordinator'] });
    const theirs = await stranger.token();
    for (const path of paths) expect(await asked(path, theirs)).toEqual({ status: 404, code: 'not_found' });
    expect((await asked(`${paths[0]!}?knownAt=never`, theirs)).status).toBe(422);
    expect((await noted(stranger))['access_refused']).toBe(2);
  });

  it('finds each entry of a read in the log', async () => {
    const before = (await noted())['record_read'] ?? 0;
    for (let turn = 0; turn < 3; turn += 1) await asked(paths[turn % 2]!);
    expect((await noted())['record_read']).toBe(before + 3);
  });

  it('is refused with 503 where the database does not answer, and read again afterwards', async () => {
    await owner.query('BEGIN; LOCK TABLE registry.statement IN ACCESS EXCLUSIVE MODE');
    expect((await asked(paths[0]!)).status).toBe(503);
    await owner.query('ROLLBACK');
    expect((await asked(paths[0]!)).status).toBe(200);
  });
});
