// Reads records to be matched: a table with the columns id, name, birthDate and sex.

import { birthInterval, type BirthInterval } from '../../domain/identity/birth-date.js';
import type { Sex } from '../../domain/records/statement.js';
import type { ByteSource } from '../byte-chunks.js';
import { readCsv, type CsvRow } from '../csv/read-csv.js';
import { fileRefused } from '../file-refusal.js';
import { LineFaults } from './line-faults.js';

export interface NameRecord {
  readonly id: string;
  readonly name: string;
  readonly birth: BirthInterval | null;
  readonly sex: Sex;
}

export interface NameRecords {
  readonly records: readonly NameRecord[];
  /** Records whose name holds no letter; they match nobody. */
  readonly withoutName: number;
}

const COLUMNS = ['id', 'name', 'birthDate', 'sex'] as const;
/** Pairs grow faster than records, and all are held in memory. */
export const MOST_RECORDS = 100_000;
const SEX_OF: Readonly<Record<string, Sex>> = {
  '': 'unknown',
  unknown: 'unknown',
  other: 'other',
  female: 'female',
  f: 'female',
  male: 'male',
  m: 'male',
};

class RecordReading {
  readonly records: NameRecord[] = [];
  readonly faults = new LineFaults();
  private readonly lines = new Map<string, number>();

  take(row: CsvRow): void {
    const { line } = row;
    if (!row.ok) {
      this.faults.note({ line, code: row.code, expected: row.message.replace(/\.$/, '') });
      return;
    }
    const { id = '', name = '', birthDate = '', sex = '' } = row.cells;
    const birth = birthDate.trim() === '' ? null : birthInterval(birthDate.trim());
    const known = SEX_OF[sex.trim().toLowerCase()];
    if (birth === null && birthDate.trim() !== '')
      this.fault(line, 'birth_date', 'birthDate as EDTF with both ends, such as 1994-03-12, 1994 or 1990/1994');
    if (known === undefined) this.fault(line, 'sex', 'sex as female, male, other, unknown or nothing');
    this.checkId(id, line);
    this.records.push({ id, name, birth, sex: known ?? 'unknown' });
  }

  private checkId(id: string, line: number): void {
    const before = this.lines.get(id);
    if (id === '') this.fault(line, 'id_missing', 'an id');
    else if (before !== undefined) this.fault(line, 'id_twice', `an id of its own; line ${before} has the same`);
    else this.lines.set(id, line);
  }

  private fault(line: number, code: string, expected: string): void {
    this.faults.note({ line, code, expected });
  }
}

function requireColumns(columns: readonly string[]): void {
  const missing = COLUMNS.filter((column) => !columns.includes(column));
  const [first, ...rest] = missing.map((column) => ({
    code: 'column_missing' as const,
    expected: `the columns ${COLUMNS.join(', ')}; ${column} is missing`,
    column,
  }));
  if (first !== undefined) throw fileRefused(first, ...rest);
}

/** Throws `import_file_refused` with the numbers of all lines at fault; other columns are passed over. */
export async function readNameRecords(source: ByteSource): Promise<NameRecords> {
  const reading = new RecordReading();
  const rows = readCsv(source, {
    encoding: 'utf-8',
    delimiter: ',',
    maxRows: MOST_RECORDS,
    onColumns: requireColumns,
    // Names are compared and never written; ids are guarded when they are.
    acceptsFormula: () => true,
  });
  for await (const row of rows) reading.take(row);
  reading.faults.refuse();
  return { records: reading.records, withoutName: reading.records.filter(({ name }) => !/\p{L}/u.test(name)).length };
}
