// Who is told what about a match: a constant answer for whoever depends on a party, a band for all others.

import type { Actor } from '../access/actor.js';
import type { WhereaboutsStatus } from '../records/whereabouts-status.js';
import type { MatchVerdict } from './identity-agreement.js';
import type { InquiryPurpose } from './inquiry.js';

export const INQUIRY_BANDS = ['one_match', 'possible_matches', 'none', 'contact_registry'] as const;
export type InquiryBand = (typeof INQUIRY_BANDS)[number];

export const INQUIRY_STATES = ['received', 'answered'] as const;
export type InquiryState = (typeof INQUIRY_STATES)[number];

/** An inquiry as the registry keeps it; what was asked for lies in the vault, and only where a person still decides. */
export interface Inquiry {
  /** Random UUID. */
  readonly id: string;
  readonly organisationId: string;
  readonly userId: string;
  readonly purpose: InquiryPurpose;
  readonly state: InquiryState;
  readonly band: InquiryBand | null;
  /** The status told with `one_match`. */
  readonly status: WhereaboutsStatus | null;
  readonly createdAt: number;
}

/** The one answer to whoever depends on a party, hit or miss. */
export const CONSTANT_ANSWER =
  'Your inquiry was received. The central agency replies if something may be told; no reply is no answer either way.';

/** A holder must not learn from the registry whom it holds, and no party who matters to another. */
export function answersConstantly(actor: Actor): boolean {
  return actor.party !== null;
}

/** More people than this may be the one: particulars are needed that only a conversation yields. */
export const MOST_POSSIBLE = 20;

/**
 * The band over the verdicts on people whom the asker's organisation may see anyway; nobody else is counted, so that a person whom it may
 * not see answers exactly as one who is not in the registry. `capped`: more of these people were met than compared, so that nobody is known to be
 * the only one, or to be missing.
 */
export function bandOf(verdicts: readonly MatchVerdict[], capped = false): InquiryBand {
  const matching = verdicts.filter((verdict) => verdict !== 'contradicts');
  if (matching.length === 0) return capped ? 'contact_registry' : 'none';
  if (matching.length > MOST_POSSIBLE) return 'contact_registry';
  return matching.length === 1 && matching[0] === 'agrees' && !capped ? 'one_match' : 'possible_matches';
}
