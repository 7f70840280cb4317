// Signing in and refreshing: refusals that tell nothing, accounts that close, and tokens that work once.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditRows, dumpOf } from '../support/audit-rows.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../support/http-application.js';

let service: TestApplication;

beforeAll(async () => {
  service = await startTestApplication();
});

afterAll(async () => {
  await service.stop();
});

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

function signIn(username: string, password: string): Promise<TestAnswer> {
  return service.request('POST', '/v1/auth/token', { body: { username, password } });
}

async function pairOf(user: { username: string; password: string }): Promise<Pair> {
  return (await signIn(user.username, user.password)).body as Pair;
}

function refresh(refreshToken: string): Promise<TestAnswer> {
  return service.request('POST', '/v1/auth/refresh', { body: { refreshToken } });
}

function codeOf(answer: TestAnswer): string {
  return (answer.body as { code?: string }).code ?? `${answer.status}`;
}

/** The problem without what differs from request to request. */
function formOf(answer: TestAnswer): unknown {
  return { ...(answer.body as object), requestId: 'any' };
}

describe('a refused sign-in', () => {
  it('is the same for an unknown user, a wrong password, a closed account, one without a password and a locked one', async () => {
    const user = await service.seedUser();
    const admin = await (await service.seedUser({ roles: ['administrator'] })).token();
    const closed = await service.seedUser();
    await service.request('PATCH', `/v1/users/${closed.id}`, {
      token: admin,
      headers: { 'if-match': '"v1"' },
      body: { disabled: true },
    });
    const body = { organisationId: user.organisation.id, username: 'new.user', roles: ['liaison'] };
    await service.request('POST', '/v1/users', { token: admin, body });
    const answers = [
      await signIn('nobody.at.all', 'whatever it is'),
      await signIn(user.username, 'whatever it is'),
      await signIn(closed.username, closed.password),
      await signIn('new.user', 'whatever it is'),
      await signIn("x' OR 1=1 --", 'whatever it is'),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(formOf(answer)).toEqual(formOf(answers[0]!));
    }
    expect(formOf(answers[0]!)).toMatchObject({ code: 'credentials_refused', errors: [] });
  });

  it('is noted with the account and the reason, and never with what was typed', async () => {
    const user = await service.seedUser();
    const { headers } = await signIn(user.username, 'Canary password');
    await signIn('Canary password typed as username', 'x');
    const rows = await auditRows(service.database, 'sign_in_refused');
    expect(rows).toContainEqual({
      action: 'sign_in_refused',
      username: 'service',
      via: 'api',
      subject_kind: 'user',
      subject_id: user.id,
      request_id: headers.get('x-request-id'),
      details: { reason: 'wrong_password' },
    });
    expect(rows.at(-1)).toMatchObject({ subject_id: null, details: { reason: 'unknown_user' } });
    expect(JSON.stringify(rows) + service.logged()).not.toContain('Canary');
  });

  it('is the tenth in a row: then the right password does not help for 15 minutes either', async () => {
    const user = await service.seedUser();
    for (let miss = 0; miss < 10; miss += 1) await signIn(user.username, 'wrong, and wrong again');
    const locked = await signIn(user.username, user.password);
    expect(formOf(locked)).toEqual(formOf(await signIn('nobody.at.all', 'x')));
    service.clock.advance(15 * 60_000 - 1);
    expect((await signIn(user.username, user.password)).status).toBe(401);
    service.clock.advance(1);
    expect((await signIn(user.username, 'wrong once more')).status).toBe(401);
    expect((await signIn(user.username, user.password)).status).toBe(200);
  });

  it('counts guesses that come at once, so that none of them slips through', async () => {
    const user = await service.seedUser();
    const guesses = Array.from({ length: 14 }, (_, guess) => signIn(user.username, `guess number ${guess}`));
    expect((await Promise.all(guesses)).map(({ status }) => status)).toEqual(Array.from({ length: 14 }, () => 401));
    expect((await signIn(user.username, user.password)).status).toBe(401);
  });

  it('forgets earlier misses once the password was right', async () => {
    const user = await service.seedUser();
    for (let round = 0; round < 2; round += 1) {
      for (let miss = 0; miss < 9; miss += 1) await signIn(user.username, 'wrong, and wrong again');
      expect((await signIn(user.username, user.password)).status).toBe(200);
    }
  });
});

