// Gathers what decides about a proposal: its state, whose decision it is, and who has found the two not to be one person.

import type { JudgedProposal } from '../../domain/matching/match-verdict.js';
import type { HeardProposal } from './match-proposal.repository.js';

/** Each organisation's newest verdict counts. */
export function judgedOf({ owners, state, deciders, verdicts }: HeardProposal): JudgedProposal {
  const newest = new Map(verdicts.map(({ organisationId, verdict }) => [organisationId, verdict]));
  return {
    state,
    deciders,
    owners: [...new Set(owners)],
    notSame: [...newest].filter(([, verdict]) => verdict === 'not_same').map(([id]) => id),
  };
}
