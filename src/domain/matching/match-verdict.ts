// What an organisation says of two records that may be one person, and what becomes of the proposal by it.

import type { Actor } from '../access/actor.js';
import { DomainError, invalidField } from '../domain-error.js';
import type { ProposalDeciders, ProposalState } from './match-proposal.js';

/**
 * - `same`: proposes a link, which another person confirms
 * - `not_same`: for ever, once each owner has said so
 * - `tell`: the central agency has both owners told to come to it, and of nothing else
 */
export const MATCH_VERDICTS = ['same', 'not_same', 'tell'] as const;
export type MatchVerdict = (typeof MATCH_VERDICTS)[number];

const VERDICTS_OF: Readonly<Record<ProposalDeciders, readonly MatchVerdict[]>> = {
  owners: ['same', 'not_same'],
  central_agency: ['not_same', 'tell'],
};

export interface JudgedProposal {
  readonly state: ProposalState;
  readonly deciders: ProposalDeciders;
  /** Ids of the organisations that registered the two; one id where it is the same one. */
  readonly owners: readonly string[];
  /** Ids of the organisations that have found them not the same. */
  readonly notSame: readonly string[];
}

/** Throws `invalid_field` where the verdict is none that those who decide on this proposal give. */
export function readMatchVerdict(given: string, deciders: ProposalDeciders): MatchVerdict {
  const offered = VERDICTS_OF[deciders];
  const verdict = offered.find((one) => one === given);
  if (verdict === undefined) throw invalidField('/verdict', `one of ${offered.join(', ')}`);
  return verdict;
}

/** Whether nothing is left for this organisation to say: an agency that has told the owners may still find the two not the same. */
export function saysNothing(
  { organisationId }: Pick<Actor, 'organisationId'>,
  { state, notSame }: JudgedProposal,
): boolean {
  const isOpen = state === 'open' || state === 'told';
  return !isOpen || notSame.includes(organisationId);
}

/** Throws `match_state_conflict`. */
export function requireUndecided(
  actor: Pick<Actor, 'organisationId'>,
  proposal: JudgedProposal,
  verdict: MatchVerdict,
): void {
  if (saysNothing(actor, proposal)) {
    throw new DomainError(
      'match_state_conflict',
      'Nothing is left for your organisation to say here: it has found the two not to be one person, they were decided on, or their records agree no longer.',
    );
  }
  if (verdict === 'tell' && proposal.state === 'told')
    throw new DomainError('match_state_conflict', 'Both owners were told already to come to the central agency.');
}

/** Once each of those who decide has found them not the same, that is for ever; one of two leaves it open for the other. */
export function stateAfterNotSame(by: string, { state, deciders, owners, notSame }: JudgedProposal): ProposalState {
  const said = new Set([...notSame, by]);
  const settled = deciders === 'central_agency' || owners.every((owner) => said.has(owner));
  if (settled) return 'not_same';
  return state === 'confirmed' ? 'open' : state;
}
