// Measures controlled rounding against its floor, the plain rounding of every number to the nearest multiple, in one run.
import { roundTable, type RoundingResult } from '../../src/domain/statistics/controlled-rounding.js';
import { tableNodes } from '../../src/domain/statistics/table-margins.js';
import { highsSolver } from '../../src/solver/highs-solver.js';
import { draw, skewedTable } from './skewed-table.js';

const BASE = 5;
const REPEATS = 5;

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function milliseconds(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}

function meanError(result: RoundingResult, truth: ReadonlyMap<string, number>): number {
  if (result.outcome === 'infeasible') return Number.NaN;
  const published = new Map(
    [...result.table.cells, ...result.table.margins].map(({ key, count }) => [JSON.stringify(key), count]),
  );
  const errors = [...truth].map(([key, count]) => Math.abs((published.get(key) ?? 0) - count));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

/** Prints a line per table: the ratio to the floor holds across machines, the milliseconds do not. */
export async function run(): Promise<void> {
  const solve = highsSolver();
  const tables = [[16], [16, 32], [10, 8, 5], [16, 32, 6]];
  await solve({ variables: [{ cost: 1, lower: 0, upper: 1 }], equations: [] });
  for (const sizes of tables) {
    const { axes, cells } = skewedTable(sizes);
    const nodes = tableNodes(axes, cells);
    const truth = new Map(nodes.map(({ key, count }) => [JSON.stringify(key), count]));
    const floor = await milliseconds(() => tableNodes(axes, cells).map(({ count }) => Math.round(count / BASE) * BASE));
    const task = { axes, cells, base: BASE, uniform: draw, solve } as const;
    const rounding = await milliseconds(() => roundTable(task));
    const result = await roundTable(task);
    console.log(
      `${sizes.join(' × ')} (${nodes.length} numbers): ${(rounding / floor).toFixed(0)} × plain rounding ` +
        `(${rounding.toFixed(1)} ms against ${floor.toFixed(2)} ms), ${result.outcome}, mean error ${meanError(result, truth).toFixed(2)}`,
    );
  }
}
