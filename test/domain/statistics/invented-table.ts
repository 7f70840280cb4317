// Invented tables and draws for the tests of statistics; nothing here is drawn at run time without a fixed seed.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import type { Axis, Cell } from '../../../src/domain/statistics/table-margins.js';

export interface InventedTable {
  readonly axes: readonly Axis[];
  readonly cells: readonly Cell[];
}

/** The cells of a full crossing, filled in order from the counts; missing counts are left out of the table. */
export function crossing(sizes: readonly number[], counts: readonly number[]): InventedTable {
  let keys: readonly Readonly<Record<string, string>>[] = [{}];
  sizes.forEach((size, axis) => {
    keys = keys.flatMap((key) => Array.from({ length: size }, (_, value) => ({ ...key, [`d${axis}`]: `v${value}` })));
  });
  return {
    axes: sizes.map((_, axis) => ({ dimension: `d${axis}` })),
    cells: keys.flatMap((key, position) => (counts[position] === undefined ? [] : [{ key, count: counts[position] }])),
  };
}

/** Mostly small, sometimes large counts, as registers have them. */
const count = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 2, arbitrary: fc.integer({ min: 13, max: 400 }) },
);

/** Tables of one to three dimensions, up to 6 × 5 × 4. */
export const inventedTable: fc.Arbitrary<InventedTable> = fc
  .tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .chain(([first, second, third, depth]) => {
    const sizes = [first, second, third].slice(0, depth);
    const cells = sizes.reduce((product, size) => product * size, 1);
    return fc.array(count, { minLength: cells, maxLength: cells }).map((counts) => crossing(sizes, counts));
  });

export function keyedDraw(secret: string): (cellId: string, trueValue: number) => number {
  return (cellId, trueValue) =>
    createHmac('sha256', secret).update(`${cellId}\n${trueValue}`).digest().readUInt32BE(0) / 2 ** 32;
}
