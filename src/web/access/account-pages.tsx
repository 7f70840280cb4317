// The page of one's own account, and the two that are shown once while a second factor is added.

import type { Actor } from '../../domain/access/actor.js';
import { RECOVERY_CODES } from '../../domain/access/second-factor.js';
import type { ListedSession } from '../../usecases/access/list-own-sessions.js';
import type { SecondFactorState } from '../../usecases/access/read-second-factor.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, type FieldGroup } from '../forms/form-field.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { PASSWORD_AGAIN, PRESENT_CODE } from './proof-fields.js';
import { QrPicture } from './qr-picture.js';
import { Sessions } from './sessions-part.js';

const PLACE = '/console/account/second-factor';
const REQUIRED = { required: true };

const BEGIN_GROUPS: readonly FieldGroup[] = [{ legend: 'Add a second factor', fields: [PASSWORD_AGAIN] }];

const CONFIRM_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Its first code',
    fields: [
      field(
        '/code',
        'Code',
        { control: 'text', autocomplete: 'one-time-code', maxLength: 64 },
        {
          ...REQUIRED,
          hint: 'Six digits, as the app shows them now.',
        },
      ),
    ],
  },
];

const REMOVE_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Remove the second factor',
    fields: [PASSWORD_AGAIN, PRESENT_CODE],
  },
];

interface AccountPageProps {
  readonly actor: Actor;
  readonly factor: SecondFactorState;
  readonly sessions: readonly ListedSession[];
  readonly states: { readonly factor: FormState; readonly sessions: FormState };
  readonly seal: FormSeal;
}

export function AccountPage({ actor, factor, sessions, states, seal }: AccountPageProps) {
  return (
    <section class="middle">
      <h1>Your account</h1>
      <section class="sheet">
        <dl class="facts">
          <dt>Username</dt>
          <dd>{actor.username}</dd>
          <dt>Roles</dt>
          <dd>{actor.roles.map(inWords).join(', ')}</dd>
          <dt>Second factor</dt>
          <dd>
            {factor.since === null ? 'None: the password alone signs in' : `Since ${instantInWords(factor.since)}`}
          </dd>
          {factor.since !== null && (
            <>
              <dt>Recovery codes left</dt>
              <dd>
                {factor.recoveryCodesLeft} of {RECOVERY_CODES}
              </dd>
            </>
          )}
        </dl>
      </section>
      {factor.since === null ? (
        <Begin state={states.factor} seal={seal} />
      ) : (
        <Remove state={states.factor} seal={seal} />
      )}
      <Sessions sessions={sessions} withCode={factor.since !== null} state={states.sessions} seal={seal} />
    </section>
  );
}

interface FormProps {
  readonly state: FormState;
  readonly seal: FormSeal;
}

function Begin({ state, seal }: FormProps) {
  return (
    <>
      <p>
        With a second factor, whoever has learned your password still cannot sign in: each sign-in also asks for a code
        that an authenticator app on your telephone makes anew every thirty seconds.
      </p>
      <ConsoleForm action={PLACE} seal={seal} groups={BEGIN_GROUPS} state={state} button="Begin" />
    </>
  );
}

function Remove({ state, seal }: FormProps) {
  return (
    <>
      <p>To move to another device, or for new recovery codes, remove it and add it again. You are signed out then.</p>
      <ConsoleForm
        action={`${PLACE}/remove`}
        seal={seal}
        groups={REMOVE_GROUPS}
        state={state}
        button="Remove it"
        quiet
      />
    </>
  );
}

interface BegunPageProps extends FormProps {
  /** Null where the form comes back after a code that did not fit: the secret is shown once. */
  readonly shown: { readonly secret: string; readonly address: string } | null;
}

export function BegunPage({ shown, state, seal }: BegunPageProps) {
  return (
    <section class="middle">
      <h1>Add a second factor</h1>
      {shown === null ? (
        <p>
          The picture was shown once. If it is not in your app, <a href="/console/account">begin again</a>.
        </p>
      ) : (
        <Secret {...shown} />
      )}
      <ConsoleForm action={`${PLACE}/confirm`} seal={seal} groups={CONFIRM_GROUPS} state={state} button="Add it" />
      <p class="small">Then you are signed out, and sign in with a code.</p>
    </section>
  );
}

function Secret({ secret, address }: { readonly secret: string; readonly address: string }) {
  return (
    <>
      <div class="notice" role="status">
        <p>
          <strong>This is shown only now.</strong> Read it with your authenticator app, or type the letters below into
          it.
        </p>
      </div>
      <p>
        <QrPicture text={address} label="QR code for your authenticator app; the same as the letters below" />
      </p>
      <p>
        <code class="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
    </>
  );
}

export function RecoveryCodesPage({ codes }: { readonly codes: readonly string[] }) {
  return (
    <section class="middle">
      <h1>Your recovery codes</h1>
      <div class="notice" role="status">
        <p>
          <strong>These are shown only now.</strong> Your account has a second factor from now on. Each of these codes
          signs you in once when the device is lost: write them down, and keep them where the device is not.
        </p>
      </div>
      <ul>
        {codes.map((code) => (
          <li>
            <code class="secret">{code}</code>
          </li>
        ))}
      </ul>
      <p>
        You are signed out. <a href="/sign-in">Sign in with your second factor</a>.
      </p>
    </section>
  );
}
