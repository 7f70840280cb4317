// Invented tables to measure with: counts as registers have them, most cells small, few large.
import { createHmac } from 'node:crypto';
import type { Axis, Cell } from '../../src/domain/statistics/table-margins.js';

export interface SkewedTable {
  readonly axes: readonly Axis[];
  readonly cells: readonly Cell[];
}

/** A fixed multiplicative generator, so that runs compare. */
export function skewedTable(sizes: readonly number[]): SkewedTable {
  let state = 20_201_110;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  let keys: readonly Readonly<Record<string, string>>[] = [{}];
  sizes.forEach((size, axis) => {
    keys = keys.flatMap((key) => Array.from({ length: size }, (_, value) => ({ ...key, [`d${axis}`]: String(value) })));
  });
  return {
    axes: sizes.map((_, axis) => ({ dimension: `d${axis}` })),
    cells: keys.map((key) => ({ key, count: Math.floor(next() ** 4 * 200) })),
  };
}

/** So many months before: in each of them one to five people came to one cell in six. */
export function earlier(cells: readonly Cell[], months: number): readonly Cell[] {
  return cells.map(({ key, count }) => {
    let less = count;
    for (let month = 1; month <= months + 1; month += 1) {
      const drawn = draw(JSON.stringify(key), month) * 30;
      if (drawn < 5) less -= 1 + Math.floor(drawn);
    }
    return { key, count: Math.max(0, less) };
  });
}

export function draw(cellId: string, trueValue: number): number {
  return createHmac('sha256', 'benchmark').update(`${cellId}\n${trueValue}`).digest().readUInt32BE(0) / 2 ** 32;
}
