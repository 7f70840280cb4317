// An erasure as the owner organisation reads it, at any time.

import type { Instant } from '../records/instant.js';
import { erasureState, type Erasure, type ErasureGround, type ErasureState } from './erasure.js';

interface ListedStep {
  /** Null where the clock took the step. */
  readonly username: string | null;
  /** Milliseconds since the epoch. */
  readonly at: Instant;
}

export interface ListedErasure {
  readonly id: string;
  readonly state: ErasureState;
  readonly ground: ErasureGround;
  readonly reason: string;
  readonly requested: ListedStep;
  readonly expiresAt: Instant;
  readonly withdrawn: ListedStep | null;
  readonly confirmed: ListedStep | null;
  readonly doneAt: Instant | null;
  /** Whether the reader asked for it, and so may not confirm it. */
  readonly own: boolean;
}

/** What happened later than `asOf` had not happened then. */
export function listedErasure(erasure: Erasure, userId: string, asOf: Instant): ListedErasure {
  const { id, ground, reason, requested, expiresAt, doneAt } = erasure;
  const step = (taken: Erasure['confirmed']): ListedStep | null =>
    taken === null || taken.at > asOf ? null : { username: taken.username, at: taken.at };
  return {
    id,
    state: erasureState(erasure, asOf),
    ground,
    reason,
    requested: { username: requested.username, at: requested.at },
    expiresAt,
    withdrawn: step(erasure.withdrawn),
    confirmed: step(erasure.confirmed),
    doneAt: doneAt !== null && doneAt <= asOf ? doneAt : null,
    own: requested.userId === userId,
  };
}
