// Which access tokens open a door: only our own, unexpired, for this audience, and with the rights of this moment.

import { createHmac, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signAccessToken } from '../../src/credentials/access-token.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';

let service: TestApplication;
let administrator: TestUser;

beforeAll(async () => {
  service = await startTestApplication();
  administrator = await service.seedUser({ roles: ['administrator'] });
});

afterAll(async () => {
  await service.stop();
});

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function es256(header: object, payload: object, key: KeyObject): string {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
}

async function meWith(token: string): Promise<{ status: number; code: string | undefined }> {
  const { status, body } = await service.request('GET', '/v1/me', { token });
  return { status, code: (body as { code?: string }).code };
}

/** A token of our own key whose claims or header are changed. */
async function forged(claims: object, header: object = {}): Promise<string> {
  const own = claimsOf(await administrator.token());
  const { kid, privateKey } = service.platform.keys.tokenSigningKey;
  return es256({ alg: 'ES256', typ: 'JWT', kid, ...header }, { ...own, ...claims }, privateKey);
}

const REFUSED = { status: 401, code: 'unauthenticated' };

describe('a token is refused', () => {
  it('when there is none, or it stands in another place', async () => {
    const token = await administrator.token();
    const none = await service.request('GET', '/v1/me');
    expect(none.status).toBe(401);
    expect(none.headers.get('www-authenticate')).toBe('Bearer');
    for (const headers of [
      { authorization: `Basic ${token}` },
      { authorization: token },
      { authorization: `Bearer ${token} ${token}` },
      { authorization: 'Bearer ' },
      { cookie: `whereabouts-session=${token}` },
    ]) {
      expect((await service.request('GET', '/v1/me', { headers })).status).toBe(401);
    }
    expect((await service.request('GET', `/v1/me?access_token=${token}`)).status).toBe(401);
  });

  it('with alg none, with or without its signature', async () => {
    const token = await administrator.token();
    const [, payload, signature] = token.split('.');
    const { kid } = service.platform.keys.tokenSigningKey;
    for (const alg of ['none', 'None', 'NONE', '']) {
      expect(await meWith(`${part({ alg, typ: 'JWT', kid })}.${payload!}.`)).toEqual(REFUSED);
      expect(await meWith(`${part({ alg, typ: 'JWT', kid })}.${payload!}.${signature!}`)).toEqual(REFUSED);
    }
  });

  it('with HS256 under our public key', async () => {
    const { kid } = service.platform.keys.tokenSigningKey;
    const publicKey = service.platform.keys.tokenVerificationKey(kid)!;
    const payload = (await administrator.token()).split('.')[1]!;
    for (const secret of [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
    ]) {
      const text = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${payload}`;
      expect(await meWith(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`)).toEqual(REFUSED);
    }
  });

  it('with a kid that was retired or is no kid, or a key of another ring', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { kid } = service.platform.keys.tokenSigningKey;
    const claims = claimsOf(await administrator.token());
    expect(await meWith(es256({ alg: 'ES256', kid: 'retired' }, claims, privateKey))).toEqual(REFUSED);
    expect(await meWith(es256({ alg: 'ES256', kid }, claims, privateKey))).toEqual(REFUSED);
    for (const odd of [null, 1, '', '__proto__', '../keys', ['a'], { a: 1 }]) {
      expect(await meWith(await forged({}, { kid: odd }))).toEqual(REFUSED);
    }
    const own = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const { x, y } = own.export({ format: 'jwk' });
    const jwk = { kty: 'EC', crv: 'P-256', x, y };
    expect(await meWith(es256({ alg: 'ES256', kid, jwk }, claims, privateKey))).toEqual(REFUSED);
  });

  it('for another audience, from another issuer, from the future, or without an end', async () => {
    const seconds = Math.floor(service.clock.now() / 1000);
    for (const claims of [
      { aud: 'elsewhere' },
      { aud: undefined },
      { iss: 'elsewhere' },
      { iss: undefined },
      { nbf: seconds + 31 },
      { exp: undefined },
      { sub: undefined },
      { sub: 7 },
      { tv: '1' },
      { tv: 0 },
      { tv: 2 },
      { sid: undefined },
      { sid: 'x' },
    ]) {
      expect(await meWith(await forged(claims))).toEqual(REFUSED);
    }
    expect(await meWith(await forged({ nbf: seconds + 29 }))).toMatchObject({ status: 200 });
  });

  it('when a character of it was changed', async () => {
    const token = await administrator.token();
    const [header, payload, signature] = token.split('.');
    const raised = part({ ...claimsOf(token), tv: 2 });
    expect(await meWith(`${header!}.${raised}.${signature!}`)).toEqual(REFUSED);
    expect(await meWith(`${header!}.${payload!}`)).toEqual(REFUSED);
    expect(await meWith('x'.repeat(4097))).toEqual(REFUSED);
  });

  it('after ten minutes, give or take half a minute', async () => {
    const token = await administrator.token();
    service.clock.advance(629_000);
    expect(await meWith(token)).toMatchObject({ status: 200 });
    service.clock.advance(1_000);
    expect(await meWith(token)).toEqual({ status: 401, code: 'token_expired' });
    const answer = await service.request('GET', '/v1/me', { token });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });
});

