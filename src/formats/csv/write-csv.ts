// Writes CSV that a spreadsheet shows and never runs, and that the reader gives back unchanged.

import { guardCell } from './formula-cell.js';

/** Texts are guarded; numbers are written as they are; null is an empty cell. */
export type CsvValue = string | number | null;

const QUOTED_WHEN = /["\r\n]|^\s|\s$/;

function writeCell(value: CsvValue, delimiter: string): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('Only a finite number can be written.');
    return String(value);
  }
  const guarded = guardCell(value);
  const quoted = guarded !== value || guarded.includes(delimiter) || QUOTED_WHEN.test(guarded);
  return quoted ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** One row with its CRLF. A single empty cell is written `""`, since readers pass over empty lines. */
export function writeCsvRow(cells: readonly CsvValue[], delimiter = ','): string {
  const row = cells.map((cell) => writeCell(cell, delimiter)).join(delimiter);
  return `${row === '' ? '""' : row}\r\n`;
}
