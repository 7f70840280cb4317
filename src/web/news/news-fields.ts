// The fields of the forms about news that waits and about a found person's will, at the pointers of the requests that they make.

import { VERDICTS_ON_NEWS } from '../../domain/news/embargo-order.js';
import { CONTACT_WISHES, WAYS_OF_SAYING, WILL_RECIPIENTS, type GivenWill } from '../../domain/news/person-will.js';
import { KINSHIPS } from '../../domain/records/kinds/kind-values.js';
import { CONSENT_PURPOSES } from '../../domain/tracing/consent.js';
import { field, optionsOf, type Control, type FieldGroup } from '../forms/form-field.js';
import { inWords } from '../words/in-words.js';

/** As much of an organisation as a form needs. */
export interface NamedOrganisation {
  readonly id: string;
  readonly name: string;
}

function choice(values: readonly string[]): Control {
  return { control: 'select', options: optionsOf(values, inWords) };
}

export const VERIFICATION_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'What you found',
    hint: 'Verified, it counts for everybody else from now on. Rejected, nobody else is ever told; whoever gave it may still retract it.',
    fields: [
      field('/verdict', 'Verdict', choice(VERDICTS_ON_NEWS), { required: true }),
      field(
        '/reason',
        'How you know',
        { control: 'area', maxLength: 1000 },
        { required: true, hint: 'For your own organisation; without names.' },
      ),
    ],
  },
];

export function willGroups(organisations: readonly NamedOrganisation[]): FieldGroup[] {
  return [
    {
      legend: 'What the person wants',
      fields: [
        field('/reachedOn', 'Reached on', { control: 'text', type: 'date' }, { required: true }),
        field('/said', 'How they said so', choice(WAYS_OF_SAYING), { required: true }),
        field('/contact', 'Contact with the family', choice(CONTACT_WISHES), { required: true }),
      ],
    },
    {
      legend: 'Contact only with',
      hint: 'Where contact is wanted with some alone. Names stay in the vault.',
      fields: KINSHIPS.map((one, at) =>
        field(`/contactWith/${at}`, inWords(one), { control: 'pick' as const, value: one }),
      ),
    },
    {
      legend: 'Who may know what is recorded from now on',
      hint: 'It replaces every sharing level. An organisation to which the record is shut is told in a reply to its inquiry alone, by the central agency, which has to be named as well. What others have been told already cannot be untold, and stays as it was.',
      fields: [
        field('/sharedWith', 'Who may know', choice(WILL_RECIPIENTS), { required: true }),
        ...organisations.map(({ id, name }, at) =>
          field(`/namedOrganisations/${at}`, name, { control: 'pick' as const, value: id }),
        ),
      ],
    },
    {
      legend: 'For which purposes',
      fields: CONSENT_PURPOSES.map((one, at) =>
        field(`/purposes/${at}`, inWords(one), { control: 'pick' as const, value: one }),
      ),
    },
  ];
}

/** What is missing is empty, for the domain to refuse. */
export function willGiven(value: Readonly<Record<string, unknown>>): GivenWill {
  return { reachedOn: '', contact: '', sharedWith: '', said: '', ...value };
}
