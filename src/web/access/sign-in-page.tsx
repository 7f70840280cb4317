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
      field(
        '/code',
        'Code',
        { control: 'text', autocomplete: 'one-time-code', maxLength: 64 },
        { hint: 'Where your account has a second factor: of the app, or one of the recovery codes.' },
      ),
    ],
  },
];

const NEWS: Readonly<Record<string, string>> = {
  'signed-out': 'You are signed out.',
  'second-factor-removed': 'Your account has no second factor any more. The password alone signs you in.',
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
        the password. After ten wrong passwords or codes an account stays closed for 15 minutes. Whoever has lost the
        device and the recovery codes asks the administrator to remove the second factor.
      </p>
    </section>
  );
}
