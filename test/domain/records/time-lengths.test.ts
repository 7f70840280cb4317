// Lengths of time between uncertain dates: a band where both ends allow no other, else unknown.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LENGTH_VALUES, lengthOf, runningLength } from '../../../src/domain/records/time-lengths.js';

const DAY = 86_400_000;
const START = Date.parse('2020-11-10T00:00:00Z');

function at(from: number, to = from) {
  return { earliest: START + from * DAY, latest: START + to * DAY };
}

describe('the length of time between two dates', () => {
  it.each([
    [at(0), at(29), 'under_30_days'],
    [at(0), at(30), '30_to_89_days'],
    [at(0), at(89), '30_to_89_days'],
    [at(0), at(90), '90_to_364_days'],
    [at(0), at(365), '1_to_4_years'],
    [at(0), at(1826), '5_years_and_more'],
    [at(0, 20), at(40), 'unknown'],
    [at(0, 20), at(60, 80), '30_to_89_days'],
    [{ earliest: -Infinity, latest: START }, at(40), 'unknown'],
    [{ earliest: -Infinity, latest: START }, at(2000), '5_years_and_more'],
    [{ earliest: START, latest: Infinity }, { earliest: START, latest: Infinity }, 'unknown'],
  ])('from %p to %p is %p', (start, end, length) => {
    expect(lengthOf(start, end)).toBe(length);
  });

  it('never falls as days pass, where it is known', () => {
    const days = fc.integer({ min: 0, max: 4000 });
    fc.assert(
      fc.property(days, days, fc.integer({ min: 0, max: 60 }), (first, more, wide) => {
        const [early, late] = [first, first + more].map((day) => runningLength(at(0, wide), START + day * DAY));
        if (early === 'unknown' || late === 'unknown') return;
        expect(LENGTH_VALUES.indexOf(late!)).toBeGreaterThanOrEqual(LENGTH_VALUES.indexOf(early!));
      }),
      { seed: 20_261_129 },
    );
  });
});
