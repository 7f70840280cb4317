// Why a release was not made: a decision, which only other data or other releases change, and what people may do about it.
import { DomainError, type RefusalCode } from '../domain-error.js';
import type { Instant } from '../records/instant.js';
import type { MonthTries } from './release-tries.js';

export const RELEASE_REFUSAL_REASONS = ['tells_too_much', 'published_contradictory', 'nothing_to_count'] as const;
export type ReleaseRefusalReason = (typeof RELEASE_REFUSAL_REASONS)[number];

interface Meaning {
  readonly code: RefusalCode;
  readonly why: string;
  /** For whoever makes releases. */
  readonly next: string;
}

export const REFUSAL_MEANINGS: Readonly<Record<ReleaseRefusalReason, Meaning>> = {
  tells_too_much: {
    code: 'release_would_disclose',
    why: 'The rounded table tells too much, by itself or beside a published release, on every base.',
    next: 'Nothing was stored. Prepare a release when more has changed.',
  },
  published_contradictory: {
    code: 'release_would_disclose',
    why: 'A published release contradicts itself, so that nothing can be attacked beside it.',
    next: 'Nothing was stored. Check the published releases against their signed notes, and ask whoever runs the registry.',
  },
  nothing_to_count: {
    code: 'nothing_to_publish',
    why: 'The registry holds no record to count yet.',
    next: 'Nothing was stored. Prepare a release when people were registered.',
  },
};

/** The same data beside the same releases are refused again: nobody needs to try. */
export class ReleaseRefused extends DomainError {
  constructor(readonly reason: ReleaseRefusalReason) {
    const { code, why, next } = REFUSAL_MEANINGS[reason];
    super(code, `${why} ${next}`);
  }
}

export interface ReleaseRefusal {
  readonly reason: ReleaseRefusalReason;
  readonly at: Instant;
}

/** The newest refusal of a release that is by no party, after which none was prepared. */
export interface StandingRefusal extends ReleaseRefusal {
  /** Null where the service has not tried the month's since one was prepared. */
  readonly month: MonthTries | null;
}
