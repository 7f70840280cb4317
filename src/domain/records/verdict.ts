// A verdict: the status that a stage of the fold gives, by which rule, and which claims decide or contradict.

import type { Claim } from './claims.js';
import type { FoldRule } from './fold-rules.js';
import { WHEREABOUTS_STATUSES, type WhereaboutsStatus } from './whereabouts-status.js';

export interface Verdict {
  readonly status: WhereaboutsStatus;
  readonly rule: FoldRule;
  readonly deciding: readonly Claim[];
  /** Claims that contradict each other while each of them counts, or holds back. */
  readonly conflicting: readonly Claim[];
}

/** Higher is more final. */
export function finality(status: WhereaboutsStatus): number {
  return WHEREABOUTS_STATUSES.indexOf(status);
}

/** Ties go to the status that keeps the search more open. */
export function leastFinal<T extends { readonly status: WhereaboutsStatus }>(verdicts: readonly T[]): T | null {
  return verdicts.reduce<T | null>(
    (best, one) => (best === null || finality(one.status) < finality(best.status) ? one : best),
    null,
  );
}
