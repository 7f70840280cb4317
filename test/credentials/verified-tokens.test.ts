// Which remembered tokens still open a door: none whose time is over or whose key was retired, and none that was never verified.

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ACCESS_TOKEN_LIFE, signAccessToken, type AccessClaims } from '../../src/credentials/access-token.js';
import { VerifiedTokens } from '../../src/credentials/verified-tokens.js';
import { codeOfAsync } from '../support/refusal-code.js';

const NOW = Date.parse('2021-06-01T12:00:00Z');
const LEEWAY = 30;
const claims: AccessClaims = {
  userId: '018f0000-0000-7000-8000-000000000001',
  tokenVersion: 3,
  signInId: '018f0000-0000-7000-8000-000000000002',
};

let verifications = 0;
let published: Map<string, KeyObject>;
let tokens: VerifiedTokens;
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keys = {
  tokenSigningKey: { kid: 'one', privateKey: pair.privateKey },
  tokenVerificationKey: (kid: string): KeyObject | null => published.get(kid) ?? null,
};

function signed(jti = '018f0000-0000-7000-8000-000000000003'): Promise<string> {
  return signAccessToken(keys, claims, NOW, jti);
}

/** Counts what only a verification does: taking the key out as text. */
function counted(key: KeyObject): KeyObject {
  return new Proxy(key, {
    get: (target, name) => {
      if (name === 'export') verifications += 1;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

beforeEach(() => {
  verifications = 0;
  published = new Map([['one', counted(pair.publicKey)]]);
  tokens = new VerifiedTokens(keys);
});

describe('remembered tokens', () => {
  it('are refused after their time as if they had never been seen', async () => {
    const token = await signed();
    expect(await tokens.read(token, NOW)).toEqual(claims);
    const last = NOW + (ACCESS_TOKEN_LIFE + LEEWAY - 1) * 1000;
    expect(await tokens.read(token, last)).toEqual(claims);
    for (const late of [last + 1000, last + 3_600_000]) {
      expect(await codeOfAsync(tokens.read(token, late))).toBe('token_expired');
      expect(await codeOfAsync(new VerifiedTokens(keys).read(token, late))).toBe('token_expired');
    }
  });

  it('are refused once their key is retired', async () => {
    const token = await signed();
    await tokens.read(token, NOW);
    published.clear();
    expect(await codeOfAsync(tokens.read(token, NOW))).toBe('unauthenticated');
  });

  it('do not vouch for one that differs in its signature or its claims', async () => {
    const token = await signed();
    await tokens.read(token, NOW);
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const other = Buffer.from(payload, 'base64url').toString().replace('"tv":3', '"tv":4');
    for (const forged of [
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${payload}.`,
      `${header}.${Buffer.from(other).toString('base64url')}.${signature}`,
      `${token}.`,
    ]) {
      expect(await codeOfAsync(tokens.read(forged, NOW))).toBe('unauthenticated');
    }
  });

  it('are verified once, and are not kept as texts that would open a door', async () => {
    const token = await signed();
    for (let time = 0; time < 5; time += 1) expect(await tokens.read(token, NOW + time)).toEqual(claims);
    expect(verifications).toBe(1);
    expect(inspect(tokens, { showHidden: true, depth: 10 })).not.toContain(token);
  });

  it('that were refused are not remembered', async () => {
    const early = await signed();
    published.clear();
    expect(await codeOfAsync(tokens.read(early, NOW))).toBe('unauthenticated');
    published.set('one', counted(pair.publicKey));
    expect(await tokens.read(early, NOW)).toEqual(claims);
  });
});
