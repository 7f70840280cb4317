// The fields with which an administrator adds parties, organisations and accounts.

import { ORGANISATION_KINDS, ROLES, type OrganisationKind, type Role } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import type { Organisation, Party } from '../../domain/organisations/organisation.js';
import { textProblem } from '../../domain/identity/plain-text.js';
import { ORGANISATION_FIELDS, USERNAME_FIELD } from '../access/account-fields.js';
import { field, type FieldGroup, type FormValues } from '../forms/form-field.js';
import { inWords } from '../words/in-words.js';

const LONGEST_NAME = 200;

export const PARTY_FIELDS: readonly FieldGroup[] = [
  {
    legend: 'Party',
    hint: 'A side of the conflict. Its label is data: nothing in the registry depends on it.',
    fields: [field('/label', 'Label', { control: 'text', maxLength: LONGEST_NAME, name: true }, { required: true })],
  },
];

export function organisationGroups(parties: readonly Party[]): FieldGroup[] {
  return [
    {
      legend: 'Organisation',
      fields: [
        ...ORGANISATION_FIELDS,
        field(
          '/partyId',
          'Depends on a party',
          {
            control: 'select',
            options: parties.map(({ id, label }) => ({ value: id, label })),
            empty: 'No, on none',
          },
          { hint: 'It then gets one constant answer to every inquiry, and grades no party’s words for others.' },
        ),
      ],
    },
  ];
}

const ROLE_HINTS: Readonly<Record<Role, string>> = {
  liaison: 'Keeps cases up to date.',
  coordinator: 'The same, assigns workers, imports files.',
  verifier: 'Reads and states, signs releases.',
  custodian: 'Reads cases and who looked, signs and publishes releases.',
  inquirer: 'Asks after people.',
  analyst: 'Counts, prepares and publishes releases; reads no case.',
  auditor: 'Reads the log; reads no case.',
  administrator: 'Makes parties, organisations and accounts; reads no case.',
};

function roleFields(): FieldGroup {
  return {
    legend: 'Roles',
    fields: ROLES.map((role, at) =>
      field(`/roles/${at}`, inWords(role), { control: 'pick', value: role }, { hint: ROLE_HINTS[role] }),
    ),
  };
}

export function userGroups(organisations: readonly Organisation[]): FieldGroup[] {
  return [
    {
      legend: 'Account',
      fields: [
        USERNAME_FIELD,
        field(
          '/organisationId',
          'Organisation',
          { control: 'select', options: organisations.map(({ id, name }) => ({ value: id, label: name })) },
          { required: true },
        ),
      ],
    },
    roleFields(),
  ];
}

/** For an account that is there already. */
export const ROLE_GROUPS: readonly FieldGroup[] = [roleFields()];

export function pickedRoles(values: FormValues): Role[] {
  return ROLES.filter((role, at) => values[`/roles/${at}`] === role);
}

/** The roles as boxes that are ticked. */
export function rolesAsValues(roles: readonly Role[]): FormValues {
  return Object.fromEntries(roles.map((role) => [`/roles/${ROLES.indexOf(role)}`, role]));
}

export function nameOf(values: FormValues, pointer: string): string {
  const name = (values[pointer] ?? '').trim();
  if (textProblem(name, { longest: LONGEST_NAME, letterNeeded: true }) !== null) {
    throw invalidField(pointer, `a name of up to ${LONGEST_NAME} characters`);
  }
  return name;
}

export function kindOf(values: FormValues): OrganisationKind {
  const kind = ORGANISATION_KINDS.find((one) => one === values['/organisationKind']);
  if (kind === undefined) throw invalidField('/organisationKind', 'a kind from the list');
  return kind;
}
