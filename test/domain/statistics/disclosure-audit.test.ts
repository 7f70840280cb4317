// The audit of a protected table: planted leaks are found first; then random tables, protected, give nothing away.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roundTable } from '../../../src/domain/statistics/controlled-rounding.js';
import { auditLevels } from '../../../src/domain/statistics/disclosure-audit.js';
import { cellId } from '../../../src/domain/statistics/table-margins.js';
import { highsLinearSolver, highsSolver } from '../../../src/solver/highs-solver.js';
import { runCount } from '../../support/run-count.js';
import { crossing, inventedTable, keyedDraw, type InventedTable } from './invented-table.js';

const solve = highsLinearSolver();
const round = highsSolver();

async function protectedTable({ axes, cells }: InventedTable) {
  const result = await roundTable({ axes, cells, base: 5, uniform: keyedDraw('audit'), solve: round });
  if (result.outcome === 'infeasible') throw new Error('infeasible');
  return result.table;
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
    const { failed } = await auditLevels(table, invented.axes, invented.cells, solve, known);
    expect(failed).toEqual([{ d0: 'v2' }]);
  });

  it('finds an exact margin of one cell', async () => {
    const invented = crossing([2, 1], [7, 12]);
    const table = await protectedTable(invented);
    const known = new Map([[cellId({ d0: 'v0' }), 7]]);
    const { failed } = await auditLevels(table, invented.axes, invented.cells, solve, known);
    expect(failed).toEqual([{ d0: 'v0', d1: 'v0' }]);
  });

  it('refuses what contradicts itself', async () => {
    const invented = crossing([2], [7, 12]);
    const table = await protectedTable(invented);
    const known = new Map([[cellId({ d0: 'v0' }), 70]]);
    await expect(auditLevels(table, invented.axes, invented.cells, solve, known)).rejects.toThrow(RangeError);
  });

  it('passes random tables of one to three dimensions', async () => {
    await fc.assert(
      fc.asyncProperty(inventedTable, async (invented) => {
        const table = await protectedTable(invented);
        expect((await auditLevels(table, invented.axes, invented.cells, solve)).failed).toEqual([]);
      }),
      { seed: 20201110, numRuns: runCount(10, 200) },
    );
  });
});
