// The fields of the forms of a request for disclosure, at the pointers of the requests that they make.

import { IDENTITY_CHECKS } from '../../domain/identity/disclosure-request-reading.js';
import { MOST_DAYS } from '../../domain/identity/disclosure-request.js';
import type { ShownDisclosureRequest } from '../../domain/identity/shown-disclosure-request.js';
import { field, optionsOf, type FieldGroup, type FormValues } from '../forms/form-field.js';
import { inWords } from '../words/in-words.js';
import { DISCLOSURE_FIELDS } from './disclosure-form-page.js';
import { askedTerms, termFields } from './request-fields.js';

export const REQUEST_GROUPS: readonly FieldGroup[] = [
  ...DISCLOSURE_FIELDS.map((group) => ({
    ...group,
    ...(group.legend === 'Why' && { hint: 'The organisation that registered the person reads this and decides.' }),
  })),
  {
    legend: 'For how long',
    fields: termFields(MOST_DAYS, 'From the second approval on, 1 to 30. Left empty, 7.'),
  },
  {
    legend: 'If the person asks about themself',
    fields: [
      field(
        '/identityCheck',
        'How you know that it is the person, or somebody who speaks for them',
        { control: 'select', options: optionsOf(IDENTITY_CHECKS, inWords), empty: 'Not asked by the person' },
        { hint: 'Needed for the purpose “data subject request”, and for no other.' },
      ),
    ],
  },
];

/** Each field that was asked for can be left out; nothing can be added. */
export function approvalGroups({ asked }: ShownDisclosureRequest): readonly FieldGroup[] {
  return [
    {
      legend: 'What you approve',
      hint: 'Take out what the purpose does not need. Both approvals together grant what both allow.',
      fields: [
        ...asked.fields.map((name, at) =>
          field(`/fields/${at}`, inWords(name), { control: 'pick' as const, value: name }),
        ),
        ...termFields(asked.days, `At most ${asked.days}, as asked for.`),
      ],
    },
  ];
}

/** As it was asked for, to be made narrower. */
export function askedValues({ asked }: ShownDisclosureRequest): FormValues {
  const fields = asked.fields.map((name, at): [string, string] => [`/fields/${at}`, name]);
  return { ...Object.fromEntries(fields), ...askedTerms(asked) };
}
