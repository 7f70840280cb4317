// The fields of the form by which somebody says whether two records are one person.

import type { MatchVerdict } from '../../domain/matching/match-verdict.js';
import type { ShownMatch } from '../../domain/matching/shown-match.js';
import { field, type FieldGroup } from '../forms/form-field.js';
import { VERDICT_WORDS } from './match-words.js';

const option = (verdict: MatchVerdict): { value: string; label: string } => ({
  value: verdict,
  label: VERDICT_WORDS[verdict],
});

export function verdictGroups({ deciders, persons, state }: ShownMatch): readonly FieldGroup[] {
  const verdicts: readonly MatchVerdict[] =
    deciders === 'owners' ? ['same', 'not_same'] : state === 'told' ? ['not_same'] : ['tell', 'not_same'];
  const survivors = persons.map(({ pseudonym }) => ({ value: pseudonym, label: pseudonym }));
  const into = field(
    '/into',
    'Record that survives',
    { control: 'select', options: survivors, empty: 'Only where they are one person' },
    { hint: 'It holds the statements of both; the other one is closed, and can be split off again.' },
  );
  return [
    {
      legend: 'Verdict',
      fields: [
        field('/verdict', 'What you find', { control: 'select', options: verdicts.map(option) }, { required: true }),
        ...(deciders === 'owners' ? [into] : []),
        field(
          '/reason',
          'Reason',
          { control: 'area', maxLength: 1000 },
          { required: true, hint: 'What you looked at, without names.' },
        ),
      ],
    },
  ];
}
