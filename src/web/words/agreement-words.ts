// What of a search agrees with a person, in words that tell no name and no date.

import type { ToldEvidence } from '../../domain/matching/identity-agreement.js';

const PARTS: Readonly<Record<ToldEvidence['part'], string>> = {
  name: 'A part of the name',
  patronymic: 'The father’s name in it',
  extra: 'A further word',
  birth: 'Birth',
  sex: 'Sex',
  father: 'The father',
  mother: 'The mother',
};

const REASONS: Readonly<Record<ToldEvidence['reason'], string>> = {
  sounds_alike: 'sounds alike',
  form_of_one_name: 'is a form of the same name',
  initial_only: 'agrees in its first letter alone',
  sounds_differ: 'sounds otherwise',
  missing_on_one_side: 'is known to one side alone',
  same_day: 'on the same day',
  same_year: 'within the same year',
  overlap: 'may be at the same time',
  near: 'up to a year apart',
  apart: 'more than a year apart',
  sexes_agree: 'agrees',
  sexes_differ: 'differs',
};

export function whyInWords(why: readonly ToldEvidence[]): string[] {
  return why.map(({ part, reason }) => `${PARTS[part]} ${REASONS[reason]}`);
}
