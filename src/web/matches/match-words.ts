// The states, bands and verdicts of a match in words.

import type { ProposalDeciders, ProposalState } from '../../domain/matching/match-proposal.js';
import type { MatchVerdict } from '../../domain/matching/match-verdict.js';
import type { ShownMatch } from '../../domain/matching/shown-match.js';

export const STATE_WORDS: Readonly<Record<ProposalState, string>> = {
  open: 'To be decided',
  told: 'The owners were told',
  superseded: 'Agrees no longer',
  confirmed: 'One person',
  not_same: 'Two people',
};

export const BAND_WORDS: Readonly<Record<ShownMatch['band'], string>> = {
  same: 'Much agrees',
  possible: 'Some agrees',
};

export const VERDICT_WORDS: Readonly<Record<MatchVerdict, string>> = {
  same: 'They are one person: propose a link',
  not_same: 'They are two people, for ever',
  tell: 'Have both owners told to get in touch with us',
};

export const SAID_WORDS: Readonly<Record<MatchVerdict, string>> = {
  same: 'One person',
  not_same: 'Two people',
  tell: 'Had both owners told',
};

export const DECIDERS_WORDS: Readonly<Record<ProposalDeciders, string>> = {
  owners:
    'The organisations that registered the two decide. One person: somebody else confirms the link that you propose. Two people: for ever, once each of them has said so.',
  central_agency:
    'The organisations that registered the two may not know of each other’s record, and neither hears of this. You may find them to be two people, for ever; or have each owner told, about its own record alone, to get in touch with you.',
};

export function registrantWords(own: boolean): string {
  return own ? 'yours' : 'of another organisation';
}
