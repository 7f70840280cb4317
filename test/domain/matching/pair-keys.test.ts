// Tests that a word that is read for its sounds alone has the skeleton that the whole reading of it has.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readName } from '../../../src/domain/matching/name-agreement.js';
import { likeliestSkeleton, wordSkeletons } from '../../../src/domain/matching/pair-keys.js';
import { SURNAMES } from './words-in-five-scripts.js';

const WORDS = [
  'Hasanov',
  'oğlu',
  'Петросян',
  'Հայկազյան',
  'ძე',
  'კოხი',
  'ممدوف',
  'שרה',
  'Άννα',
  'A',
  'Dr.',
  'Nur al-Din',
  '张伟',
  'x',
];

function whole(name: string): string | undefined {
  return wordSkeletons(readName(name))[0]?.[0];
}

describe('the likeliest skeleton', () => {
  it('is the first of the first word, in every script', () => {
    for (const word of [...WORDS, ...SURNAMES.flatMap((line) => line.split(/[ |]/u))])
      expect([word, likeliestSkeleton(word)]).toEqual([word, whole(word)]);
  });

  it('is that of any text, of several words too, or of none', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from("aeiouyzhsckvfdtɑəığşöüйяшжыԱկզოძეاويחשάς .'`-ʼ́ـ1")),
    });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string({ unit: 'binary' })), (text) => {
        expect(likeliestSkeleton(text)).toBe(whole(text));
      }),
    );
  });
});
