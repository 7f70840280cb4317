// The page on which somebody signs in.

import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, type FieldGroup } from '../forms/form-field.js';

const FIELDS: readonly FieldGroup[] = [
  {
    legend: 'Your account',
    fields: [
      field(
        '/username',
        'Username',
        { control: 'text', autocomplete: 'username', maxLength: 200, name: true },
        { required: true },
      ),
      field(
        '/password',
        'Password',
        { control: 'text', type: 'password', autocomplete: 'current-password', maxLength: 256 },
        { required: true },
      ),
    ],
  },
];

const NEWS: Readonly<Record<string, string>> = {
  'signed-out': 'You are signed out.',
  'password-set': 'Your password is set. Sign in with it.',
  'set-up': 'The registry is set up. Sign in as its first administrator.',
};

interface SignInPageProps {
  readonly seal: FormSeal;
  readonly state: FormState;
  /** Where to go afterwards. */
  readonly to: string;
  /** What has just happened; one of a closed list, anything else says nothing. */
  readonly news?: string;
}

export function SignInPage({ seal, state, to, news = '' }: SignInPageProps) {
  const words = Object.hasOwn(NEWS, news) ? NEWS[news] : undefined;
  return (
    <section class="narrow">
      <h1>Sign in</h1>
      {words !== undefined && (
        <div class="notice" role="status">
          <p>{words}</p>
        </div>
      )}
      <ConsoleForm action="/sign-in" seal={seal} groups={FIELDS} state={state} button="Sign in">
        <input type="hidden" name="to" value={to} />
      </ConsoleForm>
      <p class="small">
        Accounts are made by your organisation’s administrator, who can also send you a new link when you have forgotten
        the password. After ten wrong passwords an account stays closed for 15 minutes.
      </p>
    </section>
  );
}
