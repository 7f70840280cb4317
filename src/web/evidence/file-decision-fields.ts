// The fields of the form by which a custodian decides on a sealed file, at the pointers of the request that they make.

import { FILE_DECISIONS, type FileDecision } from '../../domain/evidence/file-state.js';
import { field, optionsOf, type FieldGroup } from '../forms/form-field.js';

const WORDS: Readonly<Record<FileDecision, string>> = {
  keep: 'Keep it: whoever was erased cannot be made out in it',
  destroy: 'Destroy it for good',
};

export const FILE_DECISION_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'What becomes of it',
    hint: 'An original that shows whoever was erased is not kept: leave it sealed, or destroy it. Nobody can undo that.',
    fields: [
      field(
        '/decision',
        'Decision',
        { control: 'select', options: optionsOf(FILE_DECISIONS, (one) => WORDS[one as FileDecision]) },
        { required: true },
      ),
      field(
        '/reason',
        'Reason',
        { control: 'area', maxLength: 1000 },
        { required: true, hint: 'In your own words, at least 10 characters. Name nobody. It is kept.' },
      ),
    ],
  },
];
