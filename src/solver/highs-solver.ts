// Solves integer programmes with HiGHS compiled to WebAssembly, always with the same options, so that answers can be repeated.
import { setImmediate } from 'node:timers/promises';
import highsModule, { type Highs, type ModelData } from 'highs';
import type {
  IntegerProgramme,
  IntegerSolution,
  SolveIntegerProgramme,
  SolveLinearProgramme,
} from '../domain/statistics/integer-programme.js';

/**
 * The costs of controlled rounding are whole numbers, so an absolute gap below 1 proves the optimum; no time, node or
 * solution limit is ever set, since a cut-off answer depends on the machine. The package's build has one thread.
 */
const OPTIONS = {
  output_flag: false,
  random_seed: 20201110,

  mip_rel_gap: 0,
  mip_abs_gap: 0.999,
} as const;

/** The package's types describe its CommonJS build, where the loader sits under `default`; Node imports the ES build, where it is the default. */
const loadHighs = highsModule as unknown as typeof highsModule.default;

/** The solver broke, or stopped for a reason that no model of ours allows; says nothing about feasibility. */
export class SolverFailure extends Error {
  override readonly name = 'SolverFailure';
}

type Values = 'whole' | 'real';

function modelData(highs: Highs, { variables, equations }: IntegerProgramme, kind: Values): ModelData {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of equations) {
    // HiGHS refuses a row that names a column twice.
    const merged = new Map<number, number>();
    for (const { variable, coefficient } of terms) merged.set(variable, (merged.get(variable) ?? 0) + coefficient);
    for (const [variable, coefficient] of merged) {
      indices.push(variable);
      values.push(coefficient);
    }
    starts.push(indices.length);
  }
  const rightSides = equations.map(({ equals }) => equals);
  return {
    numCols: variables.length,
    numRows: equations.length,
    colCost: variables.map(({ cost }) => cost),
    colLower: variables.map(({ lower }) => lower),
    colUpper: variables.map(({ upper }) => upper),
    rowLower: rightSides,
    rowUpper: rightSides,
    matrix: { format: 'csr', numRows: equations.length, numCols: variables.length, starts, indices, values },
    integrality: variables.map(() => highs.constants.variableType[kind === 'whole' ? 'integer' : 'continuous']),
  };
}

function runModel(highs: Highs, programme: IntegerProgramme, kind: Values): IntegerSolution {
  return highs.withModel((model): IntegerSolution => {
    model.options.set(OPTIONS);
    model.passModel(modelData(highs, programme, kind));
    const { modelStatus } = model.run();
    const { optimal, infeasible, unboundedOrInfeasible } = highs.constants.modelStatus;
    // Every variable is bounded, so "unbounded or infeasible" leaves infeasible.
    if (modelStatus === infeasible || modelStatus === unboundedOrInfeasible) return { status: 'infeasible' };
    if (modelStatus !== optimal) throw new SolverFailure(`HiGHS ended with model status ${modelStatus}.`);
    const values = Array.from(model.getSolution().colValue);
    return { status: 'optimal', values: kind === 'whole' ? values.map(Math.round) : values };
  });
}

/**
 * A solver with one WebAssembly instance, loaded at the first call. An instance that aborted (out of memory, say) is unusable
 * for good, so a failed call is tried once more on a fresh one. Solving blocks the thread: 594 cells take about half a second.
 */
export function highsSolver(load: () => Promise<Highs> = () => loadHighs()): SolveIntegerProgramme {
  return solverOf('whole', load);
}

export function highsLinearSolver(): SolveLinearProgramme {
  return solverOf('real', () => loadHighs());
}

function solverOf(kind: Values, load: () => Promise<Highs>): SolveIntegerProgramme {
  let instance: Promise<Highs> | null = null;
  const attempt = async (programme: IntegerProgramme): Promise<IntegerSolution> => {
    instance ??= load();
    try {
      return runModel(await instance, programme, kind);
    } catch (error) {
      instance = null;
      throw error;
    }
  };
  return async (programme) => {
    if (programme.variables.some(({ lower, upper }) => !Number.isFinite(upper - lower))) {
      throw new RangeError('Every variable has two finite bounds.');
    }
    // Solving blocks the thread: whoever has waited meanwhile is served before the next programme.
    await setImmediate();
    try {
      return await attempt(programme);
    } catch {
      return attempt(programme).catch((cause: unknown) => {
        throw cause instanceof SolverFailure
          ? cause
          : new SolverFailure('HiGHS failed twice, on two instances.', { cause });
      });
    }
  };
}
