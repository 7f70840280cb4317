// The page of one form: the way back, what it is for, and the form.

import { ConsoleForm, type FormSeal, type FormState } from './console-form.js';
import type { FieldGroup, FormValues } from './form-field.js';

export interface FormPageProps {
  readonly title: string;
  readonly lead?: string;
  readonly back: string;
  readonly action: string;
  readonly groups: readonly FieldGroup[];
  readonly seal: FormSeal;
  readonly state: FormState;
  readonly button: string;
  /** What the form sends back as it is, such as the state that the worker saw. */
  readonly seen?: FormValues;
}

export function FormPage(props: FormPageProps) {
  const { title, lead, back, action, groups, seal, state, button, seen = {} } = props;
  return (
    <section class="middle">
      <p>
        <a href={back}>Back</a>
      </p>
      <h1>{title}</h1>
      {lead !== undefined && <p class="lead">{lead}</p>}
      <ConsoleForm action={action} seal={seal} groups={groups} state={state} button={button}>
        {Object.entries(seen).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      </ConsoleForm>
    </section>
  );
}
