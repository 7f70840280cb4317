// The rules of second factors: what counts as the same code, and what a recovery code looks like.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isTimeCode, plainCode, RECOVERY_BYTES, recoveryCodeOf } from '../../../src/domain/access/second-factor.js';

describe('a code', () => {
  it.each(['', '12345', '1234567', '12345a', '١٢٣٤٥٦', '12 456'])('is none of an app: %j', (code) => {
    expect(isTimeCode(code)).toBe(false);
  });

  it('is the same with spaces and hyphens, and in small letters', () => {
    expect(plainCode(' 492 039\n')).toBe('492039');
    expect(plainCode('4t9k-02vm xx7d—'.replace('—', '-'))).toBe('4T9K02VMXX7D');
  });
});

describe('a recovery code', () => {
  it('has 24 symbols in groups, none of which is mistaken for another, and each random byte changes it', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: RECOVERY_BYTES, maxLength: RECOVERY_BYTES }),
        fc.nat(RECOVERY_BYTES - 1),
        (bytes, at) => {
          const code = recoveryCodeOf(bytes);
          expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
          const other = Uint8Array.from(bytes);
          other[at] = (bytes[at]! + 1) % 256;
          expect(recoveryCodeOf(other)).not.toBe(code);
          expect(isTimeCode(plainCode(code))).toBe(false);
        },
      ),
    );
  });
});
