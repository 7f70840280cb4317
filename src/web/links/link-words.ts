// The states of a link, its steps and its verdicts in words.

import type { LinkState, LinkVerdict } from '../../domain/links/person-link.js';
import type { ShownLink } from '../../domain/links/shown-link.js';

interface StateWords {
  readonly label: string;
  readonly meaning: string;
}

const STATE_WORDS: Readonly<Record<LinkState, StateWords>> = {
  proposed: { label: 'Proposed', meaning: 'Nothing has changed yet; the proposal awaits a review.' },
  confirmed: {
    label: 'Confirmed: merged',
    meaning: 'The two are one record while this link stands. Both pseudonyms keep answering.',
  },
  refused: { label: 'Refused', meaning: 'The two stay two records.' },
  withdrawn: { label: 'Withdrawn', meaning: 'The two are two records; the proposal was taken back.' },
};

const SPLIT: StateWords = {
  label: 'Withdrawn: split again',
  meaning: 'The two are two records again, and each holds what was recorded on its own pseudonym.',
};

export function linkWords({ state, stood }: Pick<ShownLink, 'state' | 'stood'>): StateWords {
  return state === 'withdrawn' && stood ? SPLIT : STATE_WORDS[state];
}

export const VERDICT_WORDS: Readonly<Record<LinkVerdict, string>> = {
  confirmed: 'Confirm: they are one person',
  refused: 'Refuse: they are not, or it is not shown',
};
