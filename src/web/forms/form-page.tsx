// A page that is one form: what it does, its way back, its fields, and what it sends back as it is.

import type { ComponentChildren } from 'preact';
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
  /** What is to be read before the fields. */
  readonly children?: ComponentChildren;
}

export function FormPage(props: FormPageProps) {
  const { title, lead, back, action, groups, seal, state, button, seen = {}, children } = props;
  return (
    <section class="middle">
      <p>
        <a href={back}>Back</a>
      </p>
      <h1>{title}</h1>
      {lead !== undefined && <p class="lead">{lead}</p>}
      {children}
      <ConsoleForm action={action} seal={seal} groups={groups} state={state} button={button}>
        {Object.entries(seen).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      </ConsoleForm>
    </section>
  );
}
