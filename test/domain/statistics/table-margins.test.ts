// Margins: every proper subset of the dimensions, the same whatever the order of input, and mirror-safe.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellId, tableNodes, withMargins, type Cell } from '../../../src/domain/statistics/table-margins.js';
import { inventedTable } from './invented-table.js';

const cell = (status: string, state: string, count: number): Cell => ({ key: { status, state }, count });

describe('withMargins', () => {
  it.each([
    ['a fraction', [{ key: { status: 'missing' }, count: 1.5 }]],
    ['a negative count', [{ key: { status: 'missing' }, count: -1 }]],
    ['a missing dimension', [{ key: {}, count: 1 }]],
    ['a foreign dimension', [{ key: { status: 'missing', holder: 'x' }, count: 1 }]],
    [
      'a cell that comes twice',
      [
        { key: { status: 'missing' }, count: 1 },
        { key: { status: 'missing' }, count: 2 },
      ],
    ],
  ])('refuses %s', (_case, cells: readonly Cell[]) => {
    expect(() => withMargins(['status'], cells)).toThrow(RangeError);
  });

  it('refuses two values with one identity, which would merge two parties', () => {
    const cells = [
      { key: { side: 'Northern Republic' }, count: 1 },
      { key: { side: 'Southern Republic' }, count: 2 },
    ];
    expect(() => withMargins(['side'], cells, () => 'same')).toThrow('one identity');
  });

  it('answers a table by hand', () => {
    const cells = [cell('missing', 'B', 3), cell('held_denied', 'A', 4), cell('missing', 'A', 1)];
    expect(withMargins(['status', 'state'], cells)).toEqual({
      cells: [cell('held_denied', 'A', 4), cell('missing', 'A', 1), cell('missing', 'B', 3)],
      margins: [
        { key: { status: 'held_denied' }, count: 4 },
        { key: { status: 'missing' }, count: 4 },
        { key: { state: 'A' }, count: 5 },
        { key: { state: 'B' }, count: 3 },
        { key: {}, count: 8 },
      ],
    });
  });

  it('has a total of 0 for an empty table', () => {
    expect(withMargins(['status', 'sex'], [])).toEqual({ cells: [], margins: [{ key: {}, count: 0 }] });
  });

  it('sums every proper subset of the dimensions to the same total, in any order of input', () => {
    fc.assert(
      fc.property(inventedTable, fc.infiniteStream(fc.nat()), ({ axes, cells }, shuffle) => {
        const dimensions = axes.map(({ dimension }) => dimension);
        const answer = withMargins(dimensions, cells);
        const total = cells.reduce((sum, { count }) => sum + count, 0);
        const sums = new Map<string, number>();
        for (const { key, count } of answer.margins) {
          const subset = Object.keys(key).join();
          sums.set(subset, (sums.get(subset) ?? 0) + count);
        }
        expect(sums.size).toBe(2 ** dimensions.length - 1);
        expect(new Set(sums.values())).toEqual(new Set([total]));
        const shuffled = cells
          .map((each) => ({ each, at: shuffle.next().value ?? 0 }))
          .sort((left, right) => left.at - right.at);
        expect(
          withMargins(
            dimensions,
            shuffled.map(({ each }) => each),
          ),
        ).toEqual(answer);
      }),
      { seed: 20201110, numRuns: 40 },
    );
  });

  it('orders parties by partyKey, so that exchanged labels stand in exchanged places', () => {
    const keys = new Map([
      ['Northern Republic', 'k2'],
      ['Southern Republic', 'k1'],
      ['unknown', 'k3'],
    ]);
    const exchanged = new Map([
      ['Northern Republic', 'k1'],
      ['Southern Republic', 'k2'],
      ['unknown', 'k3'],
    ]);
    const cells = [...keys.keys()].map((side, at) => ({ key: { side }, count: at + 1 }));
    const swap = (label: string): string =>
      label === 'Northern Republic' ? 'Southern Republic' : label === 'Southern Republic' ? 'Northern Republic' : label;
    const swapped = cells.map(({ key, count }) => ({ key: { side: swap(key.side) }, count }));
    const answer = withMargins(['side'], cells, (_dimension, side) => keys.get(side) ?? '');
    const mirrored = withMargins(['side'], swapped, (_dimension, side) => exchanged.get(side) ?? '');
    expect(mirrored.cells.map(({ key, count }) => ({ key: { side: swap(key['side'] ?? '') }, count }))).toEqual(
      answer.cells,
    );
  });
});

describe('cellId', () => {
  it('is the same for the same key in another order and different for any other key', () => {
    expect(cellId({ status: 'missing', state: 'A' })).toBe(cellId({ state: 'A', status: 'missing' }));
    const ids = [{ a: 'b', c: 'd' }, { a: 'b"],["c","d' }, { a: 'b,c', d: '' }, { a: 'b' }, {}].map((key) =>
      cellId(key),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('tableNodes with a coarser reading', () => {
  it('adds the coarser dimension as a margin between the finer one and its absence', () => {
    const initial = { dimension: 'initial', of: (value: string): string => value.slice(0, 1) };
    const nodes = tableNodes(
      [{ dimension: 'word', coarser: [initial] }],
      [
        { key: { word: 'ab' }, count: 1 },
        { key: { word: 'ac' }, count: 2 },
        { key: { word: 'b' }, count: 4 },
      ],
    );
    expect(nodes.map(({ key, count, sums }) => [key, count, sums])).toEqual([
      [{ word: 'ab' }, 1, []],
      [{ word: 'ac' }, 2, []],
      [{ word: 'b' }, 4, []],
      [{ initial: 'a' }, 3, [[0, 1]]],
      [{ initial: 'b' }, 4, [[2]]],
      [{}, 7, [[3, 4]]],
    ]);
  });
});
