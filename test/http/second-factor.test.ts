// A second factor: a password alone does not sign in any more, each code counts once, and whoever loses the device is helped by a code or an administrator.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from 'otpauth';
import { RECOVERY_CODES } from '../../src/domain/access/second-factor.js';
import { LOCK_TIME, MOST_FAILURES } from '../../src/domain/access/sign-in-lock.js';
import { auditRows, dumpOf } from '../support/audit-rows.js';
import { codeAt } from '../support/authenticator.js';
import { SPAN, withDevice as addDevice, type Device } from '../support/device.js';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../support/http-application.js';

let service: TestApplication;

beforeAll(async () => {
  service = await startTestApplication();
});

afterAll(() => service.stop());

const OWN = '/v1/auth/second-factor';

function signIn({ username, password }: TestUser, code?: string): Promise<TestAnswer> {
  return service.request('POST', '/v1/auth/token', {
    body: { username, password, ...(code !== undefined && { code }) },
  });
}

async function tokenBy(user: TestUser, code: string): Promise<string> {
  return ((await signIn(user, code)).body as { accessToken: string }).accessToken;
}

function codeOf({ body, status }: TestAnswer): string {
  return (body as { code?: string } | undefined)?.code ?? `${status}`;
}

async function begun(user: TestUser, token: string): Promise<string> {
  const { body } = await service.request('POST', OWN, { token, body: { password: user.password } });
  return (body as { secret: string }).secret;
}

const withDevice = (roles?: TestUser['roles']): Promise<Device> => addDevice(service, roles);

describe('a second factor that is begun', () => {
  it('needs a sign-in, and the password once more', async () => {
    const user = await service.seedUser();
    expect(codeOf(await service.request('POST', OWN, { body: { password: user.password } }))).toBe('unauthenticated');
    const token = await user.token();
    const wrong = await service.request('POST', OWN, { token, body: { password: 'not this one' } });
    expect(codeOf(wrong)).toBe('invalid_field');
    expect(codeOf(await service.request('POST', OWN, { token, body: {} }))).toBe('invalid_field');
    expect(codeOf(await service.request('POST', `${OWN}/confirm`, { token, body: { code: '123456' } }))).toBe(
      'conflict',
    );
  });

  it('asks nothing of a sign-in before it is confirmed, and is confirmed by its own code within a quarter of an hour', async () => {
    const user = await service.seedUser();
    const token = await user.token();
    const first = await begun(user, token);
    const second = await begun(user, token);
    expect(second).not.toBe(first);
    expect((await signIn(user)).status).toBe(200);
    const confirm = (code: string): Promise<TestAnswer> =>
      service.request('POST', `${OWN}/confirm`, { token, body: { code } });
    expect(codeOf(await confirm(codeAt(first, service.clock.now())))).toBe('invalid_field');
    expect(codeOf(await confirm(codeAt(second, service.clock.now() - 2 * SPAN)))).toBe('invalid_field');
    service.clock.advance(8 * 60_000);
    const later = await user.token();
    service.clock.advance(7 * 60_000 + 1);
    const late = await service.request('POST', `${OWN}/confirm`, {
      token: later,
      body: { code: codeAt(second, service.clock.now()) },
    });
    expect(codeOf(late)).toBe('conflict');
    expect((await service.request('GET', OWN, { token: later })).body).toEqual({ since: null, recoveryCodesLeft: 0 });
  });

  it('of two that confirm it at once one is told the recovery codes', async () => {
    const user = await service.seedUser();
    const [one, two] = [await user.token(), await user.token()];
    const code = codeAt(await begun(user, one), service.clock.now());
    const answers = await Promise.all(
      [one, two].map((token) => service.request('POST', `${OWN}/confirm`, { token, body: { code } })),
    );
    const told = answers.filter(({ status }) => status === 200);
    expect(told).toHaveLength(1);
    expect(['conflict', 'unauthenticated']).toContain(codeOf(answers.find(({ status }) => status !== 200)!));
  });
});

