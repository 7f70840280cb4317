// The solver: optimal, infeasible, repeated, and mended after an abort.
import { describe, expect, it } from '@jest/globals';
import loader, { type Highs } from 'highs';
import type { IntegerProgramme } from '../../src/domain/statistics/integer-programme.js';
import { highsSolver, SolverFailure } from '../../src/solver/highs-solver.js';

const loadHighs = loader as unknown as () => Promise<Highs>;
const bit = (cost: number) => ({ cost, lower: 0, upper: 1 });
const sum = (variables: readonly number[], equals: number) => ({
  terms: variables.map((variable) => ({ variable, coefficient: 1 })),
  equals,
});

/** Exactly one of three, the third the dearest. */
const programme: IntegerProgramme = { variables: [bit(2), bit(1), bit(3)], equations: [sum([0, 1, 2], 1)] };

const broken = (): Highs =>
  ({
    withModel: () => {
      throw new WebAssembly.RuntimeError('memory access out of bounds');
    },
  }) as unknown as Highs;

describe('highsSolver', () => {
  it('says infeasible where two halves would be needed', async () => {
    const halves: IntegerProgramme = {
      variables: [bit(1), bit(1), bit(1)],
      equations: [sum([0, 1], 1), sum([1, 2], 1), sum([0, 2], 1)],
    };
    expect(await highsSolver()(halves)).toEqual({ status: 'infeasible' });
  });

  it('fails by name when a fresh instance fails too, and not as infeasible', async () => {
    await expect(highsSolver(() => Promise.resolve(broken()))(programme)).rejects.toThrow(SolverFailure);
  });

  it('fails when it cannot be loaded, and tries again at the next call', async () => {
    let loads = 0;
    const solve = highsSolver(() => {
      loads += 1;
      return loads <= 2 ? Promise.reject(new Error('no such file')) : loadHighs();
    });
    await expect(solve(programme)).rejects.toThrow(SolverFailure);
    expect(await solve(programme)).toEqual({ status: 'optimal', values: [0, 1, 0] });
  });

  it('refuses a variable without bounds, since "unbounded or infeasible" is read as infeasible', async () => {
    const unbounded: IntegerProgramme = {
      variables: [{ cost: -1, lower: 0, upper: Infinity }, bit(0)],
      equations: [sum([1], 1)],
    };
    await expect(highsSolver()(unbounded)).rejects.toThrow(RangeError);
  });

  it('loads one instance, lazily, and uses it again', async () => {
    let loads = 0;
    const solve = highsSolver(() => {
      loads += 1;
      return loadHighs();
    });
    expect(loads).toBe(0);
    const answers = await Promise.all([solve(programme), solve(programme), solve(programme)]);
    expect(answers).toEqual([1, 2, 3].map(() => ({ status: 'optimal', values: [0, 1, 0] })));
    expect(loads).toBe(1);
  });

  it('takes a fresh instance after an abort', async () => {
    let loads = 0;
    const solve = highsSolver(() => {
      loads += 1;
      return loads === 1 ? Promise.resolve(broken()) : loadHighs();
    });
    expect(await solve(programme)).toEqual({ status: 'optimal', values: [0, 1, 0] });
    expect(loads).toBe(2);
  });

  it('adds up a variable that an equation names twice', async () => {
    const twice: IntegerProgramme = { variables: [bit(1), bit(5)], equations: [sum([0, 0, 1], 2)] };
    expect(await highsSolver()(twice)).toEqual({ status: 'optimal', values: [1, 0] });
  });
});
