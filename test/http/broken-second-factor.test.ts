// A second factor that somebody altered in the database lets nobody in by its codes, is no failure of the service, and is mended without loss.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { LOCK_TIME, MOST_FAILURES } from '../../src/domain/access/sign-in-lock.js';
import { auditRows } from '../support/audit-rows.js';
import { codeAt } from '../support/authenticator.js';
import { withDevice, type Device } from '../support/device.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../support/http-application.js';

let service: TestApplication;
let owner: Client;

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await service.stop();
});

const OWN = '/v1/auth/second-factor';
const BROKEN = [409, 'second_factor_broken'];
const REFUSED = [401, 'credentials_refused'];

function told({ status, body }: TestAnswer): unknown[] {
  return [status, (body as { code?: string } | undefined)?.code];
}

function signIn({ user }: Device, code: string | undefined, password = user.password): Promise<TestAnswer> {
  return service.request('POST', '/v1/auth/token', {
    body: { username: user.username, password, ...(code !== undefined && { code }) },
  });
}

/** Each leaves a row in which something else stands where the sealed secret stood. */
const ALTERED: readonly (readonly [string, string])[] = [
  [
    'one bit of it',
    `SET sealed = set_bit(sealed, length(sealed) * 8 - 1, 1 - get_bit(sealed, length(sealed) * 8 - 1))`,
  ],
  ['its end', `SET sealed = substr(sealed, 1, length(sealed) - 1)`],
  ['all of it', `SET sealed = ''`],
  [
    'that of another account',
    `SET sealed = (SELECT other.sealed FROM registry.second_factor other WHERE other.user_id <> second_factor.user_id LIMIT 1)`,
  ],
];

async function altered(how = ALTERED[0]![1]): Promise<Device> {
  await withDevice(service);
  const device = await withDevice(service);
  const { rowCount } = await owner.query(`UPDATE registry.second_factor ${how} WHERE user_id = $1`, [device.user.id]);
  expect(rowCount).toBe(1);
  return device;
}

describe('a second factor of which somebody altered', () => {
  it.each(ALTERED)(
    '%s lets nobody in by a code, says so to whoever has the password, and fails nowhere',
    async (_, how) => {
      const device = await altered(how);
      const before = service.logged().length;
      expect(told(await signIn(device, device.code(), 'not this one'))).toEqual(REFUSED);
      expect(told(await signIn(device, undefined))).toEqual(REFUSED);
      expect(told(await signIn(device, device.code()))).toEqual(BROKEN);
      expect(told(await signIn(device, '000000'))).toEqual(BROKEN);
      expect(service.logged().slice(before)).not.toContain('"failure"');
      const rows = await auditRows(service.database, 'sign_in_refused');
      const reasons = rows
        .filter(({ subject_id }) => subject_id === device.user.id)
        .map(({ details }) => details['reason']);
      expect(reasons).toEqual(['wrong_password', 'wrong_code', 'second_factor_broken', 'second_factor_broken']);
    },
  );
});

describe('an account whose second factor is broken', () => {
  it('closes after ten codes, as others do', async () => {
    const device = await altered();
    for (let miss = 0; miss < MOST_FAILURES; miss += 1) expect(told(await signIn(device, '000000'))).toEqual(BROKEN);
    expect(told(await signIn(device, device.code()))).toEqual(REFUSED);
    expect(told(await signIn(device, device.recoveryCodes[0]))).toEqual(REFUSED);
    service.clock.advance(LOCK_TIME);
    expect(told(await signIn(device, device.code()))).toEqual(BROKEN);
  });

  it('is signed in to by a recovery code, and loses the factor by another one', async () => {
    const device = await altered();
    const { body } = await signIn(device, device.recoveryCodes[0]);
    const token = (body as { accessToken: string }).accessToken;
    const remove = (code: string | undefined): Promise<TestAnswer> =>
      service.request('POST', `${OWN}/remove`, { token, body: { password: device.user.password, code } });
    expect(told(await remove(device.recoveryCodes[0]))).toEqual([422, 'invalid_field']);
    expect(told(await remove(device.code()))).toEqual(BROKEN);
    expect((await remove(device.recoveryCodes[1])).status).toBe(204);
    expect((await signIn(device, undefined)).status).toBe(200);
  });

  it('is helped by an administrator, who removes it', async () => {
    const device = await altered();
    const token = await (await service.seedUser({ roles: ['administrator'] })).token();
    const removed = await service.request('DELETE', `/v1/users/${device.user.id}/second-factor`, { token });
    expect(removed.status).toBe(204);
    expect((await signIn(device, undefined)).status).toBe(200);
  });
});

describe('a second factor that was altered before it was confirmed', () => {
  it('is begun anew', async () => {
    const user = await service.seedUser();
    const token = await user.token();
    const begin = async (): Promise<string> => {
      const { body } = await service.request('POST', OWN, { token, body: { password: user.password } });
      return (body as { secret: string }).secret;
    };
    const confirm = (secret: string): Promise<TestAnswer> =>
      service.request('POST', `${OWN}/confirm`, { token, body: { code: codeAt(secret, service.clock.now()) } });
    const first = await begin();
    await owner.query(`UPDATE registry.second_factor ${ALTERED[0]![1]} WHERE user_id = $1`, [user.id]);
    expect(told(await confirm(first))).toEqual([409, 'conflict']);
    expect((await confirm(await begin())).status).toBe(200);
  });
});
