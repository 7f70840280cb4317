// An erasure of somebody's identity: asked for by one person with a ground and a reason, confirmed by another, and then never undone.

import { DomainError, invalidField } from '../domain-error.js';
import type { Instant } from '../records/instant.js';
import { textProblem } from './plain-text.js';

export const ERASURE_GROUNDS = [
  'request_of_the_person',
  'consent_withdrawn',
  'purpose_ended',
  'held_without_ground',
  'legal_obligation',
] as const;
/** No ground that anybody can give: its date has passed, and the time to open the identity again too. */
export const GROUND_OF_CLOCK = 'retention_ended';
export const ERASED_FOR = [...ERASURE_GROUNDS, GROUND_OF_CLOCK] as const;
export type ErasureGround = (typeof ERASED_FOR)[number];
type GivenGround = (typeof ERASURE_GROUNDS)[number];

export const ERASURE_STATES = ['requested', 'withdrawn', 'expired', 'confirmed', 'done'] as const;
/** `confirmed`: nothing is disclosed any more, and the key is being destroyed; `done`: it is. */
export type ErasureState = (typeof ERASURE_STATES)[number];

/** Milliseconds for which a request waits for a second person. */
export const ERASURE_WAITS = 30 * 24 * 60 * 60 * 1_000;

const SHORTEST_REASON = 10;
const LONGEST_REASON = 2000;

interface ErasureStep {
  /** With the username null where the clock took the step. */
  readonly userId: string | null;
  readonly username: string | null;
  readonly at: Instant;
}

export interface Erasure {
  /** Random UUID. */
  readonly id: string;
  readonly personId: string;
  readonly ground: ErasureGround;
  readonly reason: string;
  readonly requested: ErasureStep;
  readonly expiresAt: Instant;
  readonly withdrawn: ErasureStep | null;
  readonly confirmed: ErasureStep | null;
  readonly doneAt: Instant | null;
}

export interface ErasureRequest {
  readonly ground: GivenGround;
  readonly reason: string;
}

export function erasureNotPromised(): DomainError {
  return new DomainError(
    'erasure_not_promised',
    'This registry is set not to promise erasure: no key can be destroyed.',
  );
}

/** Throws `invalid_field`. */
export function readErasureRequest(given: { readonly ground: string; readonly reason: string }): ErasureRequest {
  const ground = ERASURE_GROUNDS.find((one) => one === given.ground);
  if (ground === undefined) throw invalidField('/ground', `one of ${ERASURE_GROUNDS.join(', ')}`);
  const reason = given.reason.trim();
  const problem = textProblem(reason, { longest: LONGEST_REASON, severalLines: true, letterNeeded: true });
  if (problem !== null || Array.from(reason).length < SHORTEST_REASON) {
    throw invalidField('/reason', `a reason in words, ${SHORTEST_REASON} to ${LONGEST_REASON} characters`);
  }
  return { ground, reason };
}

function happened(at: Instant | undefined, asOf: Instant): boolean {
  return at !== undefined && at <= asOf;
}

export function erasureState({ withdrawn, confirmed, doneAt, expiresAt }: Erasure, asOf: Instant): ErasureState {
  if (happened(doneAt ?? undefined, asOf)) return 'done';
  if (happened(confirmed?.at, asOf)) return 'confirmed';
  if (happened(withdrawn?.at, asOf)) return 'withdrawn';
  return expiresAt <= asOf ? 'expired' : 'requested';
}

/** Throws `erasure_state_conflict` where there is nothing to confirm or to take back. */
export function requireWaiting(erasure: Erasure, now: Instant): void {
  const state = erasureState(erasure, now);
  if (state === 'requested') return;
  const way = state === 'done' || state === 'confirmed' ? 'It cannot be undone.' : 'Ask for it anew.';
  throw new DomainError('erasure_state_conflict', `This erasure is ${state}. ${way}`);
}

/** Throws `erasure_state_conflict` or `second_person_needed`. */
export function requireConfirmable(erasure: Erasure, userId: string, now: Instant): void {
  requireWaiting(erasure, now);
  if (erasure.requested.userId === userId)
    throw new DomainError('second_person_needed', 'You asked for this erasure; another person must confirm it.');
}
