// Estimates how many were never documented from the overlap of lists: several models side by side, or a refusal.
import { bootstrapInterval } from './multiple-systems-bootstrap.js';
import { fitModel, profileInterval } from './multiple-systems-fit.js';
import {
  ENUMERATED_LISTS,
  hierarchicalModels,
  independence,
  neighbours,
  sizeOf,
  type CaptureModel,
} from './multiple-systems-model.js';
import { inOneOrder } from './multiple-systems-order.js';
import type { Equation, LinearProgramme, SolveLinearProgramme } from './integer-programme.js';

export const FEWEST_LISTS = 2;
export const MOST_LISTS = 6;
/** Under this many people on more than one list, the overlap says little. */
const FEW_OVERLAPS = 30;
const MOST_SHOWN = 20;

export type Interval = readonly [number, number];

export interface EstimatedModel {
  readonly name: string;
  readonly estimate: number;
  readonly bic: number;
  /** By profile likelihood, as if the model were known to be true. */
  readonly interval: Interval | null;
}

export type EstimateWarning =
  | 'lists_may_depend'
  | 'few_overlaps'
  | 'small_cells'
  | 'models_without_estimate'
  | 'search_bounded'
  | 'models_disagree';

export interface UndocumentedEstimate {
  readonly documented: number;
  readonly chaoLowerBound: number | null;
  readonly models: readonly EstimatedModel[];
  readonly selected: string | null;
  readonly bootstrapInterval: Interval | null;
  readonly spread: { readonly bic2: Interval; readonly bic6: Interval } | null;
  readonly refused: { readonly reason: 'no_mle' | 'not_identifiable' } | null;
  readonly warnings: readonly EstimateWarning[];
}

interface Candidate {
  readonly model: CaptureModel;
  readonly estimate: number;
  readonly bic: number;
}

/** Whether max s under A'x = A'n, x ≥ s is above 0: then, and only then, a maximum likelihood estimate exists. */
async function hasEstimate(
  counts: readonly number[],
  { terms }: CaptureModel,
  solve: SolveLinearProgramme,
): Promise<boolean> {
  if (counts.every((count) => count > 0)) return true;
  const most = counts.reduce((sum, count) => sum + count, 0);
  const slack = counts.length;
  const equations = terms.map((term): Equation => {
    const cells = counts.flatMap((_, cell) => (((cell + 1) & term) === term ? [cell] : []));
    return {
      // x = s + t with t ≥ 0.
      terms: [
        ...cells.map((variable) => ({ variable, coefficient: 1 })),
        { variable: slack, coefficient: cells.length },
      ],
      equals: cells.reduce((sum, cell) => sum + (counts[cell] ?? 0), 0),
    };
  });
  const variables = counts.map(() => ({ cost: 0, lower: 0, upper: most }));
  const programme: LinearProgramme = { variables: [...variables, { cost: -1, lower: 0, upper: most }], equations };
  const solution = await solve(programme);
  return solution.status === 'optimal' && (solution.values[slack] ?? 0) > 1e-7;
}

async function tryModels(
  counts: readonly number[],
  models: readonly CaptureModel[],
  solve: SolveLinearProgramme,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const model of models) {
    const fit = (await hasEstimate(counts, model, solve)) ? fitModel(counts, model) : null;
    if (fit !== null) candidates.push({ model, ...fit });
  }
  return candidates.sort((a, b) => a.bic - b.bic || (a.model.name < b.model.name ? -1 : 1));
}

/** From independence, one dependence more or less at a time, as long as BIC falls; everything looked at is kept. */
async function searchModels(counts: readonly number[], lists: number, solve: SolveLinearProgramme) {
  const seen = new Map([[independence(lists).name, independence(lists)]]);
  let found = await tryModels(counts, [...seen.values()], solve);
  for (let at = found[0], before: Candidate | undefined; at !== undefined && at !== before;) {
    const fresh = neighbours(at.model, lists).filter(({ name }) => !seen.has(name));
    for (const model of fresh) seen.set(model.name, model);
    found = [...found, ...(await tryModels(counts, fresh, solve))].sort((a, b) => a.bic - b.bic);
    before = at;
    at = found[0];
  }
  return { found, tried: seen.size };
}

function spreadWithin(candidates: readonly Candidate[], distance: number): Interval {
  const best = candidates[0]?.bic ?? 0;
  const near = candidates.filter(({ bic }) => bic - best <= distance).map(({ estimate }) => estimate);
  return [Math.min(...near), Math.max(...near)];
}

/** Chao's bound from those on one list and those on two; null where nobody is on two. */
function chaoBound(counts: readonly number[], documented: number): number | null {
  const onLists = (lists: number): number =>
    counts.reduce((sum, count, cell) => (sizeOf(cell + 1) === lists ? sum + count : sum), 0);
  const [once, twice] = [onLists(1), onLists(2)];
  return twice === 0 ? null : documented + once ** 2 / (2 * twice);
}

function warningsOf(counts: readonly number[], lists: number): EstimateWarning[] {
  const overlaps = counts.reduce((sum, count, cell) => (sizeOf(cell + 1) > 1 ? sum + count : sum), 0);
  return [
    'lists_may_depend',
    ...(overlaps < FEW_OVERLAPS ? (['few_overlaps'] as const) : []),
    ...(counts.some((count) => count > 0 && count < 10) ? (['small_cells'] as const) : []),
    ...(lists > ENUMERATED_LISTS ? (['search_bounded'] as const) : []),
  ];
}

/**
 * The order of the lists changes their positions in names and nothing else.
 * @param given counts of the patterns 1, 2, … (2^lists − 1), the first list being the lowest bit
 */
export async function estimateUndocumented(
  lists: number,
  given: readonly number[],
  solve: SolveLinearProgramme,
): Promise<UndocumentedEstimate> {
  const { counts, asGiven } = inOneOrder(lists, given);
  const documented = counts.reduce((sum, count) => sum + count, 0);
  const warnings = warningsOf(counts, lists);
  const nothing = { documented, chaoLowerBound: chaoBound(counts, documented), models: [], selected: null };
  const refuse = (reason: 'no_mle' | 'not_identifiable'): UndocumentedEstimate => ({
    ...nothing,
    bootstrapInterval: null,
    spread: null,
    refused: { reason },
    warnings,
  });
  if (lists < FEWEST_LISTS) return refuse('not_identifiable');
  const all = lists <= ENUMERATED_LISTS ? hierarchicalModels(lists) : null;
  const { found, tried } =
    all === null
      ? await searchModels(counts, lists, solve)
      : { found: await tryModels(counts, all, solve), tried: all.length };
  const [best] = found;
  if (best === undefined) return refuse('no_mle');
  const spread = { bic2: spreadWithin(found, 2), bic6: spreadWithin(found, 6) };
  return {
    ...nothing,
    models: found.slice(0, MOST_SHOWN).map(({ model, estimate, bic }) => ({
      name: asGiven(model).name,
      estimate,
      bic,
      interval: profileInterval(counts, model, estimate),
    })),
    selected: asGiven(best.model).name,
    bootstrapInterval: bootstrapInterval(
      counts,
      found.map(({ model }) => model),
      best.estimate,
    ),
    spread,
    refused: null,
    warnings: [
      ...warnings,
      ...(found.length < tried ? (['models_without_estimate'] as const) : []),
      ...(spread.bic6[1] > 1.2 * spread.bic6[0] ? (['models_disagree'] as const) : []),
    ],
  };
}
