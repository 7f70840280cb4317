// Fits one log-linear model to a capture table by Newton's method, with its BIC and its profile-likelihood interval.
import type { CaptureModel } from './multiple-systems-model.js';
import { lnGamma } from './normal-distribution.js';

/** Half the 95 % quantile of chi-square with one degree of freedom. */
const HALF_CHI_SQUARE = 1.920_729;
const MOST_STEPS = 60;

export interface ModelFit {
  readonly estimate: number;
  readonly bic: number;
}

/** Cholesky's factor in the place of a symmetric matrix; false where that is not positive definite. */
function factor(matrix: Float64Array, size: number): boolean {
  const at = (row: number, column: number): number => matrix[row * size + column] ?? 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(row, column);
      for (let k = 0; k < column; k += 1) sum -= at(row, k) * at(column, k);
      if (row === column && !(sum > 1e-12)) return false;
      matrix[row * size + column] = row === column ? Math.sqrt(sum) : sum / at(column, column);
    }
  }
  return true;
}

function solveSystem(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const size = right.length;
  if (!factor(matrix, size)) return null;
  const at = (row: number, column: number): number => matrix[row * size + column] ?? 0;
  const x = Float64Array.from(right);
  const eliminate = (row: number, from: number, to: number, coefficient: (k: number) => number): void => {
    let value = x[row] ?? 0;
    for (let k = from; k < to; k += 1) value -= coefficient(k) * (x[k] ?? 0);
    x[row] = value / at(row, row);
  };
  for (let row = 0; row < size; row += 1) eliminate(row, 0, row, (k) => at(row, k));
  for (let row = size - 1; row >= 0; row -= 1) eliminate(row, row + 1, size, (k) => at(k, row));
  return x;
}

/** One weighted least-squares step from the fitted logarithms. */
function step(counts: ArrayLike<number>, active: readonly (readonly number[])[], size: number, eta: Float64Array) {
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  active.forEach((columns, row) => {
    const mean = Math.exp(eta[row] ?? 0);
    const working = mean * (eta[row] ?? 0) + (counts[row] ?? 0) - mean;
    for (const left of columns) {
      right[left] = (right[left] ?? 0) + working;
      for (const column of columns) matrix[left * size + column] = (matrix[left * size + column] ?? 0) + mean;
    }
  });
  return solveSystem(matrix, right);
}

interface Fitted {
  readonly intercept: number;
  readonly eta: Float64Array;
}

/** @param patterns the cell of each count, as a bit mask of lists */
function newton(counts: ArrayLike<number>, patterns: readonly number[], { terms }: CaptureModel): Fitted | null {
  const active = patterns.map((pattern) => terms.flatMap((term, at) => ((pattern & term) === term ? [at] : [])));
  const eta = Float64Array.from(counts, (count) => Math.log(count + 0.5));
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const beta = step(counts, active, terms.length, eta);
    if (beta === null) return null;
    let moved = 0;
    active.forEach((columns, row) => {
      const next = columns.reduce((sum, column) => sum + (beta[column] ?? 0), 0);
      moved = Math.max(moved, Math.abs(next - (eta[row] ?? 0)));
      eta[row] = next;
    });
    if (!(moved < 50)) return null;
    if (moved < 1e-8) return { intercept: beta[0] ?? 0, eta };
  }
  return null;
}

/** A table as counts of the patterns 1, 2, … (2^lists − 1). */
export type CaptureCounts = ArrayLike<number>;

const observedPatterns = (counts: CaptureCounts): number[] => Array.from(counts, (_, at) => at + 1);

/**
 * BIC is −2 log L + k ln n with the whole Poisson likelihood, k with the intercept, and n the documented people: this reading
 * gives 203.03, 203.11 and 203.96 for the published Kosovo table. Null where the fit does not settle.
 */
export function fitModel(counts: CaptureCounts, model: CaptureModel): ModelFit | null {
  const fitted = newton(counts, observedPatterns(counts), model);
  if (fitted === null) return null;
  let documented = 0;
  let likelihood = 0;
  fitted.eta.forEach((eta, at) => {
    const count = counts[at] ?? 0;
    documented += count;
    likelihood += count * eta - Math.exp(eta) - lnGamma(count + 1);
  });
  return {
    estimate: documented + Math.exp(fitted.intercept),
    bic: -2 * likelihood + model.terms.length * Math.log(documented),
  };
}

/** The multinomial likelihood of a population, the model fitted to the table with that many unseen. */
function profile(counts: CaptureCounts, model: CaptureModel, unseen: number): number {
  const all = [unseen, ...Array.from(counts)];
  const fitted = newton(
    all,
    all.map((_, pattern) => pattern),
    model,
  );
  if (fitted === null) return Number.NaN;
  const population = all.reduce((sum, count) => sum + count, 0);
  const fit = all.reduce((sum, count, at) => sum + count * (fitted.eta[at] ?? 0), 0);
  return lnGamma(population + 1) - lnGamma(unseen + 1) + fit - population * Math.log(population);
}

function crossing(from: number, to: number, holds: (unseen: number) => boolean): number {
  let [inside, outside] = [from, to];
  for (let halvings = 0; halvings < 40; halvings += 1) {
    const middle = (inside + outside) / 2;
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** 95 % given the model; null where the likelihood has no end above within 2^20 times the unseen. */
export function profileInterval(counts: CaptureCounts, model: CaptureModel, estimate: number): [number, number] | null {
  const documented = Array.from(counts).reduce((sum, count) => sum + count, 0);
  const unseen = Math.max(estimate - documented, 0.5);
  const top = profile(counts, model, unseen);
  const holds = (candidate: number): boolean => profile(counts, model, candidate) >= top - HALF_CHI_SQUARE;
  let far = unseen;
  for (let doublings = 0; doublings < 20 && holds(far); doublings += 1) far *= 2;
  if (Number.isNaN(top) || holds(far)) return null;
  const low = holds(0) ? 0 : crossing(unseen, 0, holds);
  return [documented + low, documented + crossing(unseen, far, holds)];
}
