// The fields of an inquiry, at the pointers of the inquiry that they make.

import { IDENTITY_LIMITS } from '../../domain/identity/identity-reading.js';
import { INQUIRY_PURPOSES } from '../../domain/matching/inquiry.js';
import { SEXES } from '../../domain/records/statement.js';
import type { MakeInquiryCommand } from '../../usecases/inquiries/make-inquiry.js';
import { field, optionsOf, type Control, type FieldGroup } from '../forms/form-field.js';
import { DATE_HINT } from '../records/statement-fields.js';
import { inWords } from '../words/in-words.js';

const NAME: Control = { control: 'text', maxLength: IDENTITY_LIMITS.nameText, name: true };
const YEAR: Control = { control: 'number', min: 1850, max: 2199 };

export const INQUIRY_FIELDS: readonly FieldGroup[] = [
  {
    legend: 'Whom you ask after',
    hint: 'As you know them, in any script and any order of the parts: names are compared by sound.',
    fields: [
      field('/sought/names/0/text', 'Name', NAME, { required: true }),
      field('/sought/names/0/role', '', { control: 'fixed', value: 'own' }),
      field('/sought/names/1/text', 'Another spelling or script', NAME),
      field('/sought/names/1/role', '', { control: 'fixed', value: 'own' }),
      field('/sought/names/2/text', 'Father’s name', NAME),
      field('/sought/names/2/role', '', { control: 'fixed', value: 'father' }),
      field('/sought/names/3/text', 'Mother’s name', NAME),
      field('/sought/names/3/role', '', { control: 'fixed', value: 'mother' }),
      field(
        '/sought/birthDate',
        'Date of birth',
        { control: 'text', maxLength: IDENTITY_LIMITS.birthDate },
        {
          hint: DATE_HINT,
        },
      ),
      field('/sought/birthYears/from', 'Born in or after', YEAR, { hint: 'Where no date of birth is known.' }),
      field('/sought/birthYears/to', 'Born in or before', YEAR),
      field('/sought/sex', 'Sex', { control: 'select', options: optionsOf(SEXES, inWords), empty: 'Not known' }),
    ],
  },
  {
    legend: 'Why you ask',
    fields: [
      field(
        '/purpose',
        'Purpose',
        { control: 'select', options: optionsOf(INQUIRY_PURPOSES, inWords) },
        { required: true },
      ),
    ],
  },
];

/** A form's reading as an inquiry is given; everything in it is checked where the inquiry is made. */
export function inquiryOf(value: Readonly<Record<string, unknown>>): MakeInquiryCommand {
  const { sought = {}, purpose = '' } = value as Partial<MakeInquiryCommand>;
  return { sought, purpose };
}
