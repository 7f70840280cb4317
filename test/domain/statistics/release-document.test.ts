// The release document: published numbers alone, tables that agree, and a check that any reader can run.
import { describe, expect, it } from '@jest/globals';
import { roundTable, type ProtectedTable } from '../../../src/domain/statistics/controlled-rounding.js';
import {
  releaseDocument,
  verifyRelease,
  type ReleaseDocument,
} from '../../../src/domain/statistics/release-document.js';
import { planRelease } from '../../../src/domain/statistics/release-plan.js';
import { cellId, type Cell } from '../../../src/domain/statistics/table-margins.js';
import { highsSolver } from '../../../src/solver/highs-solver.js';
import { keyedDraw } from './invented-table.js';

const heading = {
  number: 7,
  measure: 'whereabouts-status',
  version: 1,
  asOf: '2026-07-09',
  against: [],
  places: new Map([['A', 'Aldervale']]),
};
const draw = keyedDraw('true counts');
const statuses = [
  'missing',
  'believed_held',
  'held_denied',
  'release_unconfirmed',
  'returned_released',
  'returned_located',
  'dead_not_returned',
];

/** No true count is a multiple of 5, so that one that leaks is seen. */
const truth: readonly Cell[] = statuses.flatMap((status) =>
  ['A', 'B', 'C', 'unknown'].map((state) => ({
    key: { status, state },
    count: 5 * Math.floor(draw(status + state, 0) * 90) + 101 + Math.floor(draw(status + state, 1) * 4),
  })),
);

async function release(cells: readonly Cell[]): Promise<{ document: ReleaseDocument; table: ProtectedTable }> {
  const { axes, base, cells: merged, tables } = planRelease(cells);
  const result = await roundTable({ axes, cells: merged, base, uniform: keyedDraw('release'), solve: highsSolver() });
  if (result.outcome === 'infeasible') throw new Error('infeasible');
  return { document: releaseDocument(heading, result.table, tables), table: result.table };
}

const numbersOf = (document: ReleaseDocument): readonly Cell[] =>
  document.tables.flatMap(({ cells, margins }) => [...cells, ...margins]);

describe('releaseDocument', () => {
  it('holds only multiples that add up, and only numbers of the one rounded table', async () => {
    const { document, table } = await release(truth);
    const { against: _, places: __, ...agreed } = heading;
    expect(document).toMatchObject({ ...agreed, base: 5 });
    expect(document.tables.map(({ dimensions }) => dimensions)).toEqual([
      ['status', 'state'],
      ['status'],
      ['status_group'],
    ]);
    expect(verifyRelease(document)).toEqual([]);
    const published = new Map([...table.cells, ...table.margins].map(({ key, count }) => [cellId(key), count]));
    for (const { key, count } of numbersOf(document)) expect(published.get(cellId(key))).toBe(count);
  });

  it('holds no true count and nothing but the agreed fields', async () => {
    const { document } = await release(truth);
    expect(Object.keys(document).sort()).toEqual([
      'asOf',
      'base',
      'measure',
      'notes',
      'number',
      'places',
      'tables',
      'version',
    ]);
    for (const table of document.tables) expect(Object.keys(table).sort()).toEqual(['cells', 'dimensions', 'margins']);
    for (const number of numbersOf(document)) expect(Object.keys(number).sort()).toEqual(['count', 'key']);
    expect(numbersOf(document).every(({ count }) => count % 5 === 0)).toBe(true);
  });

  it('tells the reader the base, what a 0 means and that a number may fall', async () => {
    const notes = (await release(truth)).document.notes.join(' ');
    expect(notes).toContain('multiple of 5');
    expect(notes).toContain('does not say that there is nobody');
    expect(notes).toContain('may fall by 5 while the true number grows');
  });

  it('says so where sums had to move further', () => {
    const relaxed = {
      base: 10,
      dimensions: ['status_group'],
      cells: [],
      margins: [{ key: {}, count: 0 }],
      relaxed: true,
    } as const;
    expect(releaseDocument(heading, relaxed, [['status_group']]).notes.join(' ')).toContain(
      'up to 19 from the true number',
    );
  });

  it('is a total of 0 for an empty registry', async () => {
    const { document } = await release([]);
    expect(document.tables).toEqual([{ dimensions: ['status_group'], cells: [], margins: [{ key: {}, count: 0 }] }]);
    expect(verifyRelease(document)).toEqual([]);
  });
});

describe('verifyRelease', () => {
  it('finds a table by status that contradicts the one by state', async () => {
    const { document } = await release(truth);
    const [first, byStatus, ...others] = document.tables;
    const shifted = byStatus!.cells.map(({ key, count }, at) => ({ key, count: count + (at === 0 ? 5 : 0) }));
    const margins = byStatus!.margins.map(({ key, count }) => ({ key, count: count + 5 }));
    const broken = { ...document, tables: [first!, { ...byStatus!, cells: shifted, margins }, ...others] };
    expect(verifyRelease(broken).map(({ rule }) => rule)).toContain('sum_broken');
  });

  it('finds a group that is not the sum of its statuses', async () => {
    const { document } = await release(truth);
    const [byState, byStatus, byGroup] = document.tables;
    const moved = byGroup!.cells.map(({ key, count }, at) => ({
      key,
      count: at === 0 ? count + 5 : at === 1 ? count - 5 : count,
    }));
    expect(verifyRelease({ ...document, tables: [byState!, byStatus!, { ...byGroup!, cells: moved }] }).length).toBe(2);
  });

  it('finds one true cell', async () => {
    const { document } = await release(truth);
    const [first, ...others] = document.tables;
    const cells = [truth[0]!, ...first!.cells.filter(({ key }) => cellId(key) !== cellId(truth[0]!.key))];
    expect(verifyRelease({ ...document, tables: [{ ...first!, cells }, ...others] })).toContainEqual({
      key: truth[0]!.key,
      rule: 'not_a_multiple',
    });
  });
});
