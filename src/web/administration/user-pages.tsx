// The page of one account, and the page that shows a one-time link once.

import { tagOfUser, type User } from '../../domain/access/user.js';
import { ActionForm, ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { SEEN_FIELD } from '../forms/seen-tag.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { ROLE_GROUPS } from './administration-fields.js';
import { AdministrationCrumb } from './administration-page.js';

interface UserPageProps {
  readonly user: User;
  /** Whether it is the administrator's own account, which another one must change. */
  readonly own: boolean;
  readonly state: FormState;
  readonly seal: FormSeal;
}

export function UserPage({ user, own, state, seal }: UserPageProps) {
  return (
    <section class="middle">
      <AdministrationCrumb />
      <h1>{user.username}</h1>
      <section class="sheet">
        <dl class="facts">
          <dt>Organisation</dt>
          <dd>{user.organisation.name}</dd>
          <dt>Roles</dt>
          <dd>{user.roles.map(inWords).join(', ')}</dd>
          <dt>State</dt>
          <dd>{user.disabled ? 'Closed' : 'Open'}</dd>
          <dt>Second factor</dt>
          <dd>{user.secondFactorSince === null ? 'None' : `Since ${instantInWords(user.secondFactorSince)}`}</dd>
        </dl>
      </section>
      {own ? <p>Another administrator must change your account.</p> : <Changes user={user} state={state} seal={seal} />}
    </section>
  );
}

function Changes({ user, state, seal }: Omit<UserPageProps, 'own'>) {
  const address = `/console/administration/users/${user.id}`;
  const to = user.disabled ? 'no' : 'yes';
  const seen = tagOfUser(user);
  return (
    <>
      <ConsoleForm
        action={`${address}/roles`}
        seal={seal}
        groups={ROLE_GROUPS}
        state={state}
        button="Change the roles"
        quiet
      >
        <input type="hidden" name={SEEN_FIELD} value={seen} />
      </ConsoleForm>
      <p class="small">A change of roles or access signs the user out everywhere.</p>
      <p class="actions">
        {!user.disabled && <ActionForm action={`${address}/link`} seal={seal} button="New link for a password" />}
        <ActionForm
          action={`${address}/access`}
          seal={seal}
          button={user.disabled ? 'Open the account again' : 'Close the account'}
          values={{ '/disabled': to, [SEEN_FIELD]: seen }}
        />
        {user.secondFactorSince !== null && (
          <ActionForm action={`${address}/second-factor/remove`} seal={seal} button="Remove the second factor" />
        )}
      </p>
    </>
  );
}

export function LinkOncePage(props: { readonly username: string; readonly link: string; readonly expiresAt: number }) {
  const { username, link, expiresAt } = props;
  return (
    <section class="middle">
      <AdministrationCrumb />
      <h1>Link for {username}</h1>
      <div class="notice" role="status">
        <p>
          <strong>This link is shown only now.</strong> Give it to the holder of the account on a safe way. It works
          once, until {instantInWords(expiresAt)}.
        </p>
      </div>
      <p>
        <code class="secret">{link}</code>
      </p>
    </section>
  );
}
