// Instants in ISO 8601, put together by hand: the same text as the engine's, for whatever instant and after whatever other.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isoTimeOf } from '../../src/domain/iso-time.js';

const DAY = 86_400_000;
const LAST = 8_640_000_000_000_000;

function written(instant: number): string {
  return new Date(instant).toISOString();
}

describe('an instant', () => {
  it.each([
    0,
    -1,
    DAY - 1,
    DAY,
    -DAY,
    -DAY - 1,
    1.9,
    -1.9,
    -0.5,
    -62_135_596_800_001,
    253_402_300_800_000,
    LAST,
    -LAST,
  ])('of %d is written as Date writes it', (instant) => {
    expect(isoTimeOf(instant)).toBe(written(instant));
  });

  it('is so whatever was written before', () => {
    const near = fc.integer({ min: -3 * DAY, max: 3 * DAY });
    const any = fc.integer({ min: -LAST, max: LAST });
    fc.assert(
      fc.property(fc.array(fc.oneof(near, any), { minLength: 2 }), (instants) => {
        expect(instants.map(isoTimeOf)).toEqual(instants.map(written));
      }),
      { numRuns: 500 },
    );
  });

  it.each([Number.NaN, Infinity, -Infinity, LAST + 1])('that is none, %d, is refused, and does not stay', (instant) => {
    const before = isoTimeOf(DAY);
    expect(() => isoTimeOf(instant)).toThrow(RangeError);
    expect(isoTimeOf(DAY)).toBe(before);
  });
});
