// Somebody's request to find somebody: who asks for whom stays sealed; kinship, channel, state and reason of closure are here.

import { DomainError, invalidField } from '../domain-error.js';

/** What the enquirer is to the person who is sought. */
export const KINSHIPS = [
  'spouse_or_partner',
  'parent',
  'child',
  'sibling',
  'grandparent',
  'grandchild',
  'aunt_or_uncle',
  'niece_or_nephew',
  'cousin',
  'other_relative',
  'guardian',
  'friend',
  'representative',
] as const;
export type Kinship = (typeof KINSHIPS)[number];

/** By which way the enquirer is reached without danger to anybody; how exactly is sealed. */
export const SAFE_CHANNELS = [
  'phone_call',
  'text_message',
  'email',
  'letter',
  'in_person',
  'through_relative',
  'through_organisation',
  'enquirer_calls',
] as const;
export type SafeChannel = (typeof SAFE_CHANNELS)[number];

export const REQUEST_STATES = ['received', 'open', 'suspended', 'answered', 'closed'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** Closing a request never closes the person: the search goes on for whoever else asks, and for the person. */
export const CLOSING_REASONS = [
  'answered',
  'withdrawn_by_enquirer',
  'enquirer_unreachable',
  'enquirer_died',
  'taken_over_by_another_organisation',
  'sought_person_wants_no_contact',
  'duplicate',
  'registered_in_error',
] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** From each state to where it may go; a closed request can always be re-opened. */
export const REQUEST_STEPS: Readonly<Record<RequestState, readonly RequestState[]>> = {
  received: ['open', 'suspended', 'closed'],
  open: ['suspended', 'answered', 'closed'],
  suspended: ['open', 'closed'],
  answered: ['open', 'closed'],
  closed: ['open'],
};

export interface RequestMove {
  readonly to: RequestState;
  readonly closingReason: ClosingReason | null;
}

/** Reads a move out of `from`; throws `invalid_field`, or `conflict` where the state has no such step. */
export function readMove(
  from: RequestState,
  given: { readonly to: string; readonly closingReason?: string | undefined },
): RequestMove {
  const to = REQUEST_STATES.find((one) => one === given.to);
  if (to === undefined) throw invalidField('/to', `one of ${REQUEST_STATES.join(', ')}`);
  const closingReason = CLOSING_REASONS.find((one) => one === given.closingReason) ?? null;
  const unfit = to === 'closed' ? closingReason === null : given.closingReason !== undefined;
  if (unfit) {
    throw invalidField(
      '/closingReason',
      to === 'closed' ? `one of ${CLOSING_REASONS.join(', ')}` : 'nothing, unless the request is closed',
    );
  }
  if (!REQUEST_STEPS[from].includes(to)) {
    throw new DomainError(
      'conflict',
      `The request is ${from}; from there it can become ${REQUEST_STEPS[from].join(' or ')}.`,
    );
  }
  return { to, closingReason };
}
