// The key ring: what it never shows, and what it tells apart.

import { createSign, createVerify } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { KeyProblem } from '../../src/vault/key-problem.js';

const text = makeKeys();
const ring = readKeys(text);

/** Every secret of the key file, as text and as bytes in the ways that logs write them. */
function secretsOf(keys: string): string[] {
  const secrets = keys.match(/[A-Za-z0-9+/]{42,}=*/g) ?? [];
  return secrets.flatMap((secret) => {
    const bytes = Buffer.from(secret, 'base64');
    return [secret, bytes.toString('hex'), bytes.toString('base64url'), [...bytes.subarray(0, 8)].join(',')];
  });
}

function problemOf(keys: string): KeyProblem {
  try {
    readKeys(keys);
  } catch (error) {
    if (error instanceof KeyProblem) return error;
    throw error;
  }
  throw new Error('the keys were read');
}

describe('no key is shown', () => {
  it.each<[string, () => string]>([
    ['JSON', () => JSON.stringify({ ring })],
    ['an inspector', () => inspect(ring, { showHidden: true, depth: 9 })],
    [
      'an inspector of something that holds it',
      () => inspect({ deep: [{ ring }] }, { showHidden: true, depth: 9, customInspect: false }),
    ],
    ['a text', () => String(ring)],
    ['a copy of its properties', () => inspect(Object.assign({}, ring), { showHidden: true })],
    ['the inspection of a signing key', () => inspect(ring.tokenSigningKey, { showHidden: true })],
    ['a fingerprint', () => ring.fingerprint(1) + ring.versioned('blind_index').fingerprint(1)],
  ])('by %s', (_what, show) => {
    const shown = show();
    const leaked = secretsOf(text).filter((secret) => shown.includes(secret));
    expect(secretsOf(text).length).toBeGreaterThan(16);
    expect(leaked).toEqual([]);
  });

  it('by the error of a malformed key file', () => {
    const leaks = [
      text.slice(0, -20),
      text.replace('"sessionSecret": "', '"sessionSecret": "x'),
      text.replace('BEGIN PRIVATE KEY', 'BEGIN PUBLIC KEY'),
      text.replace(/"current": 1/, '"current": 2'),
      text.replace('"format": "whereabouts-keys"', '"format": "x"'),
      text.replace('"version": 1', '"version": 2'),
      JSON.stringify({ ...(JSON.parse(text) as object), blindIndexKey: 'c2hvcnQ=' }),
      '[]',
      '',
    ].map((broken) => {
      const problem = problemOf(broken);
      expect(problem.code).toBe('keys_malformed');
      expect(problem.cause).toBe(undefined);
      return inspect(problem, { showHidden: true }) + problem.message;
    });
    expect(leaks.filter((shown) => secretsOf(text).some((secret) => shown.includes(secret.slice(0, 12))))).toEqual([]);
  });
});

describe('the key ring', () => {
  it('refuses a version it does not hold', () => {
    expect(() => ring.keyEncryptionKey(2)).toThrow(expect.objectContaining({ code: 'key_unknown' }));
    expect(() => ring.fingerprint(2)).toThrow(KeyProblem);
    expect(ring.tokenVerificationKey('retired')).toBe(null);
  });

  it('keeps old versions beside the current one', () => {
    const rotated = JSON.parse(text) as { keyEncryptionKeys: { current: number; keys: Record<string, string> } };
    rotated.keyEncryptionKeys = {
      current: 3,
      keys: { ...rotated.keyEncryptionKeys.keys, '3': Buffer.alloc(32, 7).toString('base64') },
    };
    const both = readKeys(JSON.stringify(rotated));
    expect([both.currentKeyVersion, both.keyVersions]).toEqual([3, [1, 3]]);
    expect(both.fingerprint(1)).toBe(ring.fingerprint(1));
    expect(both.fingerprint(3)).not.toBe(ring.fingerprint(1));
  });

  it('signs tokens that its public half verifies', () => {
    const { kid, privateKey } = ring.tokenSigningKey;
    const publicKey = ring.tokenVerificationKey(kid);
    const signature = createSign('sha256').update('a token').sign(privateKey);
    expect(publicKey?.type).toBe('public');
    expect(publicKey !== null && createVerify('sha256').update('a token').verify(publicKey, signature)).toBe(true);
  });

  it('derives the same secret from the same label and no other', () => {
    const again = readKeys(text);
    expect(again.deriveSecret('a').equals(ring.deriveSecret('a'))).toBe(true);
    expect(ring.deriveSecret('a').equals(ring.deriveSecret('b'))).toBe(false);
    expect(ring.deriveSecret('a').equals(readKeys(makeKeys()).deriveSecret('a'))).toBe(false);
    expect(ring.blindIndexKey('a', 1).equals(ring.blindIndexKey('b', 1))).toBe(false);
    expect(ring.deriveSecret('a')).toHaveLength(32);
  });

  it('lends no secret that a borrower could change for the next', () => {
    ring.sessionSecret.fill(0);
    ring.statisticsSecret.fill(0);
    const zeros = Buffer.alloc(32);
    expect(ring.sessionSecret.equals(zeros)).toBe(false);
    expect(ring.statisticsSecret.equals(zeros)).toBe(false);
  });
});
