// Birth dates: never completed, never open-ended.

import { describe, expect, it } from '@jest/globals';
import { birthInterval, birthYearsOf, isBirthDate } from '../../../src/domain/identity/birth-date.js';

describe('a birth date is refused', () => {
  it.each(['', 'unknown', '20201212', '2020-11/', '2020-21', '../2020-11', '1990/..', '1990-02-31', '1990-13'])(
    'for %j',
    (text) => {
      expect(isBirthDate(text)).toBe(false);
      expect(birthYearsOf(text)).toBe(null);
    },
  );
});

describe('a birth date', () => {
  it.each([
    ['1990-05-01', 1990, 1990],
    ['1990', 1990, 1990],
    ['1990-XX', 1990, 1990],
    ['1990~', 1989, 1991],
    ['1989-12/1991-01', 1989, 1991],
    ['1945', 1945, 1945],
  ])('of %s falls in %d to %d', (text, from, to) => {
    expect(birthYearsOf(text)).toEqual({ from, to });
  });

  it('of a day covers that day and no other', () => {
    expect(birthInterval('1990-05-01')).toEqual({ earliest: Date.UTC(1990, 4, 1), latest: Date.UTC(1990, 4, 2) - 1 });
  });
});
