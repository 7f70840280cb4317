// What of an imported row others read as it stands, and the warnings that its report has of it.

import {
  holdsPartOfName,
  isFileNumber,
  nameWindows,
  TEXT_WARNINGS,
  textWarnings,
  type TextWarning,
} from '../identity/identifying-text.js';
import type { IdentityParticulars } from '../identity/identity-particulars.js';
import { namesOfIdentity } from '../identity/names-of-identity.js';
import { tellingParts } from '../names/telling-parts.js';
import type { IncomingNote, IncomingRow, RowReport } from './incoming-person.js';

/** Record ids of PFIF begin with the domain of who made them, which is the same in all of them. */
const DOMAIN = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+\//u;

const MESSAGES: Readonly<Record<TextWarning, string>> = {
  looks_like_phone: 'This is kept as it stands, for others to read, and seems to hold a telephone number.',
  looks_like_email: 'This is kept as it stands, for others to read, and seems to hold an e-mail address.',
  looks_like_registered_name: 'This is kept as it stands, for others to read, and seems to hold the name of a person.',
};

export function openCellNote<Column extends string | null>(
  column: Column,
  code: TextWarning,
): { readonly column: Column; readonly code: TextWarning; readonly message: string } {
  return { column, code, message: MESSAGES[code] };
}

function withoutDomain(reference: string): string {
  return reference.replace(DOMAIN, '');
}

/** Of a number of one's own files; `identity` is what the same row says of the person. */
export function referenceWarnings(reference: string, identity: IdentityParticulars | null): readonly TextWarning[] {
  const codes: readonly TextWarning[] = isFileNumber(reference) ? [] : textWarnings(reference);
  if (identity === null || !holdsPartOfName(withoutDomain(reference), namesOfIdentity(identity))) return codes;
  return [...codes, 'looks_like_registered_name'];
}

/** Whether a reference could be the name of somebody: two parts of a name are two words. */
export function mayHoldName(reference: string): boolean {
  return !isFileNumber(reference) && tellingParts(withoutDomain(reference)).length > 1;
}

export interface NamedCell {
  readonly row: number;
  readonly text: string;
}

/** References that are to be compared with registered names: each text once, but for those that were warned of as they were read. */
export function cellsToCompare(rows: readonly IncomingRow[]): readonly NamedCell[] {
  const cells = new Map<string, NamedCell>();
  for (const row of rows) {
    if (!row.ok || cells.has(row.person.reference) || !mayHoldName(row.person.reference)) continue;
    if (row.person.warnings.some(({ code }) => code === 'looks_like_registered_name')) continue;
    cells.set(row.person.reference, { row: row.row, text: withoutDomain(row.person.reference) });
  }
  return [...cells.values()];
}

/** Runs of cells that one question to the vault can answer; what lies beyond the last run is not compared. */
export function questionsOf(
  cells: readonly NamedCell[],
  { windowsOfOne, most }: { readonly windowsOfOne: number; readonly most: number },
): readonly (readonly NamedCell[])[] {
  const questions: NamedCell[][] = [];
  let room = 0;
  for (const cell of cells) {
    const windows = nameWindows(cell.text).length;
    if (windows > room) {
      if (questions.length === most) break;
      questions.push([]);
      room = windowsOfOne;
    }
    questions.at(-1)?.push(cell);
    room -= windows;
  }
  return questions;
}

/** The same report with a warning for each of these rows; a row without any note had a line that says so alone. */
export function withNameWarnings(
  reports: readonly RowReport[],
  rows: ReadonlySet<number>,
  column: string,
): readonly RowReport[] {
  if (rows.size === 0) return reports;
  const note: IncomingNote = openCellNote(column, 'looks_like_registered_name');
  return reports.flatMap((line, at) => {
    if (!rows.has(line.row) || reports[at + 1]?.row === line.row) return [line];
    return line.code === null ? [{ ...line, ...note }] : [line, { ...line, ...note }];
  });
}

export interface OpenCellsKept {
  readonly codes: readonly TextWarning[];
  readonly rows: number;
}

/** What the log keeps of a batch; null where nothing was warned of. */
export function openCellsOf(reports: readonly RowReport[]): OpenCellsKept | null {
  const warned = reports.filter(({ outcome, code }) => outcome !== 'refused' && isTextWarning(code));
  if (warned.length === 0) return null;
  const codes = TEXT_WARNINGS.filter((code) => warned.some((line) => line.code === code));
  return { codes, rows: new Set(warned.map(({ row }) => row)).size };
}

function isTextWarning(code: string | null): code is TextWarning {
  return TEXT_WARNINGS.some((one) => one === code);
}
