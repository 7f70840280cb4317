// What decides from when on others than its giver and the owner of the person are told of a statement.

import type { Instant } from './instant.js';

/** Whom the found person lets know of them: organisations by id, everybody who shares the record, or nobody beside its owner. */
export type SharedWith = 'nobody' | 'partners' | readonly string[];

export interface WillInForce {
  /** When it was recorded; it holds until the next one. */
  readonly from: Instant;
  readonly sharedWith: SharedWith;
}

/** Absent where a statement or its withdrawal is told at once. Its giver and the owner organisation are told of it at once all the same. */
export interface Embargo {
  /** Of the person on whom the statement was recorded. */
  readonly ownerOrganisationId: string;
  /** When others might first be told: when it was recorded or verified; infinite while nobody has verified it, and where it was rejected. */
  readonly readyAt: Instant;
  /** Oldest first. */
  readonly wills: readonly WillInForce[];
}
