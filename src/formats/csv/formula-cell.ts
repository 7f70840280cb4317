// Cells that a spreadsheet would run as a formula: how they are recognised, guarded on export and given back on import.

/**
 * = + - @ and their full-width forms, after any white space or invisible sign (spreadsheets trim), or a TAB, CR or LF in front.
 * Apostrophes before them are the guard itself, which must be guarded too, or it would vanish on the way back.
 */
const RUNS = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const GUARDABLE = /^'*(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u;
const GUARDED = /^'+(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u;
/** Nearly every cell begins so, which spares it the slower patterns. */
const HARMLESS_START = /^[0-9A-Za-z]/;
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;

/** Whether a spreadsheet may take the cell for a formula; a plain number such as -5 or +3,5 is none. */
export function isFormulaCell(cell: string): boolean {
  return cell !== '' && !HARMLESS_START.test(cell) && RUNS.test(cell) && !PLAIN_NUMBER.test(cell);
}

/** One apostrophe in front of what a spreadsheet might run; undone by unguardCell for every text. */
export function guardCell(text: string): string {
  return GUARDABLE.test(text) ? `'${text}` : text;
}

/** The text that guardCell was given. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") && GUARDED.test(cell) ? cell.slice(1) : cell;
}
