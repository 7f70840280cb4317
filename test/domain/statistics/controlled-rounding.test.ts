// Controlled rounding on invented tables: multiples, sums, bounds, zeros, repetition, fairness and the mirror.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  roundTable,
  type ProtectedTable,
  type RoundingBase,
  type RoundingTask,
} from '../../../src/domain/statistics/controlled-rounding.js';
import type { IntegerProgramme } from '../../../src/domain/statistics/integer-programme.js';
import { verifyAgainstTruth, verifyProtected } from '../../../src/domain/statistics/protected-table.js';
import { statusGroup } from '../../../src/domain/statistics/status-group.js';
import { cellId, type Axis, type Cell } from '../../../src/domain/statistics/table-margins.js';
import { highsSolver } from '../../../src/solver/highs-solver.js';
import { crossing, inventedTable, keyedDraw, type InventedTable } from './invented-table.js';

const solve = highsSolver();
const uniform = keyedDraw('a secret of these tests');

async function rounded(table: InventedTable, changes: Partial<RoundingTask> = {}): Promise<ProtectedTable> {
  const result = await roundTable({ ...table, base: 5, uniform, solve, ...changes });
  if (result.outcome === 'infeasible') throw new Error('The table could not be rounded.');
  return result.table;
}

const shown = (table: ProtectedTable): ReadonlyMap<string, number> =>
  new Map([...table.cells, ...table.margins].map(({ key, count }) => [cellId(key), count]));

/**
 * The flags of the hemicube: 4 vertices, 6 edges, 3 faces, and a cell for each vertex on an edge on a face. Every line of the
 * table holds exactly two cells of half a base, so that one of them must go up and one down: an orientation of a surface that
 * has none. No neighbouring multiples add up.
 */
function hemicube(count: number): InventedTable {
  const edges = ['01', '02', '03', '12', '13', '23'];
  const faces = [
    ['01', '23'],
    ['02', '13'],
    ['03', '12'],
  ];
  const cells = ['0', '1', '2', '3'].flatMap((vertex) =>
    edges
      .filter((edge) => edge.includes(vertex))
      .flatMap((edge) =>
        faces.flatMap((missing, face) =>
          missing.includes(edge) ? [] : [{ key: { vertex, edge, face: String(face) }, count }],
        ),
      ),
  );
  return { axes: [{ dimension: 'vertex' }, { dimension: 'edge' }, { dimension: 'face' }], cells };
}

describe('roundTable refuses', () => {
  it.each([-0.1, 1, Number.NaN])('a draw of %p', async (draw) => {
    await expect(rounded(crossing([2], [3, 4]), { uniform: () => draw })).rejects.toThrow(RangeError);
  });

  it('counts that are none', async () => {
    await expect(rounded(crossing([2], [3, -4]))).rejects.toThrow(RangeError);
  });

  it('nothing silently: a solver that fails fails the rounding', async () => {
    await expect(
      rounded(crossing([3], [1, 2, 3]), { solve: () => Promise.reject(new Error('broken')) }),
    ).rejects.toThrow('broken');
  });

  it('to publish when even relaxed margins have no answer', async () => {
    const result = await roundTable({
      ...hemicube(5),
      base: 10,
      uniform,
      solve: () => Promise.resolve({ status: 'infeasible' }),
    });
    expect(result).toEqual({ outcome: 'infeasible' });
  });
});

