// The fields of the forms of a link, at the pointers of the requests that they make.

import { LINK_VERDICTS, type LinkVerdict } from '../../domain/links/person-link.js';
import { field, type FieldGroup, type FormField } from '../forms/form-field.js';
import { VERDICT_WORDS } from './link-words.js';

function reasonField(hint: string): FormField {
  return field('/reason', 'Reason', { control: 'area', maxLength: 1000 }, { required: true, hint });
}

export const PROPOSAL_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'The other record',
    fields: [
      field(
        '/into',
        'Pseudonym of the record that survives',
        { control: 'text', maxLength: 40 },
        { required: true, hint: 'As your organisation knows it.' },
      ),
      reasonField('Why the two are one person, without names. Those who review it read this.'),
    ],
  },
];

const option = (verdict: LinkVerdict): { value: string; label: string } => ({
  value: verdict,
  label: VERDICT_WORDS[verdict],
});

export const REVIEW_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Verdict',
    fields: [
      field(
        '/verdict',
        'What you decide',
        { control: 'select', options: LINK_VERDICTS.map(option) },
        { required: true },
      ),
      reasonField('What you looked at, without names.'),
    ],
  },
];

export const WITHDRAWAL_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Why it is taken back',
    fields: [reasonField('Without names. It stays in the history of both records.')],
  },
];
