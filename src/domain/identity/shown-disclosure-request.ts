// A request for disclosure as it is told to who made it and to those who decide it.

import type { IdentityCheck } from './disclosure-request-reading.js';
import type { DisclosureTerms } from './disclosure-request.js';
import type { DisclosurePurpose } from './disclosure.js';
import type { IdentityField } from './identity-particulars.js';
import type { RequestStep, ShownRequest } from './shown-request.js';

export interface DisclosureRequestStep extends RequestStep {
  /** Of an approval alone. */
  readonly terms: DisclosureTerms<IdentityField> | null;
  /** Of an approval: whether it counts, see Approval. */
  readonly counts: boolean;
  readonly asCustodian: boolean;
}

/** `terms` of its steps are for the owner organisation. */
export interface ShownDisclosureRequest extends ShownRequest<DisclosurePurpose, DisclosureRequestStep> {
  /** The reader's own for the person. */
  readonly pseudonym: string;
  readonly identityCheck: IdentityCheck | null;
  readonly asked: DisclosureTerms<IdentityField>;
  /** Approvals that count. */
  readonly approvals: number;
  readonly grant: {
    readonly fields: readonly IdentityField[];
    readonly once: boolean;
    readonly grantedAt: number;
    readonly endsAt: number;
  } | null;
  readonly uses: number;
}
