// Access tokens that must open nothing: forged, of another audience or issuer, of another time, and of somebody whose rights have changed.

import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { TestApplication, TestUser } from '../../support/http-application.js';
import type { Asker } from './asking-people.js';

type Part = Readonly<Record<string, unknown>>;

function written(part: Part): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function readPart(token: string, at: number): Part {
  return JSON.parse(Buffer.from(token.split('.')[at] ?? '', 'base64url').toString('utf8')) as Part;
}

function signed(header: Part, payload: Part, key: KeyObject): string {
  const text = `${written(header)}.${written(payload)}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

function forged(header: Part, payload: Part, secret: string | null): string {
  const text = `${written(header)}.${written(payload)}`;
  return `${text}.${secret === null ? '' : createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** What each is → the token, and the code of the refusal. */
export type FaultyTokens = ReadonlyMap<string, readonly [token: string | undefined, code: string]>;

/** `good` is a token that opens doors, of which everything but the fault is kept. */
function forgeries(application: TestApplication, good: string): [string, string][] {
  const [header, payload] = [readPart(good, 0), readPart(good, 1)];
  const { privateKey } = application.platform.keys.tokenSigningKey;
  const { privateKey: otherKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const now = Math.floor(application.clock.now() / 1000);
  const changed = (change: Part): string => signed(header, { ...payload, ...change }, privateKey);
  return [
    ['for another audience', changed({ aud: 'another-api' })],
    ['by another issuer', changed({ iss: 'another-service' })],
    ['not valid before the next hour', changed({ nbf: now + 3600 })],
    ['without an end', changed({ exp: undefined })],
    ['without a user', changed({ sub: undefined })],
    ['of another version of the rights', changed({ tv: Number(payload['tv']) + 1 })],
    ['without a signature, which says so', forged({ ...header, alg: 'none' }, payload, null)],
    ['signed with the public key as a secret', forged({ ...header, alg: 'HS256' }, payload, publicKey)],
    ['signed by another key', signed(header, payload, otherKey)],
    ['signed by a key that is not known', signed({ ...header, kid: 'another' }, payload, privateKey)],
    ['whose signature is cut off', good.slice(0, -10)],
    [
      'of somebody else, by the signature of this one',
      [good.split('.')[0], written({ ...payload, sub: payload['sid'] }), good.split('.')[2]].join('.'),
    ],
  ];
}

/** Signed by the registry's own key, some minutes ago. */
export function expiredToken(application: TestApplication, good: string): string {
  const now = Math.floor(application.clock.now() / 1000);
  const past = { ...readPart(good, 1), iat: now - 700, exp: now - 100 };
  return signed(readPart(good, 0), past, application.platform.keys.tokenSigningKey.privateKey);
}

export async function faultyTokens(
  application: TestApplication,
  administrator: Asker,
  good: Asker,
): Promise<FaultyTokens> {
  const { organisation } = good.user;
  const colleague = async (): Promise<TestUser> => application.seedUser({ organisation, roles: ['coordinator'] });
  const change = async (body: object): Promise<string> => {
    const user = await colleague();
    const token = await user.token();
    const asked = { token: administrator.token, body, headers: { 'if-match': '"v1"' } };
    const answer = await application.request('PATCH', `/v1/users/${user.id}`, asked);
    if (answer.status !== 200) throw new Error(`changing a user answered ${answer.text}`);
    return token;
  };
  const ended = await (await colleague()).token();
  await application.request('POST', '/v1/auth/sign-out', { token: ended });
  const all: [string, string | undefined, string][] = [
    ['none', undefined, 'unauthenticated'],
    ['expired', expiredToken(application, good.token), 'token_expired'],
    ['of a role that was lowered since', await change({ roles: ['inquirer'] }), 'unauthenticated'],
    ['of an account that was closed since', await change({ disabled: true }), 'unauthenticated'],
    ['of a sign-in that was ended', ended, 'unauthenticated'],
    ...forgeries(application, good.token).map(([what, token]): [string, string, string] => [
      what,
      token,
      'unauthenticated',
    ]),
  ];
  return new Map(all.map(([what, token, code]) => [what, [token, code]]));
}
