// How a request is ended by hand, whatever is asked for: from which states, and whether whoever ends it must say what they have read.

import { requireFresh, requireSeen, type IfMatch } from '../access/precondition.js';
import { DomainError } from '../domain-error.js';
import {
  requireState,
  type ClosingStep,
  type DisclosureRequestState,
  type RequestProgress,
} from './disclosure-request.js';

/** What lapsed for a while, or was used once, is revoked as well: it could be shown or downloaded again. */
const CLOSED_FROM: Readonly<Record<ClosingStep, readonly DisclosureRequestState[]>> = {
  refused: ['requested'],
  withdrawn: ['requested', 'granted'],
  revoked: ['granted', 'lapsed', 'used'],
};

/** A refusal is a decision, which nobody takes on what they have not seen; what ends a grant is not held up. */
const PRECONDITIONS: Readonly<Record<ClosingStep, (ifMatch: IfMatch, tag: string) => void>> = {
  refused: requireSeen,
  withdrawn: requireFresh,
  revoked: requireFresh,
};

export function mayBeClosed(state: DisclosureRequestState, step: ClosingStep): boolean {
  return CLOSED_FROM[step].includes(state);
}

/** `tag` is that of the request as it is now. Throws `disclosure_state_conflict`, `precondition_required` or `precondition_failed`. */
export function requireClosable(
  request: RequestProgress & { readonly tag: string },
  step: ClosingStep,
  ifMatch: IfMatch,
  now: number,
): void {
  requireState(request, CLOSED_FROM[step], now);
  PRECONDITIONS[step](ifMatch, request.tag);
}

/** Throws `forbidden`: what one organisation disclosed is not for another one's custodian to revoke. */
export function requireGranter(request: { readonly ownerOrganisationId: string }, organisationId: string): void {
  if (request.ownerOrganisationId !== organisationId)
    throw new DomainError('forbidden', 'Only a custodian of the organisation that granted it revokes it.');
}

/** Throws `forbidden`. */
export function requireRequester(request: { readonly requesterId: string }, userId: string): void {
  if (request.requesterId !== userId)
    throw new DomainError('forbidden', 'Only who sent a request takes it back; whoever decides it refuses it.');
}