describe('an accepted sign-in', () => {
  it('gives a pair of tokens and is noted', async () => {
    const user = await service.seedUser();
    const answer = await signIn(user.username.toUpperCase(), user.password);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresIn: 600,
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const rows = await auditRows(service.database, 'signed_in');
    expect(rows.at(-1)).toMatchObject({ username: user.username, subject_id: user.id });
  });

  it('leaves only a hash of the refresh token and of the password behind', async () => {
    const user = await service.seedUser();
    const { refreshToken } = await pairOf(user);
    const tokens = await dumpOf(service.database, 'refresh_token');
    expect(tokens).not.toContain(refreshToken);
    expect(tokens).toContain(createHash('sha256').update(refreshToken).digest('hex'));
    const users = await dumpOf(service.database, 'app_user');
    expect(users).not.toContain(user.password);
    expect(users).toContain('$argon2id$v=19$');
  });
});

describe('a refresh token', () => {
  it('works once, and the new pair works', async () => {
    const first = await pairOf(await service.seedUser());
    const second = (await refresh(first.refreshToken)).body as Pair;
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await service.request('GET', '/v1/me', { token: second.accessToken })).status).toBe(200);
    expect((await refresh(second.refreshToken)).status).toBe(200);
  });

  it('that is used again after ten seconds ends the sign-in, noted', async () => {
    const user = await service.seedUser();
    const [first, bystander] = [await pairOf(user), await pairOf(user)];
    const second = (await refresh(first.refreshToken)).body as Pair;
    service.clock.advance(10_001);
    const reused = await refresh(first.refreshToken);
    expect([reused.status, codeOf(reused)]).toEqual([401, 'refresh_reused']);
    expect(codeOf(await refresh(second.refreshToken))).toBe('credentials_refused');
    expect((await service.request('GET', '/v1/me', { token: second.accessToken })).status).toBe(401);
    expect((await refresh(bystander.refreshToken)).status).toBe(200);
    expect((await auditRows(service.database, 'refresh_reused')).at(-1)).toMatchObject({ subject_id: user.id });
  });

  it('that is used again within ten seconds is refused, and the sign-in goes on', async () => {
    const first = await pairOf(await service.seedUser());
    const second = (await refresh(first.refreshToken)).body as Pair;
    service.clock.advance(10_000);
    expect(codeOf(await refresh(first.refreshToken))).toBe('credentials_refused');
    expect((await refresh(second.refreshToken)).status).toBe(200);
  });

  it('that is used eight times at once works one time', async () => {
    const first = await pairOf(await service.seedUser());
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(first.refreshToken)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
    const winner = answers.find(({ status }) => status === 200)!.body as Pair;
    expect((await refresh(winner.refreshToken)).status).toBe(200);
  });

  it('ends twelve hours after the password was given, however often it was exchanged', async () => {
    let { refreshToken } = await pairOf(await service.seedUser());
    for (let hour = 1; hour < 12; hour += 1) {
      service.clock.advance(60 * 60_000);
      ({ refreshToken } = (await refresh(refreshToken)).body as Pair);
    }
    service.clock.advance(60 * 60_000);
    expect(codeOf(await refresh(refreshToken))).toBe('credentials_refused');
  });

  it('ends when the account is closed, when roles change and when its user signs out', async () => {
    const admin = await service.seedUser({ roles: ['administrator'] });
    for (const body of [{ disabled: true }, { roles: ['verifier'] }]) {
      const user = await service.seedUser();
      const { refreshToken } = await pairOf(user);
      const headers = { 'if-match': '"v1"' };
      const token = await admin.token();
      expect((await service.request('PATCH', `/v1/users/${user.id}`, { token, body, headers })).status).toBe(200);
      expect(codeOf(await refresh(refreshToken))).toBe('credentials_refused');
    }
    const pair = await pairOf(await service.seedUser());
    await service.request('POST', '/v1/auth/sign-out', { token: pair.accessToken });
    expect(codeOf(await refresh(pair.refreshToken))).toBe('credentials_refused');
  });

  it('is no text of any other kind', async () => {
    for (const given of ['x', 'a'.repeat(200), "' OR 1=1 --"]) {
      expect(codeOf(await refresh(given))).toBe('credentials_refused');
    }
  });
});
