// What of a line of a list is the name, and which year is that of a birth.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameOfLine } from '../../../src/domain/lists/line-name.js';

const YEAR = 2021;

describe('the name of a line', () => {
  it.each([
    ['Tassin, Arvel', { name: 'Tassin Arvel' }],
    ['12. Tassin, Arvel (1990)', { name: 'Tassin Arvel', birthYear: 1990 }],
    ['№ 7) Arvel Tassin, of the mill', { name: 'Arvel Tassin' }],
    ['Тассин Арвел Беннович, 1988 г.р.', { name: 'Тассин Арвел Беннович', birthYear: 1988 }],
    ['Arvel Tassin; driver; seen 2020, born 1990', { name: 'Arvel Tassin' }],
    ['Arvel Tassin 2090', { name: 'Arvel Tassin' }],
    ['آرول تاسین، ۱۹۹۰', { name: 'آرول تاسین' }],
    ['۷- آرول تاسین ۱۳۶۹', { name: 'آرول تاسین' }],
    ['   ', { name: '' }],
    ['1990', { name: '', birthYear: 1990 }],
  ])('%j', (text, expected) => {
    expect(nameOfLine(text, YEAR)).toEqual(expected);
  });

  it('is there for any text, without line breaks and no longer than it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { name } = nameOfLine(text, YEAR);
        expect(name).not.toMatch(/[\n\t]/u);
        expect(name.length).toBeLessThanOrEqual(text.length);
      }),
      { seed: 20_261_128 },
    );
  });
});