describe('a token ends', () => {
  it('when its user signs out, and no other token of the user does', async () => {
    const [one, other] = [await administrator.token(), await administrator.token()];
    expect((await service.request('POST', '/v1/auth/sign-out', { token: one })).status).toBe(204);
    expect(await meWith(one)).toEqual(REFUSED);
    expect(await meWith(other)).toMatchObject({ status: 200 });
  });

  it('when the roles of its user change, and the new rights count at once', async () => {
    const user = await service.seedUser({ roles: ['coordinator'] });
    const token = await user.token();
    const admin = await administrator.token();
    const changed = await service.request('PATCH', `/v1/users/${user.id}`, {
      token: admin,
      headers: { 'if-match': '"v1"' },
      body: { roles: ['analyst'] },
    });
    expect(changed.status).toBe(200);
    expect(await meWith(token)).toEqual(REFUSED);
    const fresh = await service.request('GET', '/v1/me', { token: await user.token() });
    expect(fresh.body).toMatchObject({ roles: ['analyst'] });
  });

  it('when the account is closed', async () => {
    const user = await service.seedUser();
    const token = await user.token();
    await service.request('PATCH', `/v1/users/${user.id}`, {
      token: await administrator.token(),
      headers: { 'if-match': '"v1"' },
      body: { disabled: true },
    });
    expect(await meWith(token)).toEqual(REFUSED);
  });

  it('for a user who is not there, though the key is ours', async () => {
    const signInId = String(claimsOf(await administrator.token())['sid']);
    const claims = { userId: '0b9f4f6e-5a7e-4d1f-9a55-3c2f4d0f6f11', tokenVersion: 1, signInId };
    const keys = service.platform.keys;
    expect(await meWith(await signAccessToken(keys, claims, service.clock.now(), 'id'))).toEqual(REFUSED);
  });
});

describe('a token that is accepted', () => {
  it('tells its user who they are', async () => {
    const organisation = await service.seedOrganisation({ kind: 'ngo', party: 'Northern Republic' });
    const user = await service.seedUser({ organisation, roles: ['inquirer'] });
    const answer = await service.request('GET', '/v1/me', { token: await user.token() });
    expect(answer.body).toEqual({
      userId: user.id,
      username: user.username,
      organisationId: organisation.id,
      organisationKind: 'ngo',
      party: organisation.party?.partyKey,
      roles: ['inquirer'],
    });
  });

  it('carries no name and no right', async () => {
    const claims = claimsOf(await administrator.token());
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub', 'tv']);
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(600);
  });
});
