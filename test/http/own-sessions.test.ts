// One's own sessions: everybody sees theirs and nobody else's, and ends one or all others by password and code.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditRows } from '../support/audit-rows.js';
import { withDevice } from '../support/device.js';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../support/http-application.js';
import { OpenWebSession } from '../../src/usecases/access/open-web-session.js';
import { FindWebSession } from '../../src/usecases/access/find-web-session.js';
import { LOCK_TIME, MOST_FAILURES } from '../../src/domain/access/sign-in-lock.js';

let service: TestApplication;

beforeAll(async () => {
  service = await startTestApplication();
});

afterAll(() => service.stop());

const PATH = '/v1/auth/sessions';
const MINUTE = 60_000;

interface Session {
  readonly id: string;
  readonly via: string;
  readonly begunAt: string;
  readonly lastUsedAt: string;
  readonly endsAt: string;
  readonly current: boolean;
}

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

async function signIn({ username, password }: TestUser, code?: string): Promise<Pair> {
  const body = { username, password, ...(code !== undefined && { code }) };
  return (await service.request('POST', '/v1/auth/token', { body })).body as Pair;
}

/** Answers the token of the cookie. */
async function atConsole({ username, password }: TestUser): Promise<string> {
  return (await service.app.get(OpenWebSession).execute({ username, password }, 'test')).token;
}

async function isOpen(cookie: string): Promise<boolean> {
  return (await service.app.get(FindWebSession).execute(cookie, 'test')) !== null;
}

async function sessionsOf({ accessToken: token }: Pair): Promise<Session[]> {
  const { status, body } = await service.request('GET', PATH, { token });
  expect(status).toBe(200);
  return (body as { sessions: Session[] }).sessions;
}

function end({ accessToken: token }: Pair, body: object): Promise<TestAnswer> {
  return service.request('POST', `${PATH}/end`, { token, body });
}

async function stands({ accessToken: token }: Pair): Promise<boolean> {
  return (await service.request('GET', '/v1/me', { token })).status === 200;
}

function told({ status, body }: TestAnswer): unknown[] {
  return [status, (body as { code?: string } | undefined)?.code];
}

