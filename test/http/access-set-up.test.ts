// The first administrator, and the one-time links for passwords: each link works once, and of two that race one wins.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { IssueSetUpLink } from '../../src/usecases/access/issue-set-up-link.js';
import { auditRows, dumpOf } from '../support/audit-rows.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../support/http-application.js';

let service: TestApplication;

beforeAll(async () => {
  service = await startTestApplication();
});

afterAll(async () => {
  await service.stop();
});

const GOOD_PASSWORD = 'seven quiet herons';

async function newLink(): Promise<string | null> {
  const link = await service.app.get(IssueSetUpLink).execute(servicePrincipal('operator', 'test'));
  return link?.token ?? null;
}

function setUp(token: string, changed: object = {}): Promise<TestAnswer> {
  const organisation = { name: 'Liaison Office of Lake County', kind: 'liaison_office' };
  const body = { token, organisation, username: 'tarek.admin', password: GOOD_PASSWORD, ...changed };
  return service.request('POST', '/v1/set-up', { body });
}

function codeOf(answer: TestAnswer): string {
  return (answer.body as { code?: string }).code ?? String(answer.status);
}

describe('setting up', () => {
  it('is refused without a link, with an old one, and with one that ran out', async () => {
    expect(codeOf(await setUp('a'.repeat(43)))).toBe('setup_token_refused');
    const old = await newLink();
    const present = await newLink();
    expect(codeOf(await setUp(old!))).toBe('setup_token_refused');
    service.clock.advance(24 * 60 * 60_000);
    expect(codeOf(await setUp(present!))).toBe('setup_token_refused');
    expect(await dumpOf(service.database, 'one_time_link')).not.toContain(present);
  });

  it('is refused with a weak password, and the link still works', async () => {
    const token = (await newLink())!;
    for (const password of ['short', 'tarek.admin.1', 'aaaaaaaaaaaaaaaa', 'x'.repeat(257)]) {
      const answer = await setUp(token, { password });
      expect([answer.status, codeOf(answer)]).toEqual([422, 'invalid_field']);
      expect(answer.text).not.toContain(password);
    }
    expect(codeOf(await setUp(token, { username: 'Tarek Admin' }))).toBe('invalid_field');
    expect(codeOf(await setUp(token, { organisation: { name: 'x', kind: 'army' } }))).toBe('invalid_field');
    expect(codeOf(await setUp(token, { organisation: undefined }))).toBe('invalid_field');
    expect(codeOf(await setUp(token, { roles: ['coordinator'] }))).toBe('unknown_field');
  });

  it('is done by one of five who use the link at once; then nobody can, and no link is made any more', async () => {
    const token = (await newLink())!;
    const tries = Array.from({ length: 5 }, (_, n) =>
      setUp(token, { username: `admin-${n}`, organisation: { name: `Office ${n}`, kind: 'liaison_office' } }),
    );
    const answers = await Promise.all(tries);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(codeOf(await setUp(token))).toBe('setup_already_done');
    expect(codeOf(await setUp('a'.repeat(43)))).toBe('setup_already_done');
    expect(await newLink()).toBeNull();
    expect(await auditRows(service.database, 'set_up_done')).toHaveLength(1);
    const { username } = answers.find(({ status }) => status === 201)!.body as { username: string };
    const signedIn = await service.request('POST', '/v1/auth/token', { body: { username, password: GOOD_PASSWORD } });
    const { accessToken } = signedIn.body as { accessToken: string };
    const me = await service.request('GET', '/v1/me', { token: accessToken });
    expect(me.body).toMatchObject({ username, roles: ['administrator'] });
  });
});

describe('choosing a password', () => {
  async function newUser(): Promise<{ id: string; username: string; token: string; admin: string }> {
    const administrator = await service.seedUser({ roles: ['administrator'] });
    const admin = await administrator.token();
    const username = `worker-of-${administrator.username}`;
    const body = { organisationId: administrator.organisation.id, username, roles: ['liaison'] };
    const created = (await service.request('POST', '/v1/users', { token: admin, body })).body as {
      id: string;
      setPassword: { link: string; expiresAt: string };
    };
    expect(created.setPassword.link).toMatch(
      new RegExp(`^http://localhost:${new URL(service.url).port}/set-password/`),
    );
    expect(Date.parse(created.setPassword.expiresAt)).toBe(service.clock.now() + 72 * 60 * 60_000);
    return { id: created.id, username, token: created.setPassword.link.split('/').at(-1)!, admin };
  }

  function choose(token: string, password = GOOD_PASSWORD): Promise<TestAnswer> {
    return service.request('POST', '/v1/auth/password', { body: { token, password } });
  }

  it('works once, also when two try at the same time', async () => {
    const user = await newUser();
    const answers = await Promise.all([choose(user.token), choose(user.token, 'eight other herons')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(codeOf(await choose(user.token))).toBe('link_expired');
    expect(await auditRows(service.database, 'password_set')).toHaveLength(1);
  });

  it('keeps the password policy, with the username that belongs to the link', async () => {
    const user = await newUser();
    const answer = await choose(user.token, `${user.username.toUpperCase()}!`);
    expect(answer.status).toBe(422);
    expect((await choose(user.token)).status).toBe(200);
    const body = { username: user.username, password: GOOD_PASSWORD };
    expect((await service.request('POST', '/v1/auth/token', { body })).status).toBe(200);
  });

  it('fails with a link that ran out, was replaced, or belongs to a closed account', async () => {
    const late = await newUser();
    service.clock.advance(72 * 60 * 60_000);
    expect(codeOf(await choose(late.token))).toBe('link_expired');
    const user = await newUser();
    const renewed = await service.request('POST', `/v1/users/${user.id}/password-link`, { token: user.admin });
    expect(renewed.status).toBe(201);
    expect(codeOf(await choose(user.token))).toBe('link_expired');
    const closed = await newUser();
    const closing = { token: closed.admin, body: { disabled: true }, headers: { 'if-match': '"v1"' } };
    expect((await service.request('PATCH', `/v1/users/${closed.id}`, closing)).status).toBe(200);
    expect(codeOf(await choose(closed.token))).toBe('link_expired');
    expect(codeOf(await choose('a'.repeat(43)))).toBe('link_expired');
  });

  it('ends the tokens that were made with the password before', async () => {
    const user = await newUser();
    await choose(user.token);
    const body = { username: user.username, password: GOOD_PASSWORD };
    const before = (await service.request('POST', '/v1/auth/token', { body })).body as { accessToken: string };
    const renewed = await service.request('POST', `/v1/users/${user.id}/password-link`, { token: user.admin });
    await choose((renewed.body as { link: string }).link.split('/').at(-1)!, 'eight other herons');
    expect((await service.request('GET', '/v1/me', { token: before.accessToken })).status).toBe(401);
  });

  it('leaves no link in the log', async () => {
    const user = await newUser();
    await service.request('GET', `/set-password/${user.token}`);
    await choose(user.token);
    expect(service.logged()).not.toContain(user.token);
    expect(JSON.stringify(await auditRows(service.database))).not.toContain(user.token);
  });
});
