// Codes of an authenticator app: those of RFC 6238, and around the present alone.

import { describe, expect, it } from '@jest/globals';
import { makeTimeSecret, shownSecret, stepOfCode } from '../../src/credentials/time-codes.js';
import { fixedEntropy } from '../support/fixed-entropy.js';

/** Of RFC 6238, appendix B, for SHA-1; its codes have eight digits, of which an app shows the last six. */
const SECRET = Buffer.from('12345678901234567890', 'ascii');
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

describe('a code', () => {
  it.each(VECTORS)('of second %d is that of the standard', (second, code) => {
    expect(stepOfCode(SECRET, code, second * 1000)).toBe(Math.floor(second / 30));
  });

  it('is accepted one span before and after, and neither earlier nor later', () => {
    const [second, code] = VECTORS[3];
    const step = Math.floor(second / 30);
    const at = (spans: number): number | null => stepOfCode(SECRET, code, (second + spans * 30) * 1000);
    expect([at(-2), at(-1), at(0), at(1), at(2)]).toEqual([null, step, step, step, null]);
    expect([at(-5), at(5)]).toEqual([null, null]);
  });

  it('of another secret is none', () => {
    const other = Buffer.from('12345678901234567891', 'ascii');
    for (const [second, code] of VECTORS) expect(stepOfCode(other, code, second * 1000)).toBeNull();
  });
});

describe('a secret', () => {
  it('has 160 bits, is another each time, and is told to the app with the account', () => {
    const entropy = fixedEntropy();
    const [one, two] = [makeTimeSecret(entropy), makeTimeSecret(entropy)];
    expect([one.length, two.length]).toEqual([20, 20]);
    expect(one.equals(two)).toBe(false);
    const { secret, address } = shownSecret(SECRET, 'mira.coordinator');
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    const url = new URL(address);
    expect([url.protocol, url.pathname]).toEqual([
      'otpauth:',
      '//totp/Whereabouts:mira.coordinator'.replace('//totp', url.host === '' ? '//totp' : ''),
    ]);
    expect(url.searchParams.get('secret')).toBe(secret);
  });
});
