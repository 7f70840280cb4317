// The fields by which somebody who is signed in proves once more who they are.

import { field, type FormField } from '../forms/form-field.js';

const REQUIRED = { required: true };

export const PASSWORD_AGAIN: FormField = field(
  '/password',
  'Your password',
  { control: 'text', type: 'password', autocomplete: 'current-password', maxLength: 256 },
  REQUIRED,
);

export const PRESENT_CODE: FormField = field(
  '/code',
  'Code',
  { control: 'text', autocomplete: 'one-time-code', maxLength: 64 },
  { ...REQUIRED, hint: 'Of the app, or one of the recovery codes.' },
);
