// The right of reply: a dispute of a release freezes publication for a while, for longer only once it is known who disputes, and takes nothing away.

import type { Instant } from '../records/instant.js';
import type { CorrectionReason } from './release-correction.js';

const DAY = 86_400_000;
/** From the first dispute of a release by whoever is not known, and once: more unverified voices make it no longer. */
const DAYS_UNVERIFIED = 14;

export interface ReleaseDispute {
  readonly id: string;
  /** Number of the release that is disputed, in whatever state. */
  readonly release: number;
  /** What would be a reason to correct it. */
  readonly ground: CorrectionReason;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  /** When the identity of whoever disputes was checked; null before. */
  readonly checkedAt: Instant | null;
  readonly settledAt: Instant | null;
}

export interface Freeze {
  /** The release that is disputed. */
  readonly release: number;
  /** Null until the dispute is settled. */
  readonly until: Instant | null;
}

function freezeOf(dispute: ReleaseDispute, all: readonly ReleaseDispute[]): Freeze | null {
  const { release, checkedAt, settledAt } = dispute;
  if (settledAt !== null) return null;
  if (checkedAt !== null) return { release, until: null };
  const first = Math.min(...all.filter((one) => one.release === release).map(({ recordedAt }) => recordedAt));
  return { release, until: first + DAYS_UNVERIFIED * DAY };
}

function endOf({ until }: Freeze): number {
  return until ?? Number.POSITIVE_INFINITY;
}

/**
 * What freezes the publication of a release: the dispute of itself or of an earlier one that lasts longest. A correction of the disputed release is
 * what a dispute asks for, and is not frozen by it.
 * @param disputes of a release that has an open one, all of them; of releases up to this number
 */
export function freezeOn(
  { number, corrects }: { readonly number: number; readonly corrects?: number | undefined },
  disputes: readonly ReleaseDispute[],
  now: Instant,
): Freeze | null {
  const freezes = disputes
    .filter(({ release }) => release <= number && release !== corrects)
    .flatMap((dispute) => freezeOf(dispute, disputes) ?? [])
    .filter((freeze) => endOf(freeze) > now);
  return freezes.reduce<Freeze | null>(
    (longest, one) => (longest === null || endOf(one) > endOf(longest) ? one : longest),
    null,
  );
}
