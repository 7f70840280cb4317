// A request for disclosure as it is told to who made it and to those who decide it.

import type { IdentityCheck } from './disclosure-request-reading.js';
import type { DisclosureRequestState, DisclosureTerms } from './disclosure-request.js';
import type { DisclosurePurpose } from './disclosure.js';
import type { IdentityField } from './identity-particulars.js';

/** One's own; those that await one's own decision; all about people of one's own organisation. */
export const REQUEST_QUEUES = ['mine', 'to_decide', 'all'] as const;
export type RequestQueue = (typeof REQUEST_QUEUES)[number];

export const DISCLOSURE_STEPS = ['approved', 'refused', 'withdrawn', 'revoked'] as const;

export interface DisclosureRequestStep {
  readonly step: (typeof DISCLOSURE_STEPS)[number];
  readonly username: string;
  /** Of an approval alone. */
  readonly terms: DisclosureTerms<IdentityField> | null;
  /** Null for an approval. */
  readonly reason: string | null;
  /** Of an approval: whether it counts, see Approval. */
  readonly counts: boolean;
  readonly asCustodian: boolean;
  readonly at: number;
}

export interface ShownDisclosureRequest {
  readonly id: string;
  /** The reader's own for the person. */
  readonly pseudonym: string;
  readonly state: DisclosureRequestState;
  /** Whether the reader made it. */
  readonly mine: boolean;
  /** Whether the person is of the reader's organisation. */
  readonly owned: boolean;
  readonly organisation: string;
  readonly username: string;
  readonly purpose: DisclosurePurpose;
  readonly reason: string;
  readonly identityCheck: IdentityCheck | null;
  readonly asked: DisclosureTerms<IdentityField>;
  readonly requestedAt: number;
  /** Until when it can be decided. */
  readonly expiresAt: number;
  /** Approvals that count. */
  readonly approvals: number;
  /** `username` and `terms` are for the owner organisation. */
  readonly steps: readonly (Omit<DisclosureRequestStep, 'username'> & { readonly username: string | null })[];
  readonly grant: {
    readonly fields: readonly IdentityField[];
    readonly once: boolean;
    readonly grantedAt: number;
    readonly endsAt: number;
  } | null;
  readonly uses: number;
  /** Stands for what was decided so far: whoever decides says what they have seen. */
  readonly tag: string;
}
