// Ages on the day that is counted: where one band ends and the next begins.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AGE_BAND_VALUES, dayValues, SIGN_AGE_VALUES, signAge } from '../../../src/domain/statistics/day-values.js';

const DAY = 86_400_000;
const TODAY = Date.parse('2021-06-15T12:00:00Z');

describe('the age of a sign of life', () => {
  it.each([
    [null, 'none'],
    [-Infinity, 'unknown'],
    [TODAY + 400 * DAY, 'under_90_days'],
    [TODAY, 'under_90_days'],
    [TODAY - 90 * DAY + 1, 'under_90_days'],
    [TODAY - 90 * DAY, '90_to_364_days'],
    [TODAY - 365 * DAY + 1, '90_to_364_days'],
    [TODAY - 365 * DAY, '1_to_4_years'],
    [TODAY - 1826 * DAY + 1, '1_to_4_years'],
    [TODAY - 1826 * DAY, '5_years_and_more'],
    [Date.parse('1993-01-01'), '5_years_and_more'],
  ])('of %p is %p', (signAt, age) => {
    expect(signAge(signAt, TODAY)).toBe(age);
  });

  it('never falls as days pass', () => {
    const instant = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2030-01-01') });
    fc.assert(
      fc.property(instant, instant, fc.nat(4000 * DAY), (signAt, today, later) => {
        const rank = (day: number): number => SIGN_AGE_VALUES.indexOf(signAge(signAt, day));
        expect(rank(today + later)).toBeGreaterThanOrEqual(rank(today));
      }),
      { seed: 20_261_128 },
    );
  });
});

it('a person has one value of each, of the closed list', () => {
  const birthYears = fc.option(
    fc.tuple(fc.integer({ min: 1900, max: 2021 }), fc.nat(30)).map(([from, width]) => ({ from, to: from + width })),
  );
  const signAt = fc.option(fc.oneof(fc.constant(-Infinity), fc.integer({ min: 0, max: TODAY })));
  fc.assert(
    fc.property(birthYears, signAt, (years, sign) => {
      const values = dayValues({ birthYears: years, signAt: sign }, TODAY);
      expect(AGE_BAND_VALUES).toContain(values.age_band);
      expect(SIGN_AGE_VALUES).toContain(values.sign_of_life_age);
    }),
    { seed: 20_261_128 },
  );
});
