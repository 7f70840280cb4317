// Encodings: what is equal, what is alike, and what nothing can be read from.

import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { birthInterval } from '../../../src/domain/identity/birth-date.js';
import {
  comparable,
  encode,
  encodingLikeness,
  ENCODED_BYTES,
  verdictOfLikeness,
} from '../../../src/domain/matching/linkage-encoding.js';
import { linkageFeatures } from '../../../src/domain/matching/linkage-features.js';
import { readName } from '../../../src/domain/matching/name-agreement.js';
import type { Sex } from '../../../src/domain/records/statement.js';

const digestBy =
  (secret: string) =>
  (text: string): Uint8Array =>
    createHmac('sha256', secret).update(text).digest();

function encoded(name: string, birth: string | null = '1990', sex: Sex = 'male', secret = 'one'): Uint8Array | null {
  const person = { name: readName(name), birth: birth === null ? null : birthInterval(birth), sex };
  return encode(linkageFeatures(person), digestBy(secret));
}

function likeness(one: Uint8Array | null, other: Uint8Array | null): number {
  if (one === null || other === null) return 0;
  return encodingLikeness(comparable(one), comparable(other));
}

describe('an encoding', () => {
  it('is none where a name has no word', () => {
    expect(encoded('')).toBeNull();
    expect(encoded('...')).toBeNull();
  });

  it('does not change with the order of words, and with everything else', () => {
    expect(encoded('Aram Petrosyan')).toEqual(encoded('Petrosyan Aram'));
    const others = [encoded('Aram Petrosov'), encoded('Aram Petrosyan', '1991'), encoded('Aram Petrosyan', null)];
    for (const other of [...others, encoded('Aram Petrosyan', '1990', 'female')])
      expect(other).not.toEqual(encoded('Aram Petrosyan'));
  });

  it('under two secrets is as unlike as that of two people', () => {
    const people = ['Aram Petrosyan', 'Nune Galstyan', 'Elchin Ibrahimov', 'Giorgi Beridze', 'Vera Morozova'];
    for (const name of people) {
      const across = likeness(encoded(name), encoded(name, '1990', 'male', 'two'));
      expect(across).toBeLessThan(0.4);
    }
  });

  it('of a wide interval of years says no more of them than of none', () => {
    expect(encoded('Aram Petrosyan', '1960/1990')).toEqual(encoded('Aram Petrosyan', null));
  });

  it('has the same length and sets neither few nor most of its bits, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 300, unit: 'grapheme' }), (name) => {
        const bits = encoded(name);
        if (bits === null) return;
        const { count } = comparable(bits);
        expect(bits).toHaveLength(ENCODED_BYTES);
        expect(count).toBeGreaterThan(30);
        expect(count).toBeLessThan(640);
      }),
      { seed: 20_261_128, numRuns: 300 },
    );
  });
});

describe('likeness', () => {
  it('is symmetric, from 0 to 1, and 1 of the same', () => {
    const name = fc.constantFrom(
      'Aram Petrosyan',
      'Арам Петросян',
      'Vahe Galstyan',
      'გიორგი ბერიძე',
      'Elçin İbrahimov',
    );
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [a, b] = [encoded(one), encoded(other)];
        expect(likeness(a, b)).toBe(likeness(b, a));
        expect(likeness(a, b)).toBeLessThanOrEqual(1);
        expect(likeness(a, a)).toBe(1);
      }),
      { seed: 20_261_128 },
    );
  });

  it.each([
    ['Aram Petrosyan', 'Арам Петросян', '1990', '1991', 'same'],
    ['Elçin İbrahimov', 'Ибрагимов Эльчин', '1988', '1988', 'same'],
    ['Aram Petrosyan', 'Elchin Ibrahimov', '1990', '1990', 'different'],
    ['Aram Petrosyan', 'Nune Petrosyan', '1990', '1985', 'different'],
  ])('%s and %s, born %s and %s, are %s', (one, other, born, also, verdict) => {
    expect(verdictOfLikeness(likeness(encoded(one, born), encoded(other, also)))).toBe(verdict);
  });
});
