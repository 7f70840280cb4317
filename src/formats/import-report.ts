// Writes the report of an import: one CSV line for each row, safe to open in a spreadsheet.

import { writeCsvRow } from './csv/write-csv.js';

type ImportOutcome = 'added' | 'matched' | 'refused';

/**
 * What became of one row. `reference` is the partner's own reference and nothing else of the row is repeated; `message` says what is wrong
 * and holds no value of a cell, save a listed column's unlisted value of up to 40 characters.
 */
export interface ImportReportLine {
  readonly row: number;
  readonly line: number;
  readonly reference: string | null;
  readonly outcome: ImportOutcome;
  /** A fault or warning; null for a row that went in without one. */
  readonly code: string | null;
  readonly column: string | null;
  readonly message: string | null;
}

const IMPORT_REPORT_COLUMNS = [
  'row',
  'line',
  'reference',
  'outcome',
  'code',
  'column',
  'message',
] as const satisfies readonly (keyof ImportReportLine)[];

export function importReportHeader(): string {
  return writeCsvRow(IMPORT_REPORT_COLUMNS);
}

/** A row with several faults has a line for each. */
export function importReportLine(line: ImportReportLine): string {
  return writeCsvRow(IMPORT_REPORT_COLUMNS.map((column) => line[column]));
}
