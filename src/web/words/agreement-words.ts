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
  loss_date: 'The time of the loss',
  loss_place: 'The place of the loss',
  unit: 'The unit',
  kin: 'Kin in this registry',
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
  same_month: 'is the same month',
  months_overlap: 'may be the same',
  months_near: 'is up to a year apart, which says nothing',
  months_apart: 'is more than a year apart',
  same_district: 'is the same district',
  same_region: 'is the same region',
  other_district: 'is another district of the same region',
  other_region: 'is another region',
  same_unit: 'is the same',
  same_unit_number: 'has a number in common',
  other_unit: 'has other numbers, as of another level',
  same_spouse_or_child: 'is the same spouse or child',
  same_kin: 'is the same person',
  kin_of_each_other: 'says that they are two people of one family',
};

/** Which part of a name it was is not told, so that two parts read alike: they are said once, with their number. */
export function whyInWords(why: readonly ToldEvidence[]): string[] {
  const times = new Map<string, number>();
  for (const { part, reason } of why) {
    const words = `${PARTS[part]} ${REASONS[reason]}`;
    times.set(words, (times.get(words) ?? 0) + 1);
  }
  return [...times].map(([words, count]) => (count === 1 ? words : `${words} (${count} times)`));
}
