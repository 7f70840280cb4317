// The division of an integer programme into parts, and what happens to free variables and empty equations.
import { describe, expect, it } from '@jest/globals';
import { solveInParts, type IntegerProgramme } from '../../../src/domain/statistics/integer-programme.js';

const bit = (cost: number) => ({ cost, lower: 0, upper: 1 });
const sum = (variables: readonly number[], equals: number) => ({
  terms: variables.map((variable) => ({ variable, coefficient: 1 })),
  equals,
});

describe('solveInParts', () => {
  it('is infeasible as soon as one part is, and when nothing shall be something', async () => {
    const programme: IntegerProgramme = { variables: [bit(1), bit(1)], equations: [sum([0], 1), sum([1], 1)] };
    const answers = [{ status: 'optimal', values: [1] } as const, { status: 'infeasible' } as const];
    expect(await solveInParts(programme, () => Promise.resolve(answers.shift() ?? { status: 'infeasible' }))).toEqual({
      status: 'infeasible',
    });
    expect(
      await solveInParts({ variables: [], equations: [sum([], 1)] }, () => Promise.reject(new Error('asked'))),
    ).toEqual({ status: 'infeasible' });
  });

  it('gives a free variable its cheaper bound without a solver', async () => {
    const solution = await solveInParts(
      { variables: [bit(1), bit(-1), { cost: -2, lower: 0, upper: 7 }], equations: [] },
      () => Promise.reject(new Error('asked')),
    );
    expect(solution).toEqual({ status: 'optimal', values: [0, 1, 7] });
  });

  it('hands each connected part over on its own, numbered from 0, and puts the answers back in place', async () => {
    const programme: IntegerProgramme = {
      variables: [bit(1), bit(2), bit(3), bit(4), bit(-5), bit(6)],
      equations: [sum([0, 5], 1), sum([1, 3], 2), sum([5, 2], 3)],
    };
    const asked: IntegerProgramme[] = [];
    const solution = await solveInParts(programme, (part) => {
      asked.push(part);
      return Promise.resolve({ status: 'optimal', values: part.variables.map(({ cost }) => cost * 10) });
    });
    expect(asked).toEqual([
      { variables: [bit(1), bit(3), bit(6)], equations: [sum([0, 2], 1), sum([2, 1], 3)] },
      { variables: [bit(2), bit(4)], equations: [sum([0, 1], 2)] },
    ]);
    expect(solution).toEqual({ status: 'optimal', values: [10, 20, 30, 40, 1, 60] });
  });
});
