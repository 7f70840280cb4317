// Reads the header of a CSV file: columns are known by name, so each name must be there once.

import { fileRefused } from '../file-refusal.js';
import { csvCells } from './csv-cells.js';
import { unguardCell } from './formula-cell.js';

/** Far above any real table, far below what would make every row costly. */
const MOST_COLUMNS = 1000;

/** The names of the columns in order; `text` is null when the header could not be framed or decoded. */
export function readHeader(text: string | null, delimiter: string, line: number): readonly string[] {
  if (text === null || text.includes('\0')) {
    throw fileRefused({ code: 'header_unreadable', expected: 'a header in the encoding and form of the file', line });
  }
  const columns = csvCells(text, delimiter, MOST_COLUMNS + 1).map(unguardCell);
  if (columns.length > MOST_COLUMNS)
    throw fileRefused({ code: 'header_too_wide', expected: `at most ${MOST_COLUMNS} columns`, line });
  if (columns.some((column) => column.trim() === '')) {
    throw fileRefused({ code: 'header_column_empty', expected: 'a name for every column', line });
  }
  const twice = columns.find((column, at) => columns.indexOf(column) < at);
  if (twice !== undefined)
    throw fileRefused({ code: 'header_column_twice', expected: 'every column once', line, column: twice });
  return columns;
}
