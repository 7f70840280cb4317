// The page on which a worker says why they need to know who a person is.

import { DISCLOSURE_PURPOSES } from '../../domain/identity/disclosure.js';
import { IDENTITY_FIELDS } from '../../domain/identity/identity-particulars.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, optionsOf, type FieldGroup } from '../forms/form-field.js';
import { caseAddress } from '../records/case-view.js';
import { CaseCrumb } from '../records/statement-pages.js';
import { inWords } from '../words/in-words.js';

export const DISCLOSURE_FIELDS: readonly FieldGroup[] = [
  {
    legend: 'Why',
    hint: 'Your organisation sees who looked, when, and this reason.',
    fields: [
      field(
        '/purpose',
        'Purpose',
        {
          control: 'select',
          options: [...optionsOf(DISCLOSURE_PURPOSES, inWords), { value: 'court', label: 'For a court' }],
        },
        { required: true },
      ),
      field(
        '/reason',
        'Reason',
        { control: 'area', maxLength: 2000 },
        { required: true, hint: 'In your own words, at least 10 characters.' },
      ),
    ],
  },
  {
    legend: 'What you need to see',
    hint: 'No more than the purpose needs.',
    fields: IDENTITY_FIELDS.map((name, at) => field(`/fields/${at}`, inWords(name), { control: 'pick', value: name })),
  },
];

interface DisclosureFormPageProps {
  readonly pseudonym: string;
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function DisclosureFormPage({ pseudonym, seal, state }: DisclosureFormPageProps) {
  return (
    <section class="middle">
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Show who this is</h1>
      <ConsoleForm
        action={`${caseAddress(pseudonym)}/disclosures`}
        seal={seal}
        groups={DISCLOSURE_FIELDS}
        state={state}
        button="Show for 15 minutes"
      />
    </section>
  );
}
