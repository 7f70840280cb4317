// Why a whole file is refused, in one closed list; a fault of one row never comes here.

import { DomainError } from '../domain/domain-error.js';

/** Words for people are in docs/importing.md. */
type FileFault =
  | 'file_empty'
  | 'file_compressed'
  | 'file_not_text'
  | 'file_encoding_unsupported'
  | 'file_not_utf8'
  | 'file_too_large'
  | 'file_too_many_rows'
  | 'header_unreadable'
  | 'header_column_empty'
  | 'header_column_twice'
  | 'header_too_wide'
  | 'column_not_mapped'
  | 'column_missing'
  | 'encodings_of_several'
  | 'xml_doctype_refused'
  | 'xml_malformed'
  | 'xml_too_deep'
  | 'xml_token_too_long'
  | 'xml_too_many_attributes'
  | 'pfif_version_unknown';

/** One fault of a file; `line` is 1-based, and `column` names a column of the header, never the value of a cell. */
export interface FileFaultFound {
  readonly code: FileFault;
  readonly expected: string;
  readonly line?: number;
  readonly column?: string;
}

function pointerOf(fault: FileFaultFound): string {
  if (fault.column !== undefined) return `/columns/${fault.column.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  return fault.line === undefined ? '' : `/lines/${fault.line}`;
}

/** The refusal to throw; every fault becomes {pointer: "/lines/7" | "/columns/name" | "", code, expected}. */
export function fileRefused(...faults: readonly [FileFaultFound, ...FileFaultFound[]]): DomainError {
  const where = faults[0].line === undefined ? '' : ` (line ${faults[0].line})`;
  return new DomainError(
    'import_file_refused',
    `The file cannot be read${where}: ${faults[0].expected}.`,
    faults.map((fault) => ({ pointer: pointerOf(fault), code: fault.code, expected: fault.expected })),
  );
}