describe('one’s own sessions are ended', () => {
  it('by nobody without a sign-in, a wrong password, or a session that is another’s, ended or none', async () => {
    const [user, other] = [await service.seedUser(), await service.seedUser()];
    const [pair, theirs] = [await signIn(user), await signIn(other)];
    expect(told(await service.request('GET', PATH))).toEqual([401, 'unauthenticated']);
    expect(told(await service.request('POST', `${PATH}/end`, { body: { password: 'x' } }))).toEqual([
      401,
      'unauthenticated',
    ]);
    const { password } = user;
    const [session] = await sessionsOf(theirs);
    expect(told(await end(pair, {}))).toEqual([422, 'invalid_field']);
    expect(told(await end(pair, { password: 'not this one' }))).toEqual([422, 'invalid_field']);
    expect(told(await end(pair, { password, id: session!.id }))).toEqual([422, 'invalid_field']);
    expect(told(await end(pair, { password, id: '00000000-0000-4000-8000-000000000000' }))).toEqual([
      422,
      'invalid_field',
    ]);
    expect(told(await end(pair, { password, id: 'others' }))).toEqual([422, 'invalid_field']);
    expect(await stands(theirs)).toBe(true);
    expect((await auditRows(service.database, 'signed_out')).length).toBe(0);
  });

  it('by nobody who guesses: misses close the account as those of a sign-in do', async () => {
    const user = await service.seedUser();
    const [pair, other] = [await signIn(user), await signIn(user)];
    for (let miss = 0; miss < MOST_FAILURES; miss += 1) await end(pair, { password: 'not this one' });
    expect(told(await end(pair, { password: user.password }))).toEqual([422, 'invalid_field']);
    expect(await stands(other)).toBe(true);
    service.clock.advance(LOCK_TIME);
  });

  it('by a code too, where there is a second factor', async () => {
    const { user, code } = await withDevice(service);
    const [pair, other] = [await signIn(user, code()), await signIn(user, code())];
    expect(told(await end(pair, { password: user.password }))).toEqual([422, 'invalid_field']);
    expect(told(await end(pair, { password: user.password, code: '000000' }))).toEqual([422, 'invalid_field']);
    expect(await stands(other)).toBe(true);
    expect((await end(pair, { password: user.password, code: code() })).body).toEqual({ ended: 1 });
    expect([await stands(pair), await stands(other)]).toEqual([true, false]);
  });

  it('one by one, of tokens and of the console, or the one that asks', async () => {
    const user = await service.seedUser();
    const { password } = user;
    const [pair, other, cookie, kept] = [
      await signIn(user),
      await signIn(user),
      await atConsole(user),
      await atConsole(user),
    ];
    const idOf = (sessions: readonly Session[], via: string): string =>
      sessions.find((one) => one.via === via && !one.current)!.id;
    expect((await end(pair, { password, id: idOf(await sessionsOf(pair), 'api') })).body).toEqual({ ended: 1 });
    expect([await stands(pair), await stands(other)]).toEqual([true, false]);
    const refreshed = await service.request('POST', '/v1/auth/refresh', { body: { refreshToken: other.refreshToken } });
    expect(refreshed.status).toBe(401);
    const id = idOf(await sessionsOf(pair), 'console');
    expect((await end(pair, { password, id: id.toUpperCase() })).body).toEqual({ ended: 1 });
    expect([await isOpen(cookie), await isOpen(kept)].filter(Boolean)).toHaveLength(1);
    expect(told(await end(pair, { password, id }))).toEqual([422, 'invalid_field']);
    const own = (await sessionsOf(pair)).find(({ current }) => current)!.id;
    expect((await end(pair, { password, id: own })).body).toEqual({ ended: 1 });
    expect(await stands(pair)).toBe(false);
  });

  it('all but the one that asks, each with an entry in the log', async () => {
    const [user, bystander] = [await service.seedUser(), await service.seedUser()];
    const [pair, other, cookie, theirs] = [
      await signIn(user),
      await signIn(user),
      await atConsole(user),
      await signIn(bystander),
    ];
    const ids = (await sessionsOf(pair)).filter(({ current }) => !current).map(({ id }) => id);
    expect((await end(pair, { password: user.password })).body).toEqual({ ended: 2 });
    expect([await stands(pair), await stands(other), await isOpen(cookie), await stands(theirs)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(await sessionsOf(pair)).toHaveLength(1);
    const rows = (await auditRows(service.database, 'signed_out')).filter(({ subject_id }) => subject_id === user.id);
    expect(rows.map(({ details }) => details['signIn']).sort()).toEqual(ids.sort());
    expect((await end(pair, { password: user.password })).body).toEqual({ ended: 0 });
  });
});

describe('the list of one’s own sessions', () => {
  it('holds those that would be let in, newest first, and says which one asks', async () => {
    const user = await service.seedUser();
    const begun = service.clock.now();
    const idle = await atConsole(user);
    service.clock.advance(MINUTE);
    const pair = await signIn(user);
    service.clock.advance(20 * MINUTE);
    const cookie = await atConsole(user);
    const left = await signIn(user);
    await service.request('POST', '/v1/auth/sign-out', { token: left.accessToken });
    const body = { refreshToken: pair.refreshToken };
    const renewed = (await service.request('POST', '/v1/auth/refresh', { body })).body as Pair;
    const at = (minutes: number): string => new Date(begun + minutes * MINUTE).toISOString();
    const [first, second, third, ...more] = await sessionsOf(renewed);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      via: 'console',
      begunAt: at(21),
      lastUsedAt: at(21),
      endsAt: at(21 + 480),
      current: false,
    });
    expect(second).toMatchObject({ via: 'api', begunAt: at(1), lastUsedAt: at(21), endsAt: at(721), current: true });
    expect(third).toMatchObject({ via: 'console', begunAt: at(0), current: false });
    service.clock.advance(9 * MINUTE);
    expect((await sessionsOf(renewed)).map(({ id }) => id)).toEqual([first!.id, second!.id]);
    expect([await isOpen(idle), await isOpen(cookie)]).toEqual([false, true]);
  });

  it('tells nothing that signs in, and is not that of another way in', async () => {
    const user = await service.seedUser();
    const [pair, cookie] = [await signIn(user), await atConsole(user)];
    const { text } = await service.request('GET', PATH, { token: pair.accessToken });
    for (const secret of [pair.refreshToken, cookie]) expect(text).not.toContain(secret);
    for (const { id } of await sessionsOf(pair)) {
      expect(await isOpen(id)).toBe(false);
      const refreshed = await service.request('POST', '/v1/auth/refresh', { body: { refreshToken: id } });
      expect(refreshed.status).toBe(401);
    }
  });
});
