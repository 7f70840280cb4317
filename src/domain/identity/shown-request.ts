// A request as it is told to who made it and to those who decide it, as far as that is the same whatever is asked for.

import type { DisclosureRequestState } from './disclosure-request.js';

/** One's own; those that await a decision; all about what belongs to one's own organisation. */
export const REQUEST_QUEUES = ['mine', 'to_decide', 'all'] as const;
export type RequestQueue = (typeof REQUEST_QUEUES)[number];

export const REQUEST_STEPS = ['approved', 'refused', 'withdrawn', 'revoked'] as const;

export interface RequestStep {
  readonly step: (typeof REQUEST_STEPS)[number];
  readonly username: string;
  /** Null for an approval. */
  readonly reason: string | null;
  readonly at: number;
}

export interface ShownRequest<Purpose extends string, Step extends RequestStep> {
  readonly id: string;
  readonly state: DisclosureRequestState;
  /** Whether the reader made it. */
  readonly mine: boolean;
  /** Whether what is asked for is of the reader's organisation. */
  readonly owned: boolean;
  /** Of who asks. */
  readonly organisation: string;
  readonly username: string;
  readonly purpose: Purpose;
  readonly reason: string;
  readonly requestedAt: number;
  /** Until when it can be decided. */
  readonly expiresAt: number;
  /** `username` is for the owner organisation, and one's own. */
  readonly steps: readonly (Omit<Step, 'username'> & { readonly username: string | null })[];
  /** Stands for what was decided so far: whoever decides says what they have seen. */
  readonly tag: string;
}
