// How far an estimate from lists hangs on the score from which two records are taken for one person.

import { invalidField } from '../domain-error.js';
import { POSSIBLE_FROM, SAME_FROM } from '../matching/match-threshold.js';
import type { ListCaptures } from './joined-lists.js';
import type { EstimateWarning, UndocumentedEstimate } from './multiple-systems.js';

/**
 * Besides the fixed one. A step of 0.1 asks for evidence 2.3 times as strong, or lets pass what is 2.3 times weaker, two steps 5.4 times (a score is 1 / (1 + e^(−sum / 2))).
 * Scores of initials, of single words and of births in years beside each other end at 0.45: such pairs join below it alone.
 */
export const THRESHOLDS: readonly number[] = [0.3, 0.4, 0.6, 0.7];
/** Each costs an estimate with 1,000 resamples. */
const MOST_THRESHOLDS = 12;
const DECIMALS = 1_000;
/** Estimates of several thresholds that are further apart than those of near models may be (`models_disagree`) are told. */
const FURTHEST_APART = 1.2;
/** More than one documented person in this many with two records on one list: lists that were not cleared of duplicates, or two people taken for one. */
const ONE_DUPLICATE_IN = 20;

const isThreshold = (given: number): boolean =>
  given >= POSSIBLE_FROM && given < 1 && Math.abs(given * DECIMALS - Math.round(given * DECIMALS)) < 1e-6;

/**
 * Those given and the fixed one, each once, the lowest first.
 * @throws DomainError `invalid_field` where one is no score of a pair, where they are too many, and where nothing stands beside the fixed one
 */
export function readThresholds(given: readonly number[]): readonly number[] {
  const thresholds = [...new Set([SAME_FROM, ...given])].sort((a, b) => a - b);
  if (!thresholds.every(isThreshold))
    throw invalidField('/thresholds', `scores from ${POSSIBLE_FROM} to 0.999 with at most three decimals`);
  if (thresholds.length < 2 || thresholds.length > MOST_THRESHOLDS)
    throw invalidField('/thresholds', `1 to ${MOST_THRESHOLDS - 1} scores beside ${SAME_FROM}, which always stands`);
  return thresholds;
}

/** An estimate in short; never the number alone. */
export interface ThresholdEstimate
  extends
    Pick<ListCaptures, 'documented' | 'duplicatesWithinLists' | 'largestGroup'>,
    Pick<UndocumentedEstimate, 'bootstrapInterval' | 'spread' | 'selected' | 'refused' | 'warnings'> {
  readonly threshold: number;
  /** Of the selected model; null where the table bears none. */
  readonly estimate: number | null;
}

export interface ListRecords {
  readonly records: number;
  /** Of them those whose name has fewer than two whole words: they are in no table. */
  readonly leftOut: number;
}

/** The estimate at the fixed threshold, as of a ready table, and the others beside it. */
export interface ListsEstimate extends Omit<UndocumentedEstimate, 'warnings'> {
  readonly warnings: readonly (EstimateWarning | 'thresholds_disagree' | 'many_duplicates' | 'records_left_out')[];
  readonly sensitivity: readonly ThresholdEstimate[];
  /** In the order in which they were given. */
  readonly lists: readonly ListRecords[];
}

export interface EstimatedCaptures {
  readonly threshold: number;
  readonly captures: ListCaptures;
  readonly estimate: UndocumentedEstimate;
}

function inShort({ threshold, captures, estimate }: EstimatedCaptures): ThresholdEstimate {
  return {
    threshold,
    documented: captures.documented,
    duplicatesWithinLists: captures.duplicatesWithinLists,
    largestGroup: captures.largestGroup,
    estimate: estimate.models.find(({ name }) => name === estimate.selected)?.estimate ?? null,
    bootstrapInterval: estimate.bootstrapInterval,
    spread: estimate.spread,
    selected: estimate.selected,
    refused: estimate.refused,
    warnings: estimate.warnings,
  };
}

/** Also where some are refused and others are not; lists that bear no estimate at any threshold agree. */
function disagree(sensitivity: readonly ThresholdEstimate[]): boolean {
  const estimates = sensitivity.flatMap(({ estimate }) => (estimate === null ? [] : [estimate]));
  if (estimates.length === 0) return false;
  return estimates.length < sensitivity.length || Math.max(...estimates) > FURTHEST_APART * Math.min(...estimates);
}

/** @param estimated one for each of `readThresholds`, in their order */
export function estimateWithSensitivity(
  estimated: readonly EstimatedCaptures[],
  lists: readonly ListRecords[],
): ListsEstimate {
  const fixed = estimated.find(({ threshold }) => threshold === SAME_FROM);
  if (fixed === undefined) throw new RangeError('There is no estimate at the fixed threshold.');
  const sensitivity = estimated.map(inShort);
  return {
    ...fixed.estimate,
    warnings: [
      ...fixed.estimate.warnings,
      ...(disagree(sensitivity) ? (['thresholds_disagree'] as const) : []),
      ...(fixed.captures.duplicatesWithinLists * ONE_DUPLICATE_IN > fixed.captures.documented
        ? (['many_duplicates'] as const)
        : []),
      ...(lists.some(({ leftOut }) => leftOut > 0) ? (['records_left_out'] as const) : []),
    ],
    sensitivity,
    lists,
  };
}
