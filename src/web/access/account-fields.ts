// The fields with which accounts and organisations are made, on the set-up page and in administration.

import { ORGANISATION_KINDS } from '../../domain/access/actor.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../domain/access/password-policy.js';
import { invalidField } from '../../domain/domain-error.js';
import { field, optionsOf, type FieldGroup, type FormField, type FormValues } from '../forms/form-field.js';
import { inWords } from '../words/in-words.js';

/** As the database holds it. */
const USERNAME = /^[a-z0-9][a-z0-9._-]{1,62}$/;
const USERNAME_FORM = '2 to 63 lower-case letters, digits, dots, hyphens or underscores';

const REQUIRED = { required: true };

export const USERNAME_FIELD: FormField = field(
  '/username',
  'Username',
  { control: 'text', autocomplete: 'username', maxLength: 63, name: true },
  { required: true, hint: `${USERNAME_FORM}. It appears in the log; it need not be anybody’s name.` },
);

export const ORGANISATION_FIELDS: readonly FormField[] = [
  field('/organisationName', 'Name of the organisation', { control: 'text', maxLength: 200, name: true }, REQUIRED),
  field(
    '/organisationKind',
    'Kind of organisation',
    { control: 'select', options: optionsOf(ORGANISATION_KINDS, inWords) },
    REQUIRED,
  ),
];

const NEW_PASSWORD = {
  control: 'text',
  type: 'password',
  autocomplete: 'new-password',
  maxLength: LONGEST_PASSWORD,
} as const;

export const PASSWORD_FIELDS: readonly FieldGroup[] = [
  {
    legend: 'Password',
    fields: [
      field('/password', 'Password', NEW_PASSWORD, {
        required: true,
        hint: `At least ${SHORTEST_PASSWORD} characters; several words in a row are easy to remember and hard to guess.`,
      }),
      field('/again', 'The same password again', NEW_PASSWORD, REQUIRED),
    ],
  },
];

export const SET_UP_FIELDS: readonly FieldGroup[] = [
  {
    legend: 'Your organisation',
    hint: 'The first of this registry, and bound to no party; others are added later.',
    fields: ORGANISATION_FIELDS,
  },
  {
    legend: 'Administrator',
    hint: 'An administrator makes accounts and reads no case.',
    fields: [USERNAME_FIELD],
  },
  ...PASSWORD_FIELDS,
];

/** Passwords are not trimmed: a space may be part of one. */
export function passwordOf(values: FormValues): string {
  const password = values['/password'] ?? '';
  if (values['/again'] !== password) throw invalidField('/again', 'the same password once more');
  return password;
}

export function usernameOf(values: FormValues): string {
  const username = (values['/username'] ?? '').trim();
  if (!USERNAME.test(username)) throw invalidField('/username', USERNAME_FORM);
  return username;
}
