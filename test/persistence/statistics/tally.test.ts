// Places that were met are told in their order and as often as they were, whichever way a tally of so many places is kept.

import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tallyOf } from '../../../src/persistence/statistics/tally.js';

/** The last of them has more places than are kept in a row. */
const SIZES = [1, 31, 32, 33, 64, 5_000, 4_194_304, 4_194_305, 2 ** 40];

function told(size: number, places: readonly number[], more: readonly (readonly [number, number])[]): number[][] {
  const tally = tallyOf(size);
  tally.addEach(Float64Array.from(places));
  for (const [place, people] of more) tally.add(place, people);
  const met: number[][] = [];
  tally.each((place, people) => met.push([place, people]));
  return met;
}

it.each(SIZES)('of %p places', (size) => {
  const place = fc.oneof(fc.nat(size - 1), fc.constantFrom(0, size - 1), fc.nat(Math.min(size - 1, 40)));
  const people = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(fc.array(place), fc.array(fc.tuple(place, people)), (places, more) => {
      const expected = new Map<number, number>();
      for (const [one, many] of [...places.map((met) => [met, 1] as const), ...more])
        expected.set(one, (expected.get(one) ?? 0) + many);
      expect(told(size, places, more)).toEqual([...expected].sort(([one], [other]) => one - other));
    }),
    { seed: 20_261_130, numRuns: 60 },
  );
});
