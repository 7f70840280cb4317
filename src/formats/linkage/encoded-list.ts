// A list of encodings as text: a table of two columns, a reference that says nothing and an encoding that names its scheme and its secret.

import { ENCODED_BYTES } from '../../domain/matching/linkage-encoding.js';
import { isUuid } from '../../domain/uuid.js';
import type { ByteSource } from '../byte-chunks.js';
import { readCsv, type CsvRow } from '../csv/read-csv.js';
import { writeCsvRow } from '../csv/write-csv.js';
import { fileRefused } from '../file-refusal.js';
import { LineFaults } from '../names/line-faults.js';

export interface EncodedRecord {
  /** Random UUID. */
  readonly reference: string;
  readonly encoded: Uint8Array;
}

export interface EncodedList {
  /** Scheme and secret by which all were encoded; null for an empty list. */
  readonly made: string | null;
  readonly records: readonly EncodedRecord[];
}

const COLUMNS = ['reference', 'encoding'] as const;
const MOST_RECORDS = 100_000;
/** Scheme, version of the normal form, check of the secret, bits. */
const ENCODING = /^(clk-1\.\d{1,4}\.[0-9a-f]{16})\.([\w-]{171})$/;

export const ENCODED_HEADER = writeCsvRow(COLUMNS);

/** What every encoding of one list begins with; `check` tells lists of two secrets apart and says nothing of either. */
export function madeBy(normalForm: number, check: Uint8Array): string {
  return `clk-1.${normalForm}.${Buffer.from(check).toString('hex').slice(0, 16)}`;
}

export function encodedRow(made: string, { reference, encoded }: EncodedRecord): string {
  return writeCsvRow([reference, `${made}.${Buffer.from(encoded).toString('base64url')}`]);
}

class ListReading {
  readonly records: EncodedRecord[] = [];
  readonly faults = new LineFaults();
  readonly made = new Set<string>();
  private readonly lines = new Map<string, number>();

  take(row: CsvRow): void {
    const { line } = row;
    if (!row.ok) {
      this.faults.note({ line, code: row.code, expected: row.message.replace(/\.$/, '') });
      return;
    }
    const { reference = '', encoding = '' } = row.cells;
    const [, made, bits] = ENCODING.exec(encoding) ?? [];
    const encoded = Buffer.from(bits ?? '', 'base64url');
    if (made === undefined || encoded.length !== ENCODED_BYTES) this.fault(line, 'encoding', 'an encoding of clk-1');
    else this.made.add(made);
    this.checkReference(reference, line);
    this.records.push({ reference, encoded });
  }

  private checkReference(reference: string, line: number): void {
    const before = this.lines.get(reference);
    if (!isUuid(reference)) this.fault(line, 'reference', 'a reference as the list was written with');
    else if (before !== undefined)
      this.fault(line, 'reference_twice', `a reference of its own; line ${before} has the same`);
    else this.lines.set(reference, line);
  }

  private fault(line: number, code: string, expected: string): void {
    this.faults.note({ line, code, expected });
  }
}

function requireColumns(columns: readonly string[]): void {
  const missing = COLUMNS.find((column) => !columns.includes(column));
  if (missing === undefined) return;
  throw fileRefused({
    code: 'column_missing',
    expected: `the columns ${COLUMNS.join(' and ')}; ${missing} is missing`,
    column: missing,
  });
}

/** Throws `import_file_refused` with the numbers of all lines at fault, and where a list is put together from two. */
export async function readEncodedList(source: ByteSource): Promise<EncodedList> {
  const reading = new ListReading();
  const rows = readCsv(source, {
    encoding: 'utf-8',
    delimiter: ',',
    maxRows: MOST_RECORDS,
    onColumns: requireColumns,
    acceptsFormula: () => true,
  });
  for await (const row of rows) reading.take(row);
  reading.faults.refuse();
  const [made = null, other] = reading.made;
  if (other !== undefined) {
    throw fileRefused({
      code: 'encodings_of_several',
      expected: 'encodings of one secret and one version; these are of several',
    });
  }
  return { made, records: reading.records };
}
