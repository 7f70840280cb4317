// Tests that words of printed ASCII, which most steps are not made for, are those that all steps would make.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainWords } from '../../../src/domain/names/plain-words.js';

describe('plain words', () => {
  it('of printed ASCII are those of the whole way', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...Array.from('aB\'`". -Z9')), maxLength: 300 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        // A sign that nobody sees, ahead of all, so that it is no part of what is beyond the first characters.
        expect(plainWords(text)).toEqual(plainWords(`\u00ad${text}`));
      }),
    );
  });

  it('are no more than eight, of the first 240 characters', () => {
    expect(plainWords('ab '.repeat(200)).map(({ text }) => text)).toEqual(Array.from({ length: 8 }, () => 'ab'));
    expect(plainWords(`${"'".repeat(300)}ab`).map(({ text }) => text)).toEqual(['ab']);
    expect(plainWords(`${' '.repeat(240)}ab`)).toEqual([]);
  });
});
