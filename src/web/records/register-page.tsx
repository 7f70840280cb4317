// The page on which a person is registered.

import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import type { FieldGroup } from '../forms/form-field.js';

interface RegisterPageProps {
  readonly groups: readonly FieldGroup[];
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function RegisterPage({ groups, seal, state }: RegisterPageProps) {
  return (
    <section class="middle">
      <h1>Register a person</h1>
      <p class="lead">The answer is a pseudonym. From then on the registry speaks of this person by it alone.</p>
      <p>
        Search first, so that nobody is registered twice: <a href="/console/search">Search</a>.
      </p>
      <ConsoleForm action="/console/register" seal={seal} groups={groups} state={state} button="Register" />
    </section>
  );
}
