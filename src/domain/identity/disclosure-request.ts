// A disclosure that two persons allow: what is asked for, who decides, what they grant, and in which state that is. Of whatever fields.

import { DomainError, invalidField } from '../domain-error.js';
import type { DisclosurePurpose } from './disclosure.js';

const DAY = 86_400_000;
/** Milliseconds after which a request that nobody has decided is void. */
export const REQUEST_LASTS = 14 * DAY;
/** Days of a grant: at most, and where nothing else is asked for. */
export const MOST_DAYS = 30;
export const USUAL_DAYS = 7;

export const DISCLOSURE_REQUEST_STATES = [
  'requested',
  'granted',
  'refused',
  'withdrawn',
  'expired',
  'used',
  'ended',
  'lapsed',
  'revoked',
] as const;
export type DisclosureRequestState = (typeof DISCLOSURE_REQUEST_STATES)[number];

/** How a request is ended by hand. */
export type ClosingStep = 'refused' | 'withdrawn' | 'revoked';

/** How long, and how often. */
export interface GrantTerms {
  /** 1 to MOST_DAYS. */
  readonly days: number;
  /** Whether the grant is for a single use. */
  readonly once: boolean;
}

/** How far a request goes, an approval lets it go, or a grant goes. */
export interface DisclosureTerms<Field extends string> extends GrantTerms {
  /** Distinct, in the order of their list. */
  readonly fields: readonly Field[];
}

export interface GivenApproval {
  /** Among the steps of the request. */
  readonly number: number;
  /** Whether it was given by a custodian who still is one. */
  readonly ofCustodian: boolean;
  /** Whether who gave it may still give it: the account is open and has a role that approves. */
  readonly counts: boolean;
}

export interface Approval<Field extends string> extends DisclosureTerms<Field>, GivenApproval {
  readonly userId: string;
}

