// A link as one reader is shown it.

import type { Instant } from '../records/instant.js';
import type { LinkState, LinkVerdict } from './person-link.js';

/** One step of a link; who did it by organisation, and by username within the reader's own. */
export interface ShownLinkStep {
  readonly organisation: string;
  readonly username: string | null;
  /** Null for readers who take no part. */
  readonly reason: string | null;
  readonly at: Instant;
}

export interface ShownLink {
  readonly id: string;
  readonly state: LinkState;
  /** The pseudonym whose record is closed while the link stands, and that whose record survives. */
  readonly from: string;
  readonly into: string;
  readonly proposal: ShownLinkStep;
  readonly reviews: readonly (ShownLinkStep & { readonly verdict: LinkVerdict })[];
  readonly withdrawal: ShownLinkStep | null;
  /** Whether it ever joined the two records. */
  readonly stood: boolean;
  /** Names of the organisations that are still to confirm. */
  readonly awaits: readonly string[];
  /** Whether that is the reader's, and somebody else proposed it. */
  readonly awaitsReader: boolean;
  /** Whether the reader's organisation registered one of the two. */
  readonly ownsOne: boolean;
}
