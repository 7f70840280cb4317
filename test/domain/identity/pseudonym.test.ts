// Pseudonyms: every single slip is caught, every harmless way of typing is forgiven.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PSEUDONYM_EXAMPLE, makePseudonym, readPseudonym } from '../../../src/domain/identity/pseudonym.js';

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SEED = { seed: 20201110, numRuns: 60 };

/** A random source that continues for as long as the check symbol has to be drawn again. */
function sourceFrom(bytes: readonly number[]): (count: number) => Uint8Array {
  let at = 0;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      at += 1;
      return ((bytes[at % bytes.length] ?? 0) * (1 + Math.floor(at / bytes.length)) + at) & 255;
    });
}

const pseudonyms = fc
  .array(fc.nat(255), { minLength: 20, maxLength: 40 })
  .map((bytes) => makePseudonym(sourceFrom(bytes)));

function bodyOf(pseudonym: string): string {
  return pseudonym.slice(3).replaceAll('-', '');
}

function isMistyped(text: string): boolean {
  const reading = readPseudonym(text);
  return !reading.ok && reading.reason === 'pseudonym_mistyped';
}

describe('a slip', () => {
  it('of one wrong symbol, at any place and of any symbol, reads as mistyped', () => {
    fc.assert(
      fc.property(pseudonyms, (pseudonym) => {
        const body = bodyOf(pseudonym);
        const wrong = Array.from(body).flatMap((right, at) =>
          Array.from(`${DIGITS}U*?`, (symbol) =>
            symbol === right ? null : `WB-${body.slice(0, at)}${symbol}${body.slice(at + 1)}`,
          ),
        );
        const typed = wrong.filter((text) => text !== null);
        expect(typed).toHaveLength(21 * 34);
        expect(typed.filter((text) => !isMistyped(text))).toEqual([]);
      }),
      SEED,
    );
  });

  it('of two swapped neighbours, the prefix included, reads as mistyped', () => {
    fc.assert(
      fc.property(pseudonyms, (pseudonym) => {
        const symbols = `WB${bodyOf(pseudonym)}`;
        const swapped = Array.from(
          symbols.slice(1),
          (b, at) => symbols.slice(0, at) + b + symbols.charAt(at) + symbols.slice(at + 2),
        );
        expect(swapped.filter((text) => text !== symbols && !isMistyped(text))).toEqual([]);
      }),
      SEED,
    );
  });

  it.each([
    ['one symbol left out', (body: string) => `WB-${body.slice(1)}`],
    ['one symbol typed twice', (body: string) => `WB-${body.charAt(0)}${body}`],
    ['a wrong letter in the prefix', (body: string) => `VB-${body}`],
  ])('of %s reads as mistyped', (_what, slip) => {
    const body = bodyOf(makePseudonym((count) => new Uint8Array(count).fill(7)));
    expect(readPseudonym(slip(body))).toEqual({ ok: false, reason: 'pseudonym_mistyped' });
  });
});

describe('some other text', () => {
  it.each([
    '',
    'WB',
    'WB-',
    'Ann Example',
    '01890a5d-ac96-774b-bcce-b302099a8057',
    'WB-ABC',
    'x'.repeat(23),
    'WB-'.repeat(100_000),
  ])('is no pseudonym (%#)', (text) => {
    expect(readPseudonym(text)).toEqual({ ok: false, reason: 'not_a_pseudonym' });
  });
});

describe('a pseudonym', () => {
  it('has the agreed form and reads as itself', () => {
    fc.assert(
      fc.property(pseudonyms, (pseudonym) => {
        expect(pseudonym).toMatch(/^WB(-[0-9A-HJKMNP-TV-Z]{5}){4}-[0-9A-HJKMNP-TV-Z]$/);
        expect(readPseudonym(pseudonym)).toEqual({ ok: true, pseudonym });
      }),
      SEED,
    );
  });

  it('carries the mod-37 check symbol of the 100-bit number', () => {
    fc.assert(
      fc.property(pseudonyms, (pseudonym) => {
        const body = bodyOf(pseudonym);
        const number = Array.from(body.slice(0, 20)).reduce(
          (sum, digit) => sum * 32n + BigInt(DIGITS.indexOf(digit)),
          0n,
        );
        expect(body.charAt(20)).toBe(DIGITS[Number(number % 37n)]);
      }),
      SEED,
    );
  });

  it('forgives case, spacing, other hyphens and the look-alikes of 1 and 0', () => {
    fc.assert(
      fc.property(pseudonyms, fc.constantFrom(' ', '', '–', '\u2011', ' - ', '\u00a0'), (pseudonym, gap) => {
        const typed = pseudonym
          .toLowerCase()
          .replaceAll('-', gap)
          .replaceAll('0', 'o')
          .replace('1', 'i')
          .replaceAll('1', 'L');
        expect(readPseudonym(` ${typed} `)).toEqual({ ok: true, pseudonym });
      }),
      SEED,
    );
  });

  it('is drawn again while its check symbol would be no letter or digit', () => {
    const draws: number[] = [];
    // 1 at the last of 20 digits gives check value 1; 32 + 4 = 36 would be U.
    const source = (count: number): Uint8Array => {
      draws.push(count);
      const bytes = new Uint8Array(count);
      bytes.set(draws.length === 1 ? [1, 4] : [0, 1], count - 2);
      return bytes;
    };
    expect(makePseudonym(source)).toBe('WB-00000-00000-00000-00001-1');
    expect(draws).toEqual([20, 20]);
  });

  it('is not made from a random source that is stuck or short', () => {
    expect(() =>
      makePseudonym((count) => {
        const bytes = new Uint8Array(count);
        bytes.set([1, 4], count - 2);
        return bytes;
      }),
    ).toThrow(RangeError);
    expect(() => makePseudonym(() => new Uint8Array(3))).toThrow(RangeError);
  });
});

describe('the example of the API’s description', () => {
  it('reads as a pseudonym', () => {
    expect(readPseudonym(PSEUDONYM_EXAMPLE)).toEqual({ ok: true, pseudonym: PSEUDONYM_EXAMPLE });
  });
});