describe('an account with a second factor', () => {
  it('is not signed in to by its password alone, and the refusal is that of a wrong password', async () => {
    const { user, code } = await withDevice();
    const refused = [
      await signIn(user),
      await signIn(user, '000000'),
      await signIn(user, 'abcdef'),
      await signIn(user, ''),
    ];
    const wrong = await signIn({ ...user, password: 'not this one' }, code());
    for (const answer of refused.slice(0, 3))
      expect({ ...(answer.body as object), requestId: '' }).toEqual({ ...(wrong.body as object), requestId: '' });
    expect(codeOf(refused[3]!)).toBe('invalid_field');
    expect((await signIn(user, code())).status).toBe(200);
  });

  it('has ended every sign-in of before', async () => {
    const user = await service.seedUser();
    const before = await user.token();
    const pair = (await signIn(user)).body as { refreshToken: string };
    const code = codeAt(await begun(user, before), service.clock.now());
    const { status } = await service.request('POST', `${OWN}/confirm`, { token: before, body: { code } });
    expect(status).toBe(200);
    expect(codeOf(await service.request('GET', '/v1/me', { token: before }))).toBe('unauthenticated');
    const refreshed = await service.request('POST', '/v1/auth/refresh', { body: { refreshToken: pair.refreshToken } });
    expect(refreshed.status).toBe(401);
  });

  it('takes each code once, and none of before it, also of two at once', async () => {
    const { user, secret, code } = await withDevice();
    const now = code();
    const before = codeAt(secret, service.clock.now() - SPAN);
    const answers = await Promise.all([signIn(user, now), signIn(user, now)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await signIn(user, now)).status).toBe(401);
    expect((await signIn(user, before)).status).toBe(401);
    expect((await signIn(user, code())).status).toBe(200);
  });

  it('does not use up a code where the password is wrong', async () => {
    const { user, code, recoveryCodes } = await withDevice();
    const now = code();
    expect((await signIn({ ...user, password: 'not this one' }, now)).status).toBe(401);
    expect((await signIn({ ...user, password: 'not this one' }, recoveryCodes[0])).status).toBe(401);
    expect((await signIn(user, now)).status).toBe(200);
    expect((await signIn(user, recoveryCodes[0])).status).toBe(200);
  });

  it('closes after ten wrong codes, to the right one too', async () => {
    const { user, code } = await withDevice();
    for (let miss = 0; miss < MOST_FAILURES; miss += 1) await signIn(user, '000000');
    expect((await signIn(user, code())).status).toBe(401);
    service.clock.advance(LOCK_TIME);
    expect((await signIn(user, code())).status).toBe(200);
  });

  it('is signed in to by each recovery code once, however it is typed, and says so in the log', async () => {
    const { user, code, recoveryCodes } = await withDevice();
    expect(new Set(recoveryCodes).size).toBe(RECOVERY_CODES);
    expect((await signIn(user, recoveryCodes[3]!.toLowerCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await signIn(user, recoveryCodes[3])).status).toBe(401);
    const answers = await Promise.all([signIn(user, recoveryCodes[4]), signIn(user, recoveryCodes[4])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    const token = await tokenBy(user, code());
    const state = (await service.request('GET', OWN, { token })).body as { recoveryCodesLeft: number };
    expect(state.recoveryCodesLeft).toBe(RECOVERY_CODES - 2);
    const used = await auditRows(service.database, 'recovery_code_used');
    expect(used.filter(({ subject_id }) => subject_id === user.id)).toHaveLength(2);
  });

  it('takes no second one, and loses it by password and code alone', async () => {
    const { user, code } = await withDevice();
    const token = await tokenBy(user, code());
    const remove = (body: object): Promise<TestAnswer> => service.request('POST', `${OWN}/remove`, { token, body });
    expect(codeOf(await service.request('POST', OWN, { token, body: { password: user.password } }))).toBe('conflict');
    expect(codeOf(await remove({ password: user.password, code: '000000' }))).toBe('invalid_field');
    expect(codeOf(await remove({ password: 'not this one', code: code() }))).toBe('invalid_field');
    expect((await remove({ password: user.password, code: code() })).status).toBe(204);
    expect(codeOf(await service.request('GET', '/v1/me', { token }))).toBe('unauthenticated');
    const after = await user.token();
    expect(
      codeOf(
        await service.request('POST', `${OWN}/remove`, { token: after, body: { password: user.password, code: '1' } }),
      ),
    ).toBe('conflict');
    const noted = [
      ...(await auditRows(service.database, 'second_factor_added')),
      ...(await auditRows(service.database, 'second_factor_removed')),
    ];
    expect(noted.filter(({ subject_id }) => subject_id === user.id)).toHaveLength(2);
  });

  it('leaves neither secret nor recovery code in the database or the service’s log', async () => {
    const { secret, recoveryCodes } = await withDevice();
    const tables = ['second_factor', 'recovery_code', 'app_user', 'audit_entry'];
    const dumps = await Promise.all(tables.map((table) => dumpOf(service.database, table)));
    const held = dumps.join('\n') + service.logged();
    expect(held).toContain('second_factor_added');
    const bytes = Buffer.from(Secret.fromBase32(secret).bytes);
    for (const text of [secret, bytes.toString('hex'), bytes.toString('base64'), ...recoveryCodes]) {
      expect(held).not.toContain(text);
      expect(held).not.toContain(text.replaceAll('-', ''));
    }
  });
});

describe('an administrator', () => {
  it('alone removes it for somebody who lost the device, and not for themself', async () => {
    const { user, code } = await withDevice();
    const admin = await withDevice(['administrator']);
    const path = `/v1/users/${user.id}/second-factor`;
    const auditor = await (await service.seedUser({ roles: ['auditor', 'coordinator'] })).token();
    expect(codeOf(await service.request('DELETE', path, { token: auditor }))).toBe('forbidden');
    const token = await tokenBy(admin.user, admin.code());
    const own = await service.request('DELETE', `/v1/users/${admin.user.id}/second-factor`, { token });
    expect(codeOf(own)).toBe('second_person_needed');
    const unknown = await service.request('DELETE', '/v1/users/00000000-0000-4000-8000-000000000000/second-factor', {
      token,
    });
    expect(codeOf(unknown)).toBe('not_found');
    const theirs = await tokenBy(user, code());
    expect((await service.request('DELETE', path, { token })).status).toBe(204);
    expect(codeOf(await service.request('DELETE', path, { token }))).toBe('conflict');
    expect(codeOf(await service.request('GET', '/v1/me', { token: theirs }))).toBe('unauthenticated');
    expect((await signIn(user)).status).toBe(200);
    const { users } = (await service.request('GET', '/v1/users', { token })).body as {
      users: { id: string; secondFactorSince: string | null }[];
    };
    const since = (id: string): string | null | undefined => users.find((one) => one.id === id)?.secondFactorSince;
    expect(since(user.id)).toBeNull();
    expect(since(admin.user.id)).toMatch(/^\d{4}-/);
  });
});

describe('a registry in which every account needs one', () => {
  let strict: TestApplication;

  beforeAll(async () => {
    strict = await startTestApplication({ environment: { secondFactor: 'required' } });
  });

  afterAll(() => strict.stop());

  it('lets whoever has none do nothing but add one and leave', async () => {
    const user = await strict.seedUser({ roles: ['coordinator', 'administrator'] });
    const token = await user.token();
    for (const [method, path] of [
      ['GET', '/v1/persons'],
      ['GET', '/v1/persons/WB-00000-00000-00000-00000-0/status'],
      ['POST', '/v1/users'],
      ['POST', '/v1/evidence/WE-1/files'],
    ] as const)
      expect(codeOf(await strict.request(method, path, { token, ...(method === 'POST' && { body: {} }) }))).toBe(
        'second_factor_needed',
      );
    expect((await strict.request('GET', '/v1/me', { token })).status).toBe(200);
    const { body } = await strict.request('POST', OWN, { token, body: { password: user.password } });
    const { secret } = body as { secret: string };
    const code = codeAt(secret, strict.clock.now());
    expect((await strict.request('POST', `${OWN}/confirm`, { token, body: { code } })).status).toBe(200);
    strict.clock.advance(SPAN);
    const credentials = { username: user.username, password: user.password, code: codeAt(secret, strict.clock.now()) };
    const again = (await strict.request('POST', '/v1/auth/token', { body: credentials })).body as {
      accessToken: string;
    };
    expect((await strict.request('GET', '/v1/persons', { token: again.accessToken })).status).toBe(200);
    const other = await (await strict.seedUser()).token();
    expect((await strict.request('POST', '/v1/auth/sign-out', { token: other })).status).toBe(204);
  });
});
