// The two checks of a protected table fail when they should.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roundTable, type ProtectedTable } from '../../../src/domain/statistics/controlled-rounding.js';
import { verifyAgainstTruth, verifyProtected } from '../../../src/domain/statistics/protected-table.js';
import { highsSolver } from '../../../src/solver/highs-solver.js';
import { inventedTable, keyedDraw } from './invented-table.js';

const table: ProtectedTable = {
  base: 5,
  dimensions: ['status', 'sex'],
  cells: [
    { key: { status: 'missing', sex: 'female' }, count: 5 },
    { key: { status: 'missing', sex: 'male' }, count: 10 },
  ],
  margins: [
    { key: { sex: 'female' }, count: 5 },
    { key: { sex: 'male' }, count: 10 },
    { key: { status: 'missing' }, count: 15 },
    { key: {}, count: 15 },
  ],
  relaxed: false,
};

const without = <T>(list: readonly T[], position: number): readonly T[] => list.filter((_, at) => at !== position);
const replaced = <T>(list: readonly T[], position: number, value: T): readonly T[] =>
  list.map((each, at) => (at === position ? value : each));

describe('verifyProtected', () => {
  it('passes a table that holds', () => {
    expect(verifyProtected(table, 5)).toEqual([]);
  });

  it.each([
    [
      'a margin that is off by one base',
      { ...table, margins: replaced(table.margins, 2, { key: { status: 'missing' }, count: 20 }) },
      'sum_broken',
    ],
    ['a margin that is missing', { ...table, margins: without(table.margins, 0) }, 'sum_broken'],
    ['a total that is missing', { ...table, margins: without(table.margins, 3) }, 'sum_broken'],
    [
      'a margin of nothing',
      { ...table, margins: [...table.margins, { key: { sex: 'other' }, count: 5 }] },
      'margin_unknown',
    ],
    [
      'a margin by another dimension',
      { ...table, margins: [...table.margins, { key: { state: 'A' }, count: 15 }] },
      'margin_unknown',
    ],
    ['a number that comes twice', { ...table, margins: [...table.margins, { key: {}, count: 15 }] }, 'malformed'],
    [
      'a negative number',
      { ...table, cells: replaced(table.cells, 0, { key: { status: 'missing', sex: 'female' }, count: -5 }) },
      'negative',
    ],
    [
      'a fraction',
      { ...table, cells: replaced(table.cells, 0, { key: { status: 'missing', sex: 'female' }, count: 2.5 }) },
      'not_a_multiple',
    ],
  ])('finds %s', (_case, broken, rule) => {
    expect(verifyProtected(broken, 5).map((violation) => violation.rule)).toContain(rule);
  });

  it('finds one true cell planted in a protected table, with its margins set right', async () => {
    const solve = highsSolver();
    await fc.assert(
      fc.asyncProperty(inventedTable, fc.nat(), async ({ axes, cells }, at) => {
        const open = cells.filter(({ count }) => count % 5 !== 0);
        fc.pre(open.length > 0);
        const planted = open[at % open.length]!;
        const result = await roundTable({ axes, cells, base: 5, uniform: keyedDraw('planted'), solve });
        if (result.outcome === 'infeasible') throw new Error('infeasible');
        const sameKey = ({ key }: { key: object }): boolean => JSON.stringify(key) === JSON.stringify(planted.key);
        const others = result.table.cells.filter((cell) => !sameKey(cell));
        const violations = verifyProtected({ ...result.table, cells: [...others, planted] }, 5);
        expect(violations).toContainEqual({ key: planted.key, rule: 'not_a_multiple' });
      }),
      { seed: 20201110, numRuns: 20 },
    );
  });

  it('names numbers by key and never tells a value', () => {
    const broken = {
      ...table,
      cells: replaced(table.cells, 1, { key: { status: 'missing', sex: 'male' }, count: 11 }),
    };
    expect(JSON.stringify(verifyProtected(broken, 5))).not.toMatch(/\d/);
  });
});

describe('verifyAgainstTruth', () => {
  const truth = [
    { key: { status: 'missing', sex: 'female' }, count: 4 },
    { key: { status: 'missing', sex: 'male' }, count: 10 },
  ];
  const truthWith = (count: number) => replaced(truth, 0, { key: { status: 'missing', sex: 'female' }, count });

  it('passes neighbouring multiples', () => {
    expect(verifyAgainstTruth(table, truth)).toEqual([]);
    expect(verifyAgainstTruth(table, truthWith(9))).toEqual([]);
  });

  it.each([
    ['a number a whole base away', truthWith(10), 'too_far_from_truth'],
    ['a shown number where there is nobody', truthWith(0), 'true_zero_shown'],
    ['a shown number that the true table does not know', without(truth, 0), 'true_zero_shown'],
  ])('finds %s', (_case, cells, rule) => {
    expect(verifyAgainstTruth(table, cells).map((violation) => violation.rule)).toContain(rule);
  });

  it('lets a relaxed margin, and only a margin, move further and not two bases', () => {
    const far = replaced(replaced(truthWith(1), 1, { key: { status: 'missing', sex: 'male' }, count: 6 }), 0, {
      key: { status: 'missing', sex: 'female' },
      count: 1,
    });
    expect(verifyAgainstTruth({ ...table, relaxed: true }, far)).toEqual([]);
    expect(verifyAgainstTruth(table, far)).toContainEqual({ key: {}, rule: 'too_far_from_truth' });
    expect(verifyAgainstTruth({ ...table, relaxed: true }, truthWith(10))).toContainEqual({
      key: { status: 'missing', sex: 'female' },
      rule: 'too_far_from_truth',
    });
    expect(
      verifyAgainstTruth({ ...table, relaxed: true }, [
        ...truth,
        { key: { status: 'held_denied', sex: 'male' }, count: 12 },
      ]),
    ).toContainEqual({
      key: {},
      rule: 'too_far_from_truth',
    });
  });
});
