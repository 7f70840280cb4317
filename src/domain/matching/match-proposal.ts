// A proposal that two records may be one person: what a new comparison makes of it, and what a decision ends for good.

import type { MatchFinding } from './propose-matches.js';

/**
 * - `told`: the central agency has told both owners to come to it; it may still find the two not the same
 * - `superseded`: what the records say agrees no longer
 * - `confirmed`, `not_same`: decided by people, and moved by no comparison
 */
export const PROPOSAL_STATES = ['open', 'told', 'superseded', 'confirmed', 'not_same'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** Whose the decision is: both owners', where each may know of the other's record; else the central agency's alone. */
export const PROPOSAL_DECIDERS = ['owners', 'central_agency'] as const;
export type ProposalDeciders = (typeof PROPOSAL_DECIDERS)[number];

export interface MatchProposal {
  readonly state: ProposalState;
  /** The newest finding by which the two agreed. */
  readonly finding: MatchFinding;
  /** Version of the normal form by which that finding was made. */
  readonly normalForm: number;
}

/** Two inner ids in one order, so that a pair is kept once, whichever of the two was matched. */
export function pairOf(one: string, other: string): readonly [string, string] {
  return one < other ? [one, other] : [other, one];
}

export function isDecided(state: ProposalState): boolean {
  return state === 'confirmed' || state === 'not_same';
}

/**
 * `found` is null where the two agree no longer. What a person decided stays as it was decided on, under whatever rules and facts come after;
 * null where there is nothing to keep.
 */
export function proposalAfter(
  before: MatchProposal | null,
  found: MatchFinding | null,
  normalForm: number,
): MatchProposal | null {
  if (before !== null && isDecided(before.state)) return before;
  if (found !== null) return { state: before?.state === 'told' ? 'told' : 'open', finding: found, normalForm };
  return before === null ? null : { ...before, state: 'superseded' };
}
