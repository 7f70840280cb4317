// What texts of columns say on a day: asked again for each day, or remembered between the instants at which it may change.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keptTexts, READ_DIMENSIONS } from '../../../src/persistence/statistics/column-readings.js';
import { DimensionValues } from '../../../src/persistence/statistics/dimension-values.js';
import { DIMENSIONS, type Dimension } from '../../../src/domain/statistics/measure.js';

const DAY = 86_400_000;
const SEED = 20_261_130;

const instant = fc.integer({ min: Date.parse('2008-01-01'), max: Date.parse('2030-01-01') });
/** As PostgreSQL writes one, which counts read to the millisecond. */
const instantText = fc.oneof(
  instant.map((one) => new Date(one).toISOString().replace('T', ' ').replace('Z', '+00')),
  fc.constantFrom('infinity', '-infinity'),
);

const flagsText = fc
  .array(fc.tuple(fc.constantFrom('sign_of_life_stale', 'claims_conflict', 'unconfirmed'), instantText, instantText), {
    maxLength: 3,
  })
  .map((timed) =>
    JSON.stringify([
      ['extortion_attempt'],
      timed.map(([flag]) => flag),
      timed.map(([, from]) => from),
      timed.map(([, , until]) => until),
    ]),
  );

/** Of dimensions whose value changes with the day; the others say the same whatever stands in them. */
const TEXTS: Readonly<Partial<Record<Dimension, fc.Arbitrary<string>>>> = {
  age_band: fc.oneof(
    fc.constant(''),
    fc.tuple(fc.integer({ min: 1930, max: 2015 }), fc.nat(12)).map(([from, width]) => `${from} ${from + width}`),
  ),
  sign_of_life_age: fc.oneof(fc.constant(''), instantText),
  time_in_custody: fc.oneof(
    fc.constantFrom('none', 'running', 'end_unknown', 'ended_unknown'),
    fc.tuple(instantText, instantText).map(([from, by]) => `running|${from}|${by}`),
  ),
  flag: fc.oneof(fc.constantFrom('', 'extortion_attempt'), flagsText),
};

const cases = DIMENSIONS.map((dimension) => {
  const texts = TEXTS[dimension] ?? fc.constantFrom('2020-11', 'x', '');
  const { column } = READ_DIMENSIONS[dimension];
  return [dimension, texts.map((told) => keptTexts(column, [told])[0] ?? '')] as const;
});
/** Some of them one after the other, hours and years apart. */
const days = fc
  .array(
    fc.oneof(
      instant,
      fc.tuple(instant, fc.nat(3)).map(([one, more]) => one + more * DAY),
    ),
    { minLength: 1 },
  )
  .map((some) => [...some, ...some.map((one) => one + 1)]);

describe.each(cases)('%s', (dimension, text) => {
  const { read } = READ_DIMENSIONS[dimension];

  it('says the same on every day that its answer names', () => {
    fc.assert(
      fc.property(text, instant, fc.double({ min: 0, max: 1, noNaN: true }), (told, day, share) => {
        const { value, from, until } = read(told)(day);
        expect(from).toBeLessThanOrEqual(day);
        expect(until).toBeGreaterThan(day);
        const [first, last] = [Math.max(from, day - 9000 * DAY), Math.min(until - 1, day + 9000 * DAY)];
        for (const other of [first, last, Math.round(first + share * (last - first))])
          expect(read(told)(other).value).toBe(value);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('is remembered as it is read anew, in whatever order days are asked for', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), days, (texts, asked) => {
        const values = new DimensionValues((id) => read(texts[id] ?? ''));
        const ids = Uint32Array.from(texts.keys()).reverse();
        for (const day of asked) {
          const told = [...values.numbersOn(day, ids)].map(
            (number) => values.inOrder.values[values.inOrder.placeOf[number] ?? -1],
          );
          expect(told).toEqual([...ids].map((id) => read(texts[id] ?? '')(day).value));
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});

it.each([
  ['sign', '2020-11-10 00:00:00+00', '1604966400000'],
  ['sign', '', ''],
  ['sign', '-infinity', '-Infinity'],
  ['custody', 'none', 'none'],
  ['custody', 'running|2020-11-10 00:00:00+00|infinity', 'running|1604966400000|Infinity'],
  ['flags', 'extortion_attempt', 'extortion_attempt'],
  [
    'flags',
    '[["a","b"],["c","d"],["2020-11-10 00:00:00+00","-infinity"],["infinity","2020-11-10 00:00:00.5+00"]]',
    'a b|c 1604966400000 Infinity|d -Infinity 1604966400500',
  ],
  ['status', 'missing', 'missing'],
] as const)('of %s %p is kept as %p', (name, told, kept) => {
  expect(keptTexts(name, [told])).toEqual([kept]);
});

it('values stand in the order of their texts as an answer writes them', () => {
  const values = new DimensionValues(() => () => ({ value: '', from: 0, until: 0 }));
  for (const value of ['b', '"', 'a', 'B', 'a+b', 'é', '']) values.numberOf(value);
  const { values: told } = values.inOrder;
  const texts = told.map((value) => JSON.stringify(value));
  expect(texts).toEqual([...texts].sort());
  expect(values.numberOf('a')).toBe(2);
  values.numberOf('aa');
  expect(values.inOrder.values).toHaveLength(8);
});
