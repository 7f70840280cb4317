// The plan of a release: how fine it may be for how many records, and what never enters it.
import { describe, expect, it } from '@jest/globals';
import { planRelease } from '../../../src/domain/statistics/release-plan.js';
import type { Cell } from '../../../src/domain/statistics/table-margins.js';

const cell = (status: string, state: string, count: number): Cell => ({ key: { status, state }, count });
const total = (cells: readonly Cell[]): number => cells.reduce((sum, { count }) => sum + count, 0);

describe('planRelease', () => {
  it('leaves closed records, and what is no status, out', () => {
    const plan = planRelease([cell('closed', 'A', 4_000), cell('reserved', 'A', 50), cell('missing', 'A', 30)]);
    expect(total(plan.cells)).toBe(30);
    expect(JSON.stringify(plan.cells)).not.toContain('closed');
  });

  it('shows nothing but the groups for an empty registry', () => {
    expect(planRelease([])).toMatchObject({ base: 10, tables: [['status_group']], cells: [] });
  });

  it('never plans by holder, side or place of detention, even when given them', () => {
    const plan = planRelease([
      { key: { status: 'missing', state: 'A', holder: 'Northern Republic', side: 'Hill League' }, count: 6_000 },
    ]);
    expect(plan.cells).toEqual([{ key: { status: 'missing', state: 'A' }, count: 6_000 }]);
  });

  it('shows status by state for a large register', () => {
    const cells = ['A', 'B', 'C'].flatMap((state) => [
      cell('missing', state, 900),
      cell('returned_located', state, 5_000),
      cell('dead_not_returned', state, 300),
    ]);
    expect(planRelease(cells)).toMatchObject({ base: 5, tables: [['status', 'state'], ['status'], ['status_group']] });
  });

  it('keeps status by state for a large register with some few cells under 10, and merges when one person in twenty stands in one', () => {
    const large = (small: number): readonly Cell[] => [
      cell('missing', 'A', 1_900),
      ...Array.from({ length: small }, (_, at) => cell('held_denied', `S${at}`, 5)),
    ];
    expect(planRelease(large(10)).tables[0]).toEqual(['status', 'state']);
    expect(planRelease(large(40)).tables[0]).toEqual(['status']);
  });

  it('merges statuses into groups by state where that is enough', () => {
    const held = ['believed_held', 'held_denied', 'held_acknowledged', 'whereabouts_lost'];
    const cells = Array.from({ length: 40 }, (_, state) => held.map((status) => cell(status, `S${state}`, 8))).flat();
    expect(planRelease(cells)).toMatchObject({ base: 10, tables: [['status_group', 'state'], ['status_group']] });
  });

  it('shows at most 12 numbers of fewer than 1,000 records, margins included', () => {
    const three = ['missing', 'held_denied', 'returned_located'].flatMap((status) =>
      ['A', 'B', 'C'].map((state) => cell(status, state, 50)),
    );
    // 9 cells, 3 statuses, 3 states, 3 groups and the total are 19 numbers; by groups there are still 16.
    expect(planRelease(three).tables).toEqual([['status'], ['status_group']]);
    const two = three.filter(({ key }) => key['state'] !== 'C');
    // 6 cells, 3 groups, 2 states and the total are 12 numbers.
    expect(planRelease(two).tables).toEqual([['status_group', 'state'], ['status_group']]);
    expect(planRelease(three.map(({ key, count }) => ({ key, count: count * 4 }))).tables[0]).toEqual([
      'status',
      'state',
    ]);
  });

  it('ends with the groups alone when everything else is too small', () => {
    const cells = [
      'missing',
      'believed_held',
      'held_denied',
      'held_acknowledged',
      'returned_released',
      'returned_exchanged',
    ].map((status, at) => cell(status, 'A', at + 1));
    const plan = planRelease(cells);
    expect(plan).toMatchObject({ base: 10, tables: [['status_group']] });
    expect(plan.cells).toEqual([
      { key: { status_group: 'missing' }, count: 1 },
      { key: { status_group: 'held' }, count: 9 },
      { key: { status_group: 'returned' }, count: 11 },
    ]);
  });

  it('takes base 10 under 5,000 records and 5 from there', () => {
    expect(planRelease([cell('missing', 'A', 4_999)]).base).toBe(10);
    expect(planRelease([cell('missing', 'A', 5_000)]).base).toBe(5);
    expect(planRelease([cell('missing', 'A', 4_999), cell('closed', 'A', 900)]).base).toBe(10);
  });

  it('does not depend on the order of cells', () => {
    const cells = ['A', 'B', 'C'].flatMap((state, at) => [
      cell('missing', state, 400 + at),
      cell('held_denied', state, 30 + at),
    ]);
    const turned = planRelease([...cells].reverse());
    expect({ ...turned, cells: [...turned.cells].reverse() }).toEqual(planRelease(cells));
  });
});
