// Gathers what decides about a proposal: its state, whose decision it is, and who has found the two not to be one person.

import type { JudgedProposal } from '../../domain/matching/match-verdict.js';
import type { Room } from '../room.js';
import type { HeardProposal } from './match-proposal.repository.js';

/** Each organisation's newest verdict counts. */
export async function judgedOf(
  room: Room,
  { personIds, state, deciders, verdicts }: HeardProposal,
): Promise<JudgedProposal> {
  const owners = await Promise.all(personIds.map((id) => room.persons.ownerOf(id)));
  const newest = new Map(verdicts.map(({ organisationId, verdict }) => [organisationId, verdict]));
  return {
    state,
    deciders,
    owners: [...new Set(owners.filter((id) => id !== null))],
    notSame: [...newest].filter(([, verdict]) => verdict === 'not_same').map(([id]) => id),
  };
}
