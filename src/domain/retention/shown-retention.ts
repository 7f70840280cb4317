// How long an identity is kept, as the organisation that registered the person reads it at any time.

import type { Instant } from '../records/instant.js';
import {
  retentionDays,
  standingAfter,
  type RetentionDays,
  type RetentionObstacle,
  type RetentionStep,
  type StandingRetention,
} from './standing-retention.js';

export const RETENTION_STATES = ['undated', 'dated', 'warned', 'put_off', 'closed', 'erased'] as const;
export type RetentionState = (typeof RETENTION_STATES)[number];

export interface ShownRetention extends RetentionDays {
  readonly version: number;
  readonly state: RetentionState;
  /** `YYYY-MM-DD`; null where the identity is kept without a date. */
  readonly until: string | null;
  readonly putOff: RetentionObstacle | null;
  /** Oldest first. */
  readonly steps: readonly RetentionStep[];
}

export function retentionState({ until, warnedOn, putOff, closedOn, isErased }: StandingRetention): RetentionState {
  if (isErased) return 'erased';
  if (until === null) return 'undated';
  if (closedOn !== null) return 'closed';
  if (putOff !== null) return 'put_off';
  return warnedOn === null ? 'dated' : 'warned';
}

/** `erasedAt`: since when the identity is erased, by whichever way. What happened later than `asOf` had not happened then. */
export function shownRetention(
  steps: readonly RetentionStep[],
  { asOf, erasedAt }: { readonly asOf: Instant; readonly erasedAt: Instant | null },
): ShownRetention {
  const taken = steps.filter(({ at }) => at <= asOf);
  const folded = standingAfter(taken);
  const standing = { ...folded, isErased: folded.isErased || (erasedAt !== null && erasedAt <= asOf) };
  const { version, until, putOff } = standing;
  return { version, state: retentionState(standing), until, putOff, steps: taken, ...retentionDays(standing) };
}