describe('roundTable', () => {
  it.each<[RoundingBase]>([[5], [10]])(
    'holds its promises on random tables of 1 to 3 dimensions, base %p',
    async (base) => {
      await fc.assert(
        fc.asyncProperty(inventedTable, async (table) => {
          const result = await rounded(table, { base });
          expect(verifyProtected(result, base)).toEqual([]);
          expect(verifyAgainstTruth(result, table.cells)).toEqual([]);
          expect(result.relaxed).toBe(false);
        }),
        { seed: 20201110, numRuns: 40 },
      );
    },
  );

  it('answers the same again, in any order of cells and dimensions', async () => {
    await fc.assert(
      fc.asyncProperty(inventedTable, async (table) => {
        const once = await rounded(table);
        expect(await rounded(table)).toEqual(once);
        const turned = await rounded({ axes: [...table.axes].reverse(), cells: [...table.cells].reverse() });
        expect(shown(turned)).toEqual(shown(once));
      }),
      { seed: 20201212, numRuns: 15 },
    );
  });

  it('leaves a table of multiples untouched and asks neither draw nor solver', async () => {
    const untouched = crossing([3, 2], [0, 5, 10, 1_000_000, 15, 0]);
    const never = (): never => {
      throw new Error('asked');
    };
    const result = await roundTable({ ...untouched, base: 5, uniform: never, solve: never });
    expect(result).toMatchObject({ outcome: 'rounded', adjusted: [], relaxedMargins: [] });
  });

  it('rounds an empty table to a total of 0', async () => {
    expect(await rounded({ axes: [{ dimension: 'status' }], cells: [] })).toEqual({
      base: 5,
      dimensions: ['status'],
      cells: [],
      margins: [{ key: {}, count: 0 }],
      relaxed: false,
    });
  });

  it('lists no cell of 0, so that a true 0 and a rounded one look alike', async () => {
    const table = crossing([4], [0, 1, 1, 100]);
    const result = await rounded(table, { uniform: () => 0.999 });
    expect(result.cells).toEqual([{ key: { d0: 'v3' }, count: 100 }]);
    expect(result.margins).toEqual([{ key: {}, count: 100 }]);
  });

  it('says to its maker which numbers moved, by name and not by value', async () => {
    const result = await roundTable({ ...crossing([2], [5, 4]), base: 5, uniform: () => 0, solve });
    expect(result).toMatchObject({ outcome: 'rounded', adjusted: [{ d0: 'v1' }, {}] });
  });

  it('holds for counts of millions', async () => {
    const table = crossing([3, 3], [1_000_001, 2, 3_999_999, 0, 1_234_567, 1, 7, 8, 999_999_999]);
    const result = await rounded(table);
    expect(verifyProtected(result, 5)).toEqual([]);
    expect(verifyAgainstTruth(result, table.cells)).toEqual([]);
  });

  it('rounds a coarser reading together with the finer one', async () => {
    const axes: readonly Axis[] = [
      { dimension: 'status', coarser: [{ dimension: 'status_group', of: statusGroup }] },
      { dimension: 'state' },
    ];
    const statuses = [
      'missing',
      'believed_held',
      'held_denied',
      'returned_located',
      'returned_released',
      'dead_not_returned',
    ];
    const cells = statuses.flatMap((status, row) =>
      ['A', 'B', 'C'].map((state, column): Cell => ({ key: { status, state }, count: 7 * row + 3 * column + 1 })),
    );
    const result = await rounded({ axes, cells });
    expect(verifyProtected(result, 5, axes)).toEqual([]);
    expect(verifyAgainstTruth(result, cells, axes)).toEqual([]);
    expect(result.margins.some(({ key }) => Object.keys(key).join() === 'status_group')).toBe(true);
  });

  it('does not move numbers of a part that shares no open sum with what changed', async () => {
    // Rows of 10 and 20 are multiples, and so are the columns; each row is a part of its own.
    const cells = (first: number): readonly Cell[] => [
      { key: { row: 'a', column: 'p' }, count: first },
      { key: { row: 'a', column: 'q' }, count: 10 - first },
      { key: { row: 'b', column: 'r' }, count: 13 },
      { key: { row: 'b', column: 's' }, count: 7 },
    ];
    const axes = [{ dimension: 'row' }, { dimension: 'column' }];
    const row = (table: ProtectedTable): readonly Cell[] => table.cells.filter(({ key }) => key['row'] === 'b');
    const sizes: number[] = [];
    const spy = (programme: IntegerProgramme) => {
      sizes.push(programme.variables.length);
      return solve(programme);
    };
    const before = await rounded({ axes, cells: cells(3) }, { solve: spy });
    expect(sizes).toEqual([2, 2]);
    expect(row(await rounded({ axes, cells: cells(4) }))).toEqual(row(before));
  });
});

