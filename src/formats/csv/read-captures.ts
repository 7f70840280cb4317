// Reads a capture table: one 0/1 column per list, then the count of people with that pattern.
import { DomainError, type FieldFault } from '../../domain/domain-error.js';
import { csvCells } from './csv-cells.js';

export interface CaptureTable {
  readonly lists: number;
  /** Of the patterns 1, 2, … (2^lists − 1), the first list being the lowest bit; a pattern without a row is 0. */
  readonly counts: readonly number[];
}

/** Counts above this leave whole-number sums of doubles in doubt. */
const MOST_PEOPLE = 1_000_000_000;

type CaptureFault =
  | 'header_mismatch'
  | 'too_many_lists'
  | 'row_too_long'
  | 'row_malformed_quote'
  | 'row_ragged'
  | 'pattern_not_0_1'
  | 'count_not_whole'
  | 'pattern_unseen'
  | 'pattern_twice'
  | 'nobody_documented';

function refused(code: CaptureFault, expected: string, line: number): DomainError {
  const fault: FieldFault = { pointer: `/lines/${line}`, code, expected };
  return new DomainError('invalid_field', `The capture table cannot be read (line ${line}).`, [fault]);
}

/** Statistics programs write names in quotes, and R numbers too. */
const QUOTES_IN_ORDER = /^(?:(?:"(?:[^"]|"")*"|[^",]*)(?:,|$))*$/;
/** A cell more than the widest table that is read, so that a row too wide is seen. */
const MOST_CELLS = 64;
/** Six lists and a count, with long names; the expression above would run out of stack on a row of millions of cells. */
const MOST_CHARACTERS = 10_000;

function cellsOf(row: string, line: number): string[] {
  if (row.length > MOST_CHARACTERS) throw refused('row_too_long', `at most ${MOST_CHARACTERS} characters`, line);
  if (!QUOTES_IN_ORDER.test(row)) throw refused('row_malformed_quote', 'quotes around whole cells, on one line', line);
  return csvCells(row, ',', MOST_CELLS).map((cell) => cell.trim());
}

function listsOf(header: string, mostLists: number): number {
  const names = cellsOf(header, 1);
  const lists = names.length - 1;
  const named = names.every((name) => name !== '') && new Set(names).size === names.length;
  if (lists < 1 || names[lists]?.toLowerCase() !== 'count' || !named)
    throw refused('header_mismatch', 'one column per list, each with a name of its own, and last the column count', 1);
  if (lists > mostLists) throw refused('too_many_lists', `at most ${mostLists} lists`, 1);
  return lists;
}

function rowOf(text: string, line: number, lists: number): { pattern: number; count: number } {
  const cells = cellsOf(text, line);
  if (cells.length !== lists + 1) throw refused('row_ragged', `${lists + 1} cells, as in the header`, line);
  const marks = cells.slice(0, lists);
  if (!marks.every((mark) => mark === '0' || mark === '1'))
    throw refused('pattern_not_0_1', '0 or 1 for each list', line);
  const written = cells[lists] ?? '';
  const count = Number(written);
  if (!/^\d{1,10}$/.test(written) || count > MOST_PEOPLE)
    throw refused('count_not_whole', `a whole number from 0 to ${MOST_PEOPLE}`, line);
  return { pattern: marks.reduce((mask, mark, list) => (mark === '1' ? mask | (1 << list) : mask), 0), count };
}

/** @throws DomainError `invalid_field`, with the line and a stable code, and nothing that a cell holds */
export function readCaptures(text: string, mostLists: number): CaptureTable {
  const [header = '', ...rows] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const lists = listsOf(header, mostLists);
  const counts = new Array<number>((1 << lists) - 1).fill(0);
  const seen = new Set<number>();
  rows.forEach((row, at) => {
    if (row.trim() === '') return;
    const line = at + 2;
    const { pattern, count } = rowOf(row, line, lists);
    if (pattern === 0)
      throw refused('pattern_unseen', 'no row for people on no list: they are what is asked for', line);
    if (seen.has(pattern)) throw refused('pattern_twice', 'one row per pattern', line);
    seen.add(pattern);
    counts[pattern - 1] = count;
  });
  if (!counts.some((count) => count > 0)) throw refused('nobody_documented', 'at least one person', rows.length + 1);
  return { lists, counts };
}
