// Invented files for the tests of formats: streams cut anywhere, a mapping, rows and PFIF documents about nobody real.

import { DomainError } from '../../src/domain/domain-error.js';
import { readCsv, type CsvOptions, type CsvRow } from '../../src/formats/csv/read-csv.js';
import type { DateReader } from '../../src/formats/mapping/map-row.js';
import { readPfif, type PfifOptions, type PfifRecord } from '../../src/formats/pfif/read-pfif.js';

export const UTF8_COMMA: CsvOptions = { encoding: 'utf-8', delimiter: ',' };

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The bytes cut into pieces of the sizes given, again and again. */
export function* piecesOf(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length]!;
    yield bytes.slice(at, at + size);
    at += size;
  }
}

export async function csvRows(
  source: string | Uint8Array | Iterable<Uint8Array>,
  options: CsvOptions = UTF8_COMMA,
): Promise<CsvRow[]> {
  const whole = typeof source === 'string' ? bytesOf(source) : source;
  const rows: CsvRow[] = [];
  for await (const row of readCsv(whole instanceof Uint8Array ? [whole] : whole, options)) rows.push(row);
  return rows;
}

/** "line/row:code" for a bad row, "line/row" for a good one. */
export function outline(rows: readonly CsvRow[]): string[] {
  return rows.map((row) => `${row.line}/${row.row}${row.ok ? '' : `:${row.code}`}`);
}

export async function pfifRecords(
  source: string | Iterable<Uint8Array>,
  options: PfifOptions = {},
): Promise<PfifRecord[]> {
  const records: PfifRecord[] = [];
  for await (const record of readPfif(source, options)) records.push(record);
  return records;
}

export interface Refused {
  readonly code: string;
  readonly faults: readonly string[];
  readonly text: string;
}

/** What a piece of work was refused for: "pointer code" for each fault, and all that the error says. */
export async function refusalOf(work: () => unknown): Promise<Refused> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {
      code: error.code,
      faults: error.faults.map((fault) => `${fault.pointer} ${fault.code}`),
      text: error.message + JSON.stringify(error.faults),
    };
  }
  throw new Error('The work was not refused.');
}

/** Years, months, days and intervals of them: enough dates for a mapping's tests. */
export const readPlainDate: DateReader = (edtf) => {
  const ends = edtf.split('/');
  if (ends.length > 2 || !ends.every((end) => /^\d{4}(-\d{2}){0,2}$/.test(end))) return null;
  const [first, last] = [Date.parse(ends[0]!), Date.parse(ends.at(-1)!)];
  return Number.isNaN(first) || Number.isNaN(last) ? null : { earliest: first, latest: last };
};

/** An invented register of the island of Sarn, in columns of its own. */
export function islandMapping(): Record<string, unknown> {
  const place = {
    scheme: 'sarn',
    levels: [
      { code: 'pcode', name: 'province' },
      { code: 'tcode', name: 'town' },
    ],
  };
  return {
    format: 'csv',
    version: 1,
    encoding: 'utf-8',
    delimiter: ',',
    reference: 'ref',
    statements: [
      { when: { state: 'lost' }, kind: 'disappearance', valid: 'month', place, grade: 'B2', source: 'authority' },
      { when: { state: 'back' }, kind: 'disappearance', valid: 'month', place, grade: 'B2', source: 'authority' },
      {
        when: { state: 'back' },
        kind: 'located',
        valid: { from: 'month', to: 'asked' },
        grade: 'B2',
        source: 'authority',
        details: { attestedBy: 'receiving_side' },
      },
    ],
    particulars: { sex: { column: 'sex', values: { w: 'female', m: 'male', '?': 'unknown', '-': 'unknown' } } },
    category: null,
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'public_interest',
    ignore: ['remark'],
  };
}

export const ISLAND_COLUMNS = ['ref', 'sex', 'month', 'pcode', 'province', 'tcode', 'town', 'state', 'asked', 'remark'];

/** A good row of that register, save for what is given. */
export function islandRow(given: Record<string, string> = {}): Record<string, string> {
  return {
    ref: 'S-1',
    sex: 'w',
    month: '2020-10',
    pcode: '07',
    province: 'Northmark',
    tcode: '07021',
    town: 'Weir',
    state: 'lost',
    asked: '2026-07-09',
    remark: '',
    ...given,
  };
}

export const NORA = 'sarn.example/person.1';

/** A PFIF document of one version around the elements given. */
export function pfif(version: string, inside: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<p:pfif xmlns:p="http://zesty.ca/pfif/${version}">\n${inside}\n</p:pfif>\n`;
}

function elements(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([field, value]) => `<p:${field}>${value}</p:${field}>`)
    .join('\n');
}

export function pfifPerson(fields: Record<string, string>, inside = ''): string {
  return `<p:person>${elements({ person_record_id: NORA, ...fields })}${inside}</p:person>`;
}

export function pfifNote(fields: Record<string, string>): string {
  return `<p:note>${elements({ note_record_id: 'sarn.example/note.1', source_date: '2021-03-04T05:06:07Z', ...fields })}</p:note>`;
}
