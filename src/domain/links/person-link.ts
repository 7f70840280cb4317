// A link says that two persons are one: proposed by somebody, confirmed by others, and taken back when it proves wrong.

import { invalidField } from '../domain-error.js';
import type { Instant } from '../records/instant.js';

export const LINK_STATES = ['proposed', 'confirmed', 'refused', 'withdrawn'] as const;
export type LinkState = (typeof LINK_STATES)[number];

export const LINK_VERDICTS = ['confirmed', 'refused'] as const;
export type LinkVerdict = (typeof LINK_VERDICTS)[number];

/** Throws `invalid_field`. */
export function readVerdict(given: string): LinkVerdict {
  const verdict = LINK_VERDICTS.find((one) => one === given);
  if (verdict === undefined) throw invalidField('/verdict', `one of ${LINK_VERDICTS.join(', ')}`);
  return verdict;
}

/** Who did something, as the log names them. */
export interface LinkActor {
  readonly userId: string;
  readonly username: string;
  readonly organisationId: string;
}

export interface LinkReview {
  readonly by: LinkActor;
  readonly verdict: LinkVerdict;
  readonly reason: string;
  readonly at: Instant;
  /** Whether with it everybody who was asked has agreed: the link stands from then on. */
  readonly completes: boolean;
}

export interface LinkWithdrawal {
  readonly by: LinkActor;
  readonly reason: string;
  readonly at: Instant;
}

export interface PersonLink {
  /** Random, since it is shown. */
  readonly id: string;
  /** Whose record is closed while the link stands. */
  readonly fromPersonId: string;
  /** Whose record survives and folds the statements of both. */
  readonly intoPersonId: string;
  readonly reason: string;
  readonly proposedBy: LinkActor;
  readonly proposedAt: Instant;
  /** One of each organisation that was asked. */
  readonly reviews: readonly LinkReview[];
  readonly withdrawal: LinkWithdrawal | null;
}

/** The link as it was known at an instant, or null where nobody had proposed it yet. */
export function linkKnownAt(link: PersonLink, knownAt: Instant): PersonLink | null {
  if (link.proposedAt > knownAt) return null;
  return {
    ...link,
    reviews: link.reviews.filter(({ at }) => at <= knownAt),
    withdrawal: link.withdrawal !== null && link.withdrawal.at <= knownAt ? link.withdrawal : null,
  };
}

export function linkState({ reviews, withdrawal }: PersonLink): LinkState {
  if (withdrawal !== null) return 'withdrawn';
  if (reviews.some(({ verdict }) => verdict === 'refused')) return 'refused';
  return reviews.some(({ completes }) => completes) ? 'confirmed' : 'proposed';
}

/** Whether it ever joined two records, which every reader of them saw. */
export function everStood({ reviews }: PersonLink): boolean {
  return reviews.some(({ completes }) => completes);
}

/** An open link stands in the way of another one between the same two, whichever way round. */
export function isOpenLink(link: PersonLink): boolean {
  const state = linkState(link);
  return state === 'proposed' || state === 'confirmed';
}
