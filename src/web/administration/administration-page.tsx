// The pages of administration: what there is, and the form with which something is added.

import type { User } from '../../domain/access/user.js';
import type { Organisation, Party } from '../../domain/organisations/organisation.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import type { FieldGroup } from '../forms/form-field.js';
import { inWords } from '../words/in-words.js';

interface AdministrationPageProps {
  readonly parties: readonly Party[];
  readonly organisations: readonly Organisation[];
  readonly users: readonly User[];
  readonly ownId: string;
}

const ADDRESS = '/console/administration';

export function AdministrationPage({ parties, organisations, users, ownId }: AdministrationPageProps) {
  return (
    <>
      <h1>Administration</h1>
      <Users users={users} ownId={ownId} />
      <Organisations organisations={organisations} />
      <section class="sheet">
        <Heading title="Parties" to="parties/new" button="Add a party" />
        {parties.length === 0 && <p>No party has been added yet.</p>}
        <ul>
          {parties.map(({ label }) => (
            <li>{label}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Heading({ title, to, button }: { readonly title: string; readonly to: string; readonly button: string }) {
  return (
    <div class="heading">
      <h2>{title}</h2>
      <p>
        <a class="button" href={`${ADDRESS}/${to}`}>
          {button}
        </a>
      </p>
    </div>
  );
}

function Users({ users, ownId }: Pick<AdministrationPageProps, 'users' | 'ownId'>) {
  return (
    <section class="sheet">
      <Heading title="Accounts" to="users/new" button="Open an account" />
      <table class="cards">
        <caption class="unseen">Accounts, by username</caption>
        <thead>
          <tr>
            <th scope="col">Username</th>
            <th scope="col">Organisation</th>
            <th scope="col">Roles</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {users.map(({ id, username, organisation, roles, disabled }) => (
            <tr>
              <th scope="row">
                <a href={`${ADDRESS}/users/${id}`}>{username}</a>
                {id === ownId && <span class="small"> (you)</span>}
              </th>
              <td data-label="Organisation">{organisation.name}</td>
              <td data-label="Roles">{roles.map(inWords).join(', ')}</td>
              <td data-label="State">{disabled ? 'Closed' : 'Open'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Organisations({ organisations }: Pick<AdministrationPageProps, 'organisations'>) {
  return (
    <section class="sheet">
      <Heading title="Organisations" to="organisations/new" button="Add an organisation" />
      <table class="cards">
        <caption class="unseen">Organisations, by name</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">Depends on</th>
          </tr>
        </thead>
        <tbody>
          {organisations.map(({ name, kind, party }) => (
            <tr>
              <th scope="row">{name}</th>
              <td data-label="Kind">{inWords(kind)}</td>
              <td data-label="Depends on">{party?.label ?? 'No party'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface AddPageProps {
  readonly title: string;
  readonly action: string;
  readonly groups: readonly FieldGroup[];
  readonly state: FormState;
  readonly seal: FormSeal;
  readonly button: string;
}

export function AddPage({ title, action, groups, state, seal, button }: AddPageProps) {
  return (
    <section class="middle">
      <AdministrationCrumb />
      <h1>{title}</h1>
      <ConsoleForm action={action} seal={seal} groups={groups} state={state} button={button} />
    </section>
  );
}

export function AdministrationCrumb() {
  return (
    <p class="crumb no-print">
      <a href={ADDRESS}>Administration</a>
    </p>
  );
}
