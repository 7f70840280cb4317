// `users …`, as whoever holds the host runs it: the only administrator, who lost device, codes and password, gets back in, and the log says by whom.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { auditRows, dumpOf } from '../support/audit-rows.js';
import { withDevice, type Device } from '../support/device.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../support/http-application.js';
import { recordedOutput } from './recorded-output.js';
import type { CommandEnd } from './run-command.js';

let service: TestApplication;

beforeAll(async () => {
  service = await startTestApplication();
});

afterAll(() => service.stop());

const WORKER = 'seven quiet herons stand';

/** With all commands of the program, so that these are among them. */
async function users(...words: readonly string[]): Promise<CommandEnd> {
  const recorded = recordedOutput();
  const platform = { ...service.platform, close: () => Promise.resolve() };
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: () => Promise.resolve(platform),
  });
  const exitCode = await runProgram(['users', ...words], operator);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

async function signIn(username: string, password: string, code?: string): Promise<TestAnswer> {
  return service.request('POST', '/v1/auth/token', {
    body: { username, password, ...(code !== undefined && { code }) },
  });
}

async function changesOf(userId: string): Promise<unknown[]> {
  const rows = await auditRows(service.database, 'user_changed');
  return rows
    .filter(({ subject_id }) => subject_id === userId)
    .map(({ username, via, details }) => [username, via, details['change']]);
}

function tokenOf(link: string): string {
  return link.slice(link.lastIndexOf('/') + 1);
}

const COMMANDS = ['password-link', 'remove-second-factor'];

describe('a command on an account', () => {
  it.each(COMMANDS)('%s refuses a username that nobody has, and wants one', async (command) => {
    const before = await dumpOf(service.database, 'one_time_link');
    expect(await users(command, 'nobody.at.all')).toEqual({
      exitCode: 1,
      out: '',
      err: 'not_found: There is no account with this username.\n',
    });
    expect((await users(command)).exitCode).toBe(2);
    expect(await dumpOf(service.database, 'one_time_link')).toBe(before);
  });

  it.each(COMMANDS)('%s refuses whoever is named by --as and is no administrator', async (command) => {
    const device = await withDevice(service);
    const auditor = await service.seedUser({ roles: ['auditor', 'coordinator'] });
    const { exitCode, err } = await users(command, device.user.username, '--as', auditor.username);
    expect([exitCode, err]).toEqual([1, expect.stringMatching(/^forbidden: /)]);
    expect(await changesOf(device.user.id)).toEqual([]);
  });

  it('removes no second factor where there is none, and none of whoever is named by --as', async () => {
    const user = await service.seedUser();
    const none = await users('remove-second-factor', user.username);
    expect([none.exitCode, none.err]).toEqual([1, 'conflict: This account has no second factor.\n']);
    const { user: admin } = await withDevice(service, ['administrator']);
    const own = await users('remove-second-factor', admin.username, '--as', admin.username);
    expect([own.exitCode, own.err]).toEqual([1, expect.stringMatching(/^second_person_needed: /)]);
  });
});

describe('the only administrator, who lost device, recovery codes and password', () => {
  let device: Device;
  let token: string;

  beforeAll(async () => {
    device = await withDevice(service, ['administrator']);
    const answer = await signIn(device.user.username, device.user.password, device.code());
    token = (answer.body as { accessToken: string }).accessToken;
  });

  it('chooses a new password by the link of the command, and is still asked for a code', async () => {
    const { exitCode, out } = await users('password-link', device.user.username.toUpperCase());
    expect(exitCode).toBe(0);
    const link = out.split('\n')[0]!;
    expect(link).toMatch(new RegExp(`^${service.platform.environment.publicUrl}/set-password/[\\w-]+$`));
    const older = JSON.parse((await users('password-link', device.user.username, '--json')).out) as { link: string };
    const choose = (given: string): Promise<TestAnswer> =>
      service.request('POST', '/v1/auth/password', { body: { token: tokenOf(given), password: WORKER } });
    expect((await choose(link)).status).toBe(401);
    expect((await choose(older.link)).status).toBe(200);
    expect((await choose(older.link)).status).toBe(401);
    expect((await service.request('GET', '/v1/me', { token })).status).toBe(401);
    expect((await signIn(device.user.username, device.user.password, device.code())).status).toBe(401);
    expect((await signIn(device.user.username, WORKER)).status).toBe(401);
    const answer = await signIn(device.user.username, WORKER, device.code());
    token = (answer.body as { accessToken: string }).accessToken;
  });

  it('loses the factor by the command alone, and every sign-in of before', async () => {
    expect((await service.request('GET', '/v1/me', { token })).status).toBe(200);
    const { exitCode, out } = await users('remove-second-factor', device.user.username);
    expect([exitCode, out]).toEqual([
      0,
      `${device.user.username} has no second factor any more and is signed out everywhere. The password alone signs in.\n`,
    ]);
    expect((await service.request('GET', '/v1/me', { token })).status).toBe(401);
    expect((await signIn(device.user.username, WORKER)).status).toBe(200);
  });

  it('is named in the log as helped by the operator, and the link is nowhere', async () => {
    expect(await changesOf(device.user.id)).toEqual([
      ['service', 'operator', 'password_link'],
      ['service', 'operator', 'password_link'],
      ['service', 'operator', 'second_factor_removed'],
    ]);
    const { out } = await users('password-link', device.user.username);
    const held = (await dumpOf(service.database, 'one_time_link')) + (await dumpOf(service.database, 'audit_entry'));
    expect(held + service.logged()).not.toContain(tokenOf(out.split('\n')[0]!));
  });
});
