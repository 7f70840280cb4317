// The fields of the forms of a request for a restricted file, at the pointers of the requests that they make.

import { FILE_PURPOSES, type ShownFileRequest } from '../../domain/evidence/file-request.js';
import { MOST_DAYS } from '../../domain/identity/disclosure-request.js';
import { field, optionsOf, type FieldGroup } from '../forms/form-field.js';
import { termFields } from '../identity/request-fields.js';
import { inWords } from '../words/in-words.js';

export const FILE_REQUEST_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Why',
    hint: 'The organisation that recorded the item reads this; one of its custodians decides.',
    fields: [
      field(
        '/purpose',
        'Purpose',
        {
          control: 'select',
          options: [...optionsOf(FILE_PURPOSES, inWords), { value: 'court', label: 'For a court' }],
        },
        { required: true },
      ),
      field(
        '/reason',
        'Reason',
        { control: 'area', maxLength: 2000 },
        { required: true, hint: 'In your own words, at least 10 characters. Name nobody.' },
      ),
    ],
  },
  { legend: 'For how long', fields: termFields(MOST_DAYS, 'From the approval on, 1 to 30. Left empty, 7.') },
];

/** Shorter, or a single download; never more. */
export function fileApprovalGroups({ asked }: ShownFileRequest): readonly FieldGroup[] {
  return [{ legend: 'What you grant', fields: termFields(asked.days, `At most ${asked.days}, as asked for.`) }];
}
