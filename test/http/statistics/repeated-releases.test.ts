// What is done to releases under an Idempotency-Key is done once, however often it is sent: preparing, correcting, signing, publishing, disputing.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Actor, Role } from '../../../src/domain/access/actor.js';
import { ImportFile } from '../../../src/usecases/imports/import-file.js';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../../support/http-application.js';
import { ISLAND_MAPPING, islandFile } from '../../support/island-register.js';
import { sourceOf } from '../../usecases/imports/import-world.js';

const NOTHING = '00000000-0000-4000-8000-000000000000';
const BODIES: Readonly<Record<string, object>> = {
  corrections: { reason: 'counted_wrongly' },
  disputes: { ground: 'places_wrong' },
};
const MAKERS = ['analyst', 'custodian', 'verifier', 'coordinator'] as const;

let service: TestApplication;
let owner: Client;
const users = new Map<Role, TestUser>();
const tokens = new Map<Role, string>();

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
  const organisation = await service.seedOrganisation();
  for (const role of MAKERS) {
    const user = await service.seedUser({ organisation, roles: [role] });
    users.set(role, user);
    tokens.set(role, await user.token());
  }
  const { id: userId, username, roles } = users.get('coordinator')!;
  const { id: organisationId, kind: organisationKind } = organisation;
  const of = { userId, username, organisationId, organisationKind, party: null, roles };
  const actor: Actor = { ...of, via: 'operator', requestId: 'repeated' };
  const { database, vault, entropy } = service.platform;
  await new ImportFile(database, vault, entropy).execute(actor, {
    source: sourceOf(islandFile(300)),
    mapping: ISLAND_MAPPING,
  });
});
afterAll(async () => {
  await owner.end();
  await service.stop();
});

interface Sent {
  readonly key?: string;
  readonly body?: object | undefined;
  readonly as?: Role;
}

function post(path: string, { key, body = {}, as = 'analyst' }: Sent): Promise<TestAnswer> {
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  return service.request('POST', `/v1/releases${path}`, { token: tokens.get(as)!, body, headers });
}

const told = ({ status, body }: TestAnswer): unknown[] => [status, body];
const codeOf = ({ status, body }: TestAnswer): unknown[] => [status, (body as { code?: string }).code];

async function count(what: string): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(`SELECT count(*)::int AS count FROM registry.${what}`);
  return rows[0]!.count;
}

interface Once extends Sent {
  readonly other: object;
  /** What is counted for the change and for its entry in the log. */
  readonly row: string;
  readonly action: string;
}

/** Sent twice at once and once more, then with another body: one answer, one change, one entry in the log. */
async function sendOften(path: string, { other, row, action, ...sent }: Once): Promise<TestAnswer> {
  const again = (body = sent.body): Promise<TestAnswer> => post(path, { ...sent, key: 'once', body });
  const counted = async (): Promise<number[]> => [
    await count(row),
    await count(`audit_entry WHERE action = '${action}'`),
  ];
  const before = await counted();
  const [one, twin] = await Promise.all([again(), again()]);
  expect([path, one.text, one.status < 300]).toEqual([path, one.text, true]);
  expect(told(twin)).toEqual(told(one));
  expect(told(await again())).toEqual(told(one));
  expect([path, codeOf(await again(other))]).toEqual([path, [409, 'idempotency_key_reused']]);
  expect([path, ...(await counted())]).toEqual([path, ...before.map((number) => number + 1)]);
  return one;
}

describe('a request about releases under an Idempotency-Key', () => {
  it('is refused with a key that is none, before anything is done', async () => {
    const paths = ['', '/1/corrections', '/1/signatures', '/1/publication', '/1/disputes'];
    const ofDispute = ['identity-check', 'settlement'].map((step) => `/1/disputes/${NOTHING}/${step}`);
    for (const path of [...paths, ...ofDispute]) {
      const body = BODIES[path.split('/').at(-1)!] ?? {};
      const refused = await post(path, { key: 'x'.repeat(256), body, as: 'custodian' });
      expect([path, codeOf(refused)]).toEqual([path, [422, 'invalid_field']]);
    }
    expect(await count('release')).toBe(0);
  });

  it('keeps no key of what was refused, so that it can be sent again', async () => {
    const refused = await post('/1/signatures', { key: 'early', as: 'custodian' });
    expect(codeOf(refused)).toEqual([404, 'not_found']);
    expect(await count('idempotency')).toBe(0);
  });

  it('prepares, signs twice and publishes one release', async () => {
    const prepared = { row: 'release', action: 'release_prepared' };
    const first = await sendOften('', { ...prepared, other: { more: 1 } });
    expect(first.body).toEqual({ number: 1, state: 'audited', signatures: 0 });
    const signed = { row: 'release_signature', action: 'release_signed', other: { more: 1 } };
    for (const as of ['custodian', 'verifier'] as const) await sendOften('/1/signatures', { ...signed, as });
    const published = { row: `release WHERE state = 'published'`, action: 'release_published', other: { more: 1 } };
    const { body } = await sendOften('/1/publication', published);
    expect(body).toEqual({ number: 1, state: 'published', signatures: 2 });
  });

  it('prepares another one under another key, without one, and for somebody else', async () => {
    const before = await count('release');
    expect((await post('', { key: 'another' })).body).toMatchObject({ number: before + 1 });
    expect((await post('', {})).body).toMatchObject({ number: before + 2 });
    const colleague = await service.seedUser({ organisation: users.get('analyst')!.organisation, roles: ['analyst'] });
    const headers = { 'idempotency-key': 'once' };
    const theirs = await service.request('POST', '/v1/releases', { token: await colleague.token(), body: {}, headers });
    expect(theirs.body).toMatchObject({ number: before + 3 });
  });

  it('is another request with another split, which stands in the address', async () => {
    expect(codeOf(await post(`?split=${NOTHING}`, { key: 'once' }))).toEqual([409, 'idempotency_key_reused']);
  });

  it('prepares one correction', async () => {
    const body = BODIES['corrections']!;
    const noted = { row: 'release WHERE corrects = 1', action: 'release_prepared' };
    await sendOften('/1/corrections', { ...noted, body, other: { reason: 'places_wrong' } });
  });

  it('records one dispute, checks it once and settles it once', async () => {
    const body = BODIES['disputes']!;
    const recorded = { row: 'release_dispute', action: 'release_disputed' };
    const dispute = await sendOften('/1/disputes', { ...recorded, body, other: { ground: 'counted_wrongly' } });
    const { id } = dispute.body as { id: string };
    const step = { row: 'release_dispute_step', other: { more: 1 } };
    await sendOften(`/1/disputes/${id}/identity-check`, { ...step, action: 'release_dispute_checked' });
    const settled = { ...step, action: 'release_dispute_settled', as: 'verifier' } as const;
    const { status } = await sendOften(`/1/disputes/${id}/settlement`, settled);
    expect(status).toBe(204);
    expect(codeOf(await post(`/1/disputes/${id}/settlement`, { as: 'verifier' }))).toEqual([409, 'conflict']);
  });
});