describe('a table that has no rounding to neighbouring multiples', () => {
  it('moves margins a step further, as few as it can, and says so', async () => {
    const table = hemicube(5);
    const result = await roundTable({ ...table, base: 10, uniform, solve });
    if (result.outcome !== 'rounded_with_relaxed_margins') throw new Error(result.outcome);
    expect(verifyProtected(result.table, 10)).toEqual([]);
    expect(verifyAgainstTruth(result.table, table.cells)).toEqual([]);
    expect(verifyAgainstTruth({ ...result.table, relaxed: false }, table.cells)).not.toEqual([]);
    expect(result.relaxedMargins.length).toBeGreaterThan(0);
    expect(result.relaxedMargins.length).toBeLessThan(table.cells.length / 2);
    expect(result.relaxedMargins.every((key) => Object.keys(key).length < 3)).toBe(true);
  });
});

describe('fairness', () => {
  it('rounds up nearly as often as the remainder asks, over 2,400 cells', async () => {
    const ups = [0, 0, 0, 0, 0];
    const cells = [0, 0, 0, 0, 0];
    for (let table = 0; table < 6; table += 1) {
      const draw = keyedDraw(`counts of table ${table}`);
      const truth = crossing(
        [20, 20],
        Array.from({ length: 400 }, (_, at) => Math.floor(draw(String(at), 0) * 60)),
      );
      const published = shown(await rounded(truth, { uniform: keyedDraw(`table ${table}`) }));
      for (const { key, count } of truth.cells) {
        const remainder = count % 5;
        cells[remainder] = (cells[remainder] ?? 0) + 1;
        if ((published.get(cellId(key)) ?? 0) > count) ups[remainder] = (ups[remainder] ?? 0) + 1;
      }
    }
    const shares = [1, 2, 3, 4].map((remainder) => (ups[remainder] ?? 0) / (cells[remainder] ?? 1));
    expect(cells.slice(1).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(1_800);
    shares.forEach((share, at) => expect(Math.abs(share - (at + 1) / 5)).toBeLessThan(0.07));
    expect(ups[0]).toBe(0);
  });

  it('exchanges the answers when two labels are exchanged, and changes nothing else', async () => {
    const swap = (side: string): string =>
      ({ 'Northern Republic': 'Southern Republic', 'Southern Republic': 'Northern Republic' })[side] ?? side;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 40 }), { minLength: 12, maxLength: 12 }), async (counts) => {
        const keyOf = new Map([
          ['Northern Republic', 'pk-7'],
          ['Southern Republic', 'pk-3'],
          ['Hill League', 'pk-5'],
        ]);
        const axes = [{ dimension: 'side' }, { dimension: 'status' }];
        const cells = [...keyOf.keys()].flatMap((side, row) =>
          ['missing', 'held_denied', 'returned_located', 'closed'].map((status, column): Cell => ({
            key: { side, status },
            count: counts[4 * row + column] ?? 0,
          })),
        );
        const mirrored = cells.map(({ key, count }): Cell => ({
          key: { ...key, side: swap(key['side'] ?? '') },
          count,
        }));
        const identity = (names: (value: string) => string) => (dimension: string, value: string) =>
          dimension === 'side' ? (keyOf.get(names(value)) ?? '') : value;
        const answer = await rounded({ axes, cells }, { identity: identity((value) => value) });
        const mirror = await rounded({ axes, cells: mirrored }, { identity: identity(swap) });
        const back = (numbers: readonly Cell[]): readonly Cell[] =>
          numbers.map(({ key, count }) => ({
            key: key['side'] === undefined ? key : { ...key, side: swap(key['side']) },
            count,
          }));
        expect(back(mirror.cells)).toEqual(answer.cells);
        expect(back(mirror.margins)).toEqual(answer.margins);
      }),
      { seed: 20201110, numRuns: 15 },
    );
  });
});
