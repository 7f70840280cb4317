// The page on which a coordinator assigns a worker to a case.

import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, type FieldGroup } from '../forms/form-field.js';
import { caseAddress } from './case-view.js';
import { CaseCrumb } from './statement-pages.js';

const WORKER: readonly FieldGroup[] = [
  {
    legend: 'Worker',
    fields: [
      field(
        '/username',
        'Username',
        { control: 'text', maxLength: 63, name: true },
        {
          required: true,
          hint: 'A colleague of your organisation who works on cases. They may then ask for the name.',
        },
      ),
    ],
  },
];

interface AssignmentPageProps {
  readonly pseudonym: string;
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function AssignmentPage({ pseudonym, seal, state }: AssignmentPageProps) {
  const action = `${caseAddress(pseudonym)}/assignments`;
  return (
    <section class="middle">
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Assign a worker</h1>
      <ConsoleForm action={action} seal={seal} groups={WORKER} state={state} button="Assign" />
    </section>
  );
}
