// The audit of a protected table: planted leaks are found first; then random tables, protected, give nothing away.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roundTable, type ProtectedTable } from '../../../src/domain/statistics/controlled-rounding.js';
import {
  auditChanges,
  auditLevels,
  boundsOfTable,
  type KnownNumbers,
} from '../../../src/domain/statistics/disclosure-audit.js';
import type { PublishedBounds } from '../../../src/domain/statistics/published-bounds.js';
import { cellId, tableNodes } from '../../../src/domain/statistics/table-margins.js';
import { highsLinearSolver, highsSolver } from '../../../src/solver/highs-solver.js';
import { runCount } from '../../support/run-count.js';
import { suppressed } from './invented-release.js';
import { crossing, inventedTable, keyedDraw, type InventedTable } from './invented-table.js';

const solve = highsLinearSolver();
const round = highsSolver();

async function protectedTable({ axes, cells }: InventedTable, base: 5 | 10 = 5) {
  const result = await roundTable({ axes, cells, base, uniform: keyedDraw('audit'), solve: round });
  if (result.outcome === 'infeasible') throw new Error('infeasible');
  return result.table;
}

function published(table: ProtectedTable, known?: KnownNumbers): { bounds: PublishedBounds; base: number } {
  return { bounds: boundsOfTable(table, known), base: table.base };
}

describe('auditLevels', () => {
  it('finds what an exact total gives away beside known cells', async () => {
    const invented = crossing([3], [3, 8, 17]);
    const table = await protectedTable(invented);
    const known = new Map([
      [cellId({}), 28],
      [cellId({ d0: 'v0' }), 3],
      [cellId({ d0: 'v1' }), 8],
    ]);
    const { failed } = await auditLevels(published(table, known), invented.axes, invented.cells, solve, known);
    expect(failed).toEqual([{ d0: 'v2' }]);
  });

  it('finds an exact margin of one cell', async () => {
    const invented = crossing([2, 1], [7, 12]);
    const table = await protectedTable(invented);
    const known = new Map([[cellId({ d0: 'v0' }), 7]]);
    const { failed } = await auditLevels(published(table, known), invented.axes, invented.cells, solve, known);
    expect(failed).toEqual([{ d0: 'v0', d1: 'v0' }]);
  });

  it('refuses what contradicts itself', async () => {
    const invented = crossing([2], [7, 12]);
    const table = await protectedTable(invented);
    const known = new Map([[cellId({ d0: 'v0' }), 70]]);
    await expect(auditLevels(published(table, known), invented.axes, invented.cells, solve, known)).rejects.toThrow(
      RangeError,
    );
  });

  it('passes random tables of one to three dimensions', async () => {
    await fc.assert(
      fc.asyncProperty(inventedTable, async (invented) => {
        const table = await protectedTable(invented);
        expect((await auditLevels(published(table), invented.axes, invented.cells, solve)).failed).toEqual([]);
      }),
      { seed: 20201110, numRuns: runCount(10, 200) },
    );
  });
});

/** So many more in each cell every month, mostly none. */
function monthsAfter(first: InventedTable, months: number, seed: number): InventedTable[] {
  const draw = keyedDraw(`growth ${seed}`);
  const all = [first];
  for (let month = 1; month < months; month += 1) {
    const cells = all[month - 1]!.cells.map(({ key, count }) => {
      const drawn = draw(cellId(key), month);
      return { key, count: count + (drawn < 0.6 ? 0 : Math.ceil((drawn - 0.6) * 12)) };
    });
    all.push({ axes: first.axes, cells });
  }
  return all;
}

const suppressedTable = ({ axes, cells }: InventedTable): PublishedBounds => suppressed(tableNodes(axes, cells));

/** Pairs of months, by number, of which some change is certain. */
async function faultsOfYear(months: readonly InventedTable[], base: 5 | 10): Promise<string[]> {
  const bounds: PublishedBounds[] = [];
  for (const month of months) bounds.push(boundsOfTable(await protectedTable(month, base)));
  const [{ axes, cells }] = months as [InventedTable, ...InventedTable[]];
  const faults: string[] = [];
  for (const [to, newer] of bounds.entries()) {
    for (const [from, older] of bounds.slice(0, to).entries()) {
      const { failed } = await auditChanges({ older, newer, onlyGrows: true }, axes, cells, solve);
      faults.push(...failed.map((key) => `${from} to ${to}: ${cellId(key)}`));
    }
  }
  return faults;
}

describe('auditChanges', () => {
  it('finds a true cell beside rounded ones, in two releases', async () => {
    const [older, newer] = [crossing([3], [3, 8, 17]), crossing([3], [3, 10, 17])];
    const exact = (count: number): Map<string, number> => new Map([[cellId({ d0: 'v1' }), count]]);
    const releases = {
      older: boundsOfTable(await protectedTable(older), exact(8)),
      newer: boundsOfTable(await protectedTable(newer), exact(10)),
      onlyGrows: true,
    };
    const { failed } = await auditChanges(releases, older.axes, older.cells, solve);
    expect(failed).toEqual([{ d0: 'v1' }]);
  });

  it('finds an exact margin beside rounded ones, in two releases', async () => {
    const [older, newer] = [crossing([2, 1], [7, 12]), crossing([2, 1], [9, 12])];
    const exact = (count: number): Map<string, number> => new Map([[cellId({ d0: 'v0' }), count]]);
    const releases = {
      older: boundsOfTable(await protectedTable(older), exact(7)),
      newer: boundsOfTable(await protectedTable(newer), exact(9)),
      onlyGrows: false,
    };
    const { failed } = await auditChanges(releases, older.axes, older.cells, solve);
    expect(failed).toEqual([{ d0: 'v0', d1: 'v0' }]);
  });

  it('finds what two months tell together that were suppressed each by itself', async () => {
    const counts = [3, 14, 22, 31, 12, 6, 48, 25, 19, 33, 4, 27];
    const [older, newer] = monthsAfter(crossing([4, 3], counts), 2, 1) as [InventedTable, InventedTable];
    const releases = { older: suppressedTable(older), newer: suppressedTable(newer), onlyGrows: true };
    const { failed } = await auditChanges(releases, older.axes, older.cells, solve);
    expect(failed.length).toBeGreaterThan(0);
    const rounded = {
      older: boundsOfTable(await protectedTable(older)),
      newer: boundsOfTable(await protectedTable(newer)),
      onlyGrows: true,
    };
    expect((await auditChanges(rounded, older.axes, older.cells, solve)).failed).toEqual([]);
  });

  it('passes a year of monthly releases, each month beside each other one, on the base that its first failure asks for', async () => {
    const seeds = runCount(2, 40);
    const coarser: number[] = [];
    for (let seed = 1; seed <= seeds; seed += 1) {
      const draw = keyedDraw(`registry ${seed}`);
      const counts = Array.from({ length: 24 }, (_, at) => Math.floor(draw('first', at) ** 3 * 60));
      const months = monthsAfter(crossing([4, 3, 2], counts), 12, seed);
      const faults = await faultsOfYear(months, 5);
      if (faults.length > 0) {
        coarser.push(seed);
        expect({ seed, faults: await faultsOfYear(months, 10) }).toEqual({ seed, faults: [] });
      }
    }
    // Of fast growth controlled rounding to five tells now and then that there was some: the audit is no formality.
    expect(coarser).toContain(2);
    expect(coarser.length).toBeLessThan(seeds);
  }, 1_200_000);
});
