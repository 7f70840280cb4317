// Two records that may be one person, as somebody who decides on it is shown them.

import type { Instant } from '../records/instant.js';
import type { ProposalDeciders, ProposalState } from './match-proposal.js';
import type { MatchVerdict } from './match-verdict.js';
import type { ToldEvidence } from './identity-agreement.js';
import type { MatchFinding } from './propose-matches.js';

export interface ShownVerdict {
  readonly organisation: string;
  /** Null for a worker of another organisation. */
  readonly username: string | null;
  readonly verdict: MatchVerdict;
  readonly reason: string;
  readonly at: Instant;
}

export interface ShownMatch {
  readonly id: string;
  readonly state: ProposalState;
  readonly deciders: ProposalDeciders;
  readonly band: MatchFinding['band'];
  readonly why: readonly ToldEvidence[];
  /** The reader's own pseudonyms; `own` where the reader's organisation registered the person. */
  readonly persons: readonly { readonly pseudonym: string; readonly own: boolean }[];
  readonly foundAt: Instant;
  readonly changedAt: Instant;
  readonly verdicts: readonly ShownVerdict[];
  /** Whether the reader's organisation has still something to say. */
  readonly awaitsReader: boolean;
  /** The link between the two that is proposed or stands, where the reader takes part in it. */
  readonly linkId: string | null;
}
