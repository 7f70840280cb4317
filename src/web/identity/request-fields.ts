// The fields of the forms of a request that are the same whatever is asked for: for how long, and why it is ended.

import type { GrantTerms } from '../../domain/identity/disclosure-request.js';
import { field, type FieldGroup, type FormField, type FormValues } from '../forms/form-field.js';
import { reasonGroup } from '../forms/reason-field.js';

/** How long and how often, of whatever is granted. */
export function termFields(most: number, hint: string): readonly FormField[] {
  return [
    field('/days', 'Days', { control: 'number', min: 1, max: most }, { hint }),
    field('/once', 'For a single use', { control: 'check' }),
  ];
}

/** As it was asked for, to be made narrower. */
export function askedTerms({ days, once }: GrantTerms): FormValues {
  return { '/days': String(days), ...(once && { '/once': 'yes' }) };
}

export const REASON_GROUPS: readonly FieldGroup[] = [reasonGroup('Without names. Both sides read it.')];
