// Texts of any length become few short lines, and no character is cut in two.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linesOf } from '../../src/chart/text-lines.js';

describe('lines of a text', () => {
  it.each([
    ['one', ['one']],
    ['one two', ['one two']],
    ['one two three', ['one two', 'three']],
    ['extraordinary', ['extraord', 'inary']],
    ['one two three four', ['one two', 'three…']],
    ['  one   two ', ['one two']],
    ['', []],
  ])('of "%s" are %j', (text, lines) => {
    expect(linesOf(text, 8, 2)).toEqual(lines);
  });

  it('lose nothing where there is room, and are never longer or more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 1, max: 12 }), (text, longest) => {
        const bare = (some: string): string => some.replaceAll(/\s/g, '');
        expect(bare(linesOf(text, longest, 100).join(''))).toBe(bare(text));
        const few = linesOf(text, longest, 2);
        expect(few.length).toBeLessThanOrEqual(2);
        expect(few.every((line) => Array.from(line).length <= longest)).toBe(true);
      }),
      { seed: 20210601, numRuns: 300 },
    );
  });
});
