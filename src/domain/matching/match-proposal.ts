// A proposal that two records may be one person: what a new comparison makes of it, and what a decision ends for good.

import type { MatchFinding } from './propose-matches.js';

export const PROPOSAL_STATES = ['open', 'superseded', 'confirmed', 'not_same'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export const PROPOSAL_VERDICTS = ['confirmed', 'not_same'] as const;
export type ProposalVerdict = (typeof PROPOSAL_VERDICTS)[number];

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

function isDecided({ state }: MatchProposal): boolean {
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
  if (before !== null && isDecided(before)) return before;
  if (found !== null) return { state: 'open', finding: found, normalForm };
  return before === null ? null : { ...before, state: 'superseded' };
}

/** Repeats: the same was decided before, and is answered alike. Conflicts: the other was, or the facts have changed and nothing is to be decided. */
export function decisionOn({ state }: MatchProposal, verdict: ProposalVerdict): 'takes' | 'repeats' | 'conflicts' {
  if (state === 'open') return 'takes';
  return state === verdict ? 'repeats' : 'conflicts';
}
