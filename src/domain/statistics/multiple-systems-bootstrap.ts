// A bootstrap interval (BCa) that chooses the model anew in every resample, repeatable because the data are its seed.
import { fitModel, type CaptureCounts } from './multiple-systems-fit.js';
import type { CaptureModel } from './multiple-systems-model.js';
import { normalQuantile, normalShare } from './normal-distribution.js';

const RESAMPLES = 1_000;
/** A model of which a resample has no finite estimate can fit with an absurd one; such a one is not chosen. */
const MOST_TIMES_DOCUMENTED = 1_000;
const TAIL_Z = 1.959_964;

type Draw = () => number;

/** mulberry32. */
function seeded(numbers: readonly number[]): Draw {
  let state = numbers.reduce((hash, number) => Math.imul(hash ^ (number | 0), 0x01000193) >>> 0, 0x811c9dc5);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Above a variance of 100 by the normal curve, else by waiting times, so that no resample costs more than its cells do. */
function binomial(trials: number, chance: number, draw: Draw): number {
  if (trials <= 0 || chance <= 0) return 0;
  if (chance >= 1) return trials;
  if (chance > 0.5) return trials - binomial(trials, 1 - chance, draw);
  const variance = trials * chance * (1 - chance);
  if (variance > 100) {
    const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
    return Math.min(trials, Math.max(0, Math.round(trials * chance + Math.sqrt(variance) * normal)));
  }
  let hits = -1;
  for (let waited = 0; waited <= trials; hits += 1) {
    waited += Math.floor(Math.log(1 - draw()) / Math.log(1 - chance)) + 1;
  }
  return hits;
}

/** A multinomial draw, one cell after the other. */
function resample(counts: readonly number[], order: readonly number[], draw: Draw): number[] {
  const drawn = counts.map(() => 0);
  let left = counts.reduce((sum, count) => sum + count, 0);
  let rest = left;
  for (const cell of order) {
    const count = counts[cell] ?? 0;
    const hits = rest <= count ? left : binomial(left, count / rest, draw);
    drawn[cell] = hits;
    left -= hits;
    rest -= count;
  }
  return drawn;
}

function chosenEstimate(counts: CaptureCounts, models: readonly CaptureModel[], documented: number): number | null {
  let best = { estimate: Number.NaN, bic: Infinity };
  for (const model of models) {
    const fit = fitModel(counts, model);
    if (fit !== null && fit.bic < best.bic && fit.estimate < MOST_TIMES_DOCUMENTED * documented) best = fit;
  }
  return Number.isNaN(best.estimate) ? null : best.estimate;
}

/** Skewness of the estimate by leaving one person out, cell by cell. */
function acceleration(counts: readonly number[], models: readonly CaptureModel[], documented: number): number {
  const without = counts.map((count, cell) =>
    count === 0
      ? null
      : chosenEstimate(
          counts.map((each, at) => (at === cell ? each - 1 : each)),
          models,
          documented,
        ),
  );
  const known = without.flatMap((estimate, cell) =>
    estimate === null ? [] : [{ estimate, weight: counts[cell] ?? 0 }],
  );
  const mean = known.reduce((sum, { estimate, weight }) => sum + estimate * weight, 0) / documented;
  const moment = (power: number): number =>
    known.reduce((sum, { estimate, weight }) => sum + weight * (mean - estimate) ** power, 0);
  return moment(2) > 0 ? moment(3) / (6 * moment(2) ** 1.5) : 0;
}

/** 95 %, the choice among `models` counted; null where fewer than nine resamples in ten have an estimate. */
export function bootstrapInterval(
  counts: readonly number[],
  models: readonly CaptureModel[],
  estimate: number,
): [number, number] | null {
  const documented = counts.reduce((sum, count) => sum + count, 0);
  const order = counts.map((_, cell) => cell).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const draw = seeded(order.map((cell) => counts[cell] ?? 0));
  const drawn: number[] = [];
  for (let sample = 0; sample < RESAMPLES; sample += 1) {
    const chosen = chosenEstimate(resample(counts, order, draw), models, documented);
    if (chosen !== null) drawn.push(chosen);
  }
  if (drawn.length < 0.9 * RESAMPLES) return null;
  drawn.sort((a, b) => a - b);
  const below = drawn.filter((each) => each < estimate).length + drawn.filter((each) => each === estimate).length / 2;
  const bias = normalQuantile(Math.min(Math.max(below / drawn.length, 0.001), 0.999));
  const skew = acceleration(counts, models, documented);
  const at = (z: number): number => {
    const share = normalShare(bias + (bias + z) / (1 - skew * (bias + z)));
    return drawn[Math.min(drawn.length - 1, Math.max(0, Math.round(share * (drawn.length - 1))))] ?? estimate;
  };
  return [at(-TAIL_Z), at(TAIL_Z)];
}
