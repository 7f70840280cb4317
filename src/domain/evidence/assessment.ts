// An organisation's assessment of an item of evidence: which one stands, and whether the standing ones agree.

import { DomainError, type FieldFault } from '../domain-error.js';
import type { Instant } from '../records/instant.js';
import { withdrawalReason } from '../records/withdrawal-reason.js';

export const VERDICTS = [
  'authentic',
  'authentic_misdated',
  'staged',
  'synthetic',
  'manipulated',
  'misattributed',
  'unverifiable',
  'insufficient',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How the item was looked at. */
export const METHODS = [
  'source_traced',
  'earlier_copies_searched',
  'metadata_read',
  'place_compared',
  'time_compared',
  'features_compared',
  'signal_analysed',
  'witness_asked',
  'viewed_only',
] as const;
export type Method = (typeof METHODS)[number];

/** What speaks for the verdict, as a code; the reason in words stands beside it. */
export const GROUNDS = [
  'source_is_known',
  'place_and_time_fit',
  'confirmed_by_other_items',
  'earlier_publication_found',
  'place_or_time_differs',
  'shows_somebody_else',
  'shows_another_event',
  'traces_of_editing',
  'traces_of_generation',
  'traces_of_staging',
  'original_not_available',
  'quality_too_low',
  'nothing_to_compare_with',
] as const;
export type Ground = (typeof GROUNDS)[number];

/** What a rule has to know of an assessment. */
export interface AssessedBy {
  readonly organisationId: string;
  /** Whether that organisation depends on a party, whichever it is. */
  readonly dependsOnParty: boolean;
  readonly verdict: Verdict;
  readonly recordedAt: Instant;
  /** Null while it is not withdrawn. */
  readonly withdrawnAt: Instant | null;
}

export interface Assessment extends AssessedBy {
  /** Random UUID. */
  readonly id: string;
  readonly organisationName: string;
  readonly method: Method;
  readonly ground: Ground;
  /** Words for the assessor's own organisation. */
  readonly reason: string;
}

export const ASSESSMENT_STATES = ['standing', 'replaced', 'withdrawn'] as const;
export type AssessmentState = (typeof ASSESSMENT_STATES)[number];

export const AGREEMENTS = ['none', 'agree', 'disagree'] as const;
export type Agreement = (typeof AGREEMENTS)[number];

/**
 * What each organisation's word is at an instant: its newest assessment of those recorded by then, unless that one was withdrawn by then.
 * One that was replaced does not come back when its successor is withdrawn: its organisation had given it up. Where an organisation said
 * different things at one instant, of two copies of one original, none of them is newer and it has no word.
 */
export function standingAt<A extends AssessedBy>(assessments: readonly A[], at: Instant): readonly A[] {
  const known = assessments.filter(({ recordedAt }) => recordedAt <= at);
  const organisations = new Set(known.map(({ organisationId }) => organisationId));
  return [...organisations].flatMap((organisationId) => {
    const own = known.filter((one) => one.organisationId === organisationId);
    const newest = Math.max(...own.map(({ recordedAt }) => recordedAt));
    const word = own.filter(
      ({ recordedAt, withdrawnAt }) => recordedAt === newest && (withdrawnAt === null || withdrawnAt > at),
    );
    return new Set(word.map(({ verdict }) => verdict)).size === 1 ? word.slice(0, 1) : [];
  });
}

/** Withdrawn says more than replaced. */
export function stateOfAssessment<A extends AssessedBy>(one: A, all: readonly A[], at: Instant): AssessmentState {
  if (one.withdrawnAt !== null && one.withdrawnAt <= at) return 'withdrawn';
  return standingAt(all, at).includes(one) ? 'standing' : 'replaced';
}

/** Of two organisations and more; one alone has nobody to agree with. A verdict that leaves the item open agrees with no other. */
export function agreementOf(standing: readonly AssessedBy[]): Agreement {
  if (standing.length < 2) return 'none';
  return new Set(standing.map(({ verdict }) => verdict)).size === 1 ? 'agree' : 'disagree';
}

export interface GivenAssessment {
  readonly verdict: string;
  readonly method: string;
  readonly ground: string;
  readonly reason: string;
}

export type ReadAssessment = Pick<Assessment, 'verdict' | 'method' | 'ground' | 'reason'>;

/** Throws `invalid_field` with every fault. */
export function requireAssessment(given: GivenAssessment): ReadAssessment {
  const faults: FieldFault[] = [];
  const choice = <T extends string>(field: keyof GivenAssessment, choices: readonly T[]): T | undefined => {
    const found = choices.find((one) => one === given[field]);
    if (found === undefined)
      faults.push({ pointer: `/${field}`, code: 'not_in_list', expected: `one of ${choices.join(', ')}` });
    return found;
  };
  const [verdict, method, ground] = [choice('verdict', VERDICTS), choice('method', METHODS), choice('ground', GROUNDS)];
  if (verdict === undefined || method === undefined || ground === undefined)
    throw new DomainError('invalid_field', 'The assessment cannot be recorded as given.', faults);
  return { verdict, method, ground, reason: withdrawalReason(given.reason) };
}

/** Throws `already_withdrawn`, or `conflict` for one that a newer one of the same organisation has replaced. */
export function requireStandingAssessment<A extends AssessedBy>(one: A, all: readonly A[], at: Instant): void {
  const state = stateOfAssessment(one, all, at);
  if (state === 'withdrawn') throw new DomainError('already_withdrawn', 'This assessment was withdrawn before.');
  if (state === 'replaced')
    throw new DomainError('conflict', 'A newer assessment of your organisation has replaced this one; withdraw that.');
}

/** An assessment is dated by its recording; one that is not the newest of its organisation could never stand. Throws `conflict`. */
export function requireNewest(all: readonly AssessedBy[], organisationId: string, at: Instant): void {
  if (all.some((one) => one.organisationId === organisationId && one.recordedAt >= at))
    throw new DomainError('conflict', 'Your organisation has assessed this item at the same moment. Read it again.');
}
