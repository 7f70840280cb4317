// What is said about one column of one row: an error that refuses the row, or a warning that goes with it.

import type { TextWarning } from '../../domain/identity/identifying-text.js';

type RowFault =
  | 'reference_missing'
  | 'reference_too_long'
  | 'value_not_mapped'
  | 'no_statement'
  | 'date_not_understood'
  | 'date_order'
  | 'place_code_malformed'
  | 'place_parent_missing';

export interface RowNote {
  /** Empty when the row as a whole is meant. */
  readonly column: string;
  readonly code: RowFault | 'place_code_missing' | TextWarning;
  readonly message: string;
}
