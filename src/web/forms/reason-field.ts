// The part of a form that asks why: one field, of up to a thousand characters.

import { field, type FieldGroup } from './form-field.js';

/** `hint` says who reads it, or what must not stand in it. */
export function reasonGroup(hint: string): FieldGroup {
  return {
    legend: 'Why',
    fields: [field('/reason', 'Reason', { control: 'area', maxLength: 1000 }, { required: true, hint })],
  };
}
