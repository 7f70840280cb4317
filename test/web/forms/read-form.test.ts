// What a form sent becomes the command that its fields describe, and faults come back to the row that was filled in.

import { describe, expect, it } from '@jest/globals';
import { field, type FormField } from '../../../src/web/forms/form-field.js';
import { readForm } from '../../../src/web/forms/read-form.js';

const TEXT = { control: 'text' } as const;

function row(at: number, role: string): FormField[] {
  return [field(`/names/${at}/text`, 'Name', TEXT), field(`/names/${at}/role`, '', { control: 'fixed', value: role })];
}

const FIELDS: readonly FormField[] = [
  ...row(0, 'own'),
  ...row(1, 'father'),
  field('/age', 'Age', { control: 'number', min: 0, max: 122 }),
  field('/known', 'Known', { control: 'yes-no' }),
  field('/secret', 'Secret', { control: 'check' }),
  field('/codes', 'Codes', { control: 'codes' }),
  field('/picked/0', 'First', { control: 'pick', value: 'a' }),
  field('/picked/1', 'Second', { control: 'pick', value: 'b' }),
];

describe('readForm', () => {
  it('looks at no field that the form does not have', () => {
    const { value } = readForm(FIELDS, { '/roles/0': 'administrator', '/__proto__/polluted': 'yes', kind: 'x' });
    expect(value).toEqual({});
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('reads each control as what it stands for', () => {
    const { value } = readForm(FIELDS, {
      '/age': ' 42 ',
      '/known': 'no',
      '/secret': 'yes',
      '/codes': 'AM, GE;AZ  IR',
      '/picked/1': 'b',
    });
    expect(value).toEqual({ age: 42, known: false, secret: true, codes: ['AM', 'GE', 'AZ', 'IR'], picked: ['b'] });
  });

  it('leaves what is no number and no yes or no for the domain to refuse', () => {
    expect(readForm(FIELDS, { '/age': '4x', '/known': 'perhaps' }).value).toEqual({
      age: Number.NaN,
      known: 'perhaps',
    });
  });

  it('leaves an empty row out with everything in it', () => {
    const { value } = readForm(FIELDS, { '/names/0/text': '  ', '/names/1/text': 'Bero' });
    expect(value).toEqual({ names: [{ text: 'Bero', role: 'father' }] });
  });

  it('takes a fault back to the row that was filled in', () => {
    const { atField } = readForm(FIELDS, { '/names/1/text': 'Bero', '/picked/1': 'b' });
    expect(atField({ pointer: '/names/0/text', code: 'too_long' }).pointer).toBe('/names/1/text');
    expect(atField({ pointer: '/picked/0', code: 'unknown' }).pointer).toBe('/picked/1');
    expect(atField({ pointer: '/age', code: 'out_of_range' }).pointer).toBe('/age');
    expect(atField({ pointer: '/names/7/text', code: 'too_long' }).pointer).toBe('/names/7/text');
  });
});