export interface TimedGrant {
  readonly once: boolean;
  /** Numbers of the approvals that it needed: all of them must still count, one of them a custodian's. */
  readonly approvals: readonly number[];
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

export interface Grant<Field extends string> extends TimedGrant {
  readonly fields: readonly Field[];
  readonly approvals: readonly [number, number];
}

/** What the state of a request follows from, whatever is asked for. */
export interface RequestProgress {
  readonly requesterId: string;
  /** Whether the requester's account is open and has a role that may ask. */
  readonly requesterMay: boolean;
  readonly requestedAt: number;
  readonly approvals: readonly GivenApproval[];
  readonly closed: ClosingStep | null;
  readonly grant: TimedGrant | null;
  readonly uses: number;
}

export interface DisclosureRequest<Field extends string> extends RequestProgress {
  /** Random UUID. */
  readonly id: string;
  /** What would be disclosed: the inner id of a person. */
  readonly subjectId: string;
  readonly ownerOrganisationId: string;
  readonly purpose: DisclosurePurpose;
  readonly reason: string;
  readonly asked: DisclosureTerms<Field>;
  readonly approvals: readonly Approval<Field>[];
  readonly grant: Grant<Field> | null;
}

/** A grant stands only while those who gave it and who has it keep their rights: with them it lapses. */
export function stateOf(request: RequestProgress, now: number): DisclosureRequestState {
  const { closed, grant, requestedAt } = request;
  if (closed !== null) return closed;
  if (grant === null) return now < requestedAt + REQUEST_LASTS ? 'requested' : 'expired';
  if (grant.once && request.uses > 0) return 'used';
  if (now >= grant.endsAt) return 'ended';
  return isCarried(request, grant) ? 'granted' : 'lapsed';
}

function isCarried({ approvals, requesterMay }: RequestProgress, grant: TimedGrant): boolean {
  const carrying = approvals.filter(({ number, counts }) => counts && grant.approvals.includes(number));
  const whole = carrying.length === grant.approvals.length;
  return requesterMay && whole && carrying.some(({ ofCustodian }) => ofCustodian);
}

/** Whether what was shown under the grant may be shown again; a single use is over for new ones and not for this. */
export function mayShowAgain(request: RequestProgress, now: number): boolean {
  const { closed, grant } = request;
  return closed === null && grant !== null && now < grant.endsAt && isCarried(request, grant);
}

const STATE_WORDS: Readonly<Record<DisclosureRequestState, string>> = {
  requested: 'it has not been decided yet',
  granted: 'it is granted',
  refused: 'it was refused; ask anew with what has changed',
  withdrawn: 'it was withdrawn; ask anew',
  expired: 'nobody decided it in time; ask anew',
  used: 'its single use is over; ask anew',
  ended: 'its time is over; ask anew',
  lapsed: 'somebody who gave it or has it has lost the right to; ask anew',
  revoked: 'it was revoked; ask the custodian why',
};

/** Null where it is in one of these states; otherwise `disclosure_state_conflict`, which says what the state is, and what can be done. */
export function stateRefusal(
  request: RequestProgress,
  allowed: readonly DisclosureRequestState[],
  now: number,
): DomainError | null {
  const state = stateOf(request, now);
  if (allowed.includes(state)) return null;
  return new DomainError(
    'disclosure_state_conflict',
    `This request cannot be used in that way: ${STATE_WORDS[state]}.`,
  );
}

/** The same, thrown. */
export function requireState(request: RequestProgress, allowed: readonly DisclosureRequestState[], now: number): void {
  const refusal = stateRefusal(request, allowed, now);
  if (refusal !== null) throw refusal;
}

export interface Approver {
  readonly userId: string;
  readonly isCustodian: boolean;
}

/** Who asked decides nothing about it. Throws `second_person_needed`. */
export function requireOther(request: { readonly requesterId: string }, userId: string): void {
  if (request.requesterId === userId)
    throw new DomainError('second_person_needed', 'You asked for this. Two other persons of the owner decide it.');
}

/** The grant that this approval completes, or null where it is the first of two. Throws what keeps it from being given. */
export function judgeApproval<Field extends string>(
  request: DisclosureRequest<Field>,
  approver: Approver,
  terms: DisclosureTerms<Field>,
  now: number,
): (Omit<Grant<Field>, 'approvals'> & { readonly first: number }) | null {
  requireOther(request, approver.userId);
  requireState(request, ['requested'], now);
  if (request.approvals.some(({ userId }) => userId === approver.userId))
    throw new DomainError('second_person_needed', 'You have approved this. Somebody else must approve it too.');
  requireNarrower(request.asked, terms);
  const [first] = request.approvals.filter(({ counts }) => counts);
  if (first === undefined) return null;
  if (!first.ofCustodian && !approver.isCustodian)
    throw new DomainError('custodian_needed', 'Somebody who is no custodian has approved this: a custodian must, too.');
  const { fields, days, once } = intersectionOf(first, terms);
  if (fields.length === 0)
    throw invalidField('/fields', 'at least one field that the first approval leaves; or refuse the request');
  return { first: first.number, fields, once, endsAt: now + days * DAY };
}

/** What both allow: the fields of both, the shorter time, and a single use where either says so. */
export function intersectionOf<Field extends string>(
  one: DisclosureTerms<Field>,
  other: DisclosureTerms<Field>,
): DisclosureTerms<Field> {
  return {
    fields: one.fields.filter((field) => other.fields.includes(field)),
    days: Math.min(one.days, other.days),
    once: one.once || other.once,
  };
}

/** Throws `invalid_field` for an approval that goes beyond what was asked for. */
function requireNarrower<Field extends string>(asked: DisclosureTerms<Field>, terms: DisclosureTerms<Field>): void {
  if (terms.fields.some((field) => !asked.fields.includes(field)))
    throw invalidField('/fields', 'fields that were asked for');
  requireNoLonger(asked, terms);
}

/** Throws `invalid_field` for more days than were asked for, and for more than a single use where one was. */
export function requireNoLonger(asked: GrantTerms, terms: GrantTerms): void {
  if (terms.days > asked.days) throw invalidField('/days', `at most the ${asked.days} days that were asked for`);
  if (asked.once && !terms.once) throw invalidField('/once', 'true, as it was asked for');
}

/** Of the fields wanted those that the grant shows, all of them where none is named. Throws `invalid_field` for any other. */
export function fieldsOfUse<Field extends string>(
  grant: Grant<Field>,
  wanted: readonly Field[] | null,
): readonly Field[] {
  if (wanted === null) return grant.fields;
  if (wanted.some((field) => !grant.fields.includes(field))) throw invalidField('/fields', 'fields that were granted');
  return wanted;
}
