// Reads CSV row by row: a bad row is an error of that row and costs nothing else; only what makes all rows meaningless refuses the file.

import { byteChunks, type ByteSource } from '../byte-chunks.js';
import { fileRefused } from '../file-refusal.js';
import { sniffFile, utf8MarkLength, type FileNature } from '../sniff-file.js';
import { csvCells } from './csv-cells.js';
import { CsvRowFrames, type CsvFrame } from './csv-row-frames.js';
import { readHeader } from './csv-header.js';
import { isFormulaCell, unguardCell } from './formula-cell.js';
import { rowDecoder, type RowDecoder, type TextEncoding } from './text-encoding.js';

const MAX_ROW_BYTES = 1024 * 1024;

export const CSV_DELIMITERS = [',', ';', '\t', '|'] as const;
export type CsvDelimiter = (typeof CSV_DELIMITERS)[number];

type CsvRowFault =
  | 'row_too_long'
  | 'row_malformed_quote'
  | 'row_not_utf8'
  | 'row_not_in_encoding'
  | 'row_nul_byte'
  | 'row_ragged'
  | 'cell_formula';

interface CsvRowPlace {
  /** Physical line on which the row begins, 1-based; the header is line 1 unless empty lines stand before it. */
  readonly line: number;
  /** Ordinal of the row below the header, 1-based, bad rows counted: the same file always gives the same ordinals. */
  readonly row: number;
}

interface GoodCsvRow extends CsvRowPlace {
  readonly ok: true;
  readonly cells: Readonly<Record<string, string>>;
}

interface BadCsvRow extends CsvRowPlace {
  readonly ok: false;
  readonly code: CsvRowFault;
  readonly column?: string;
  /** Says what is wrong and never what the cell holds. */
  readonly message: string;
}

export type CsvRow = GoodCsvRow | BadCsvRow;

export interface CsvOptions {
  readonly encoding: TextEncoding;
  readonly delimiter: CsvDelimiter;
  /** Bytes of one row, line ends within quotes included; 1 MiB unless told. */
  readonly maxRowBytes?: number;
  /** More rows than this refuse the file (`file_too_many_rows`) once they have been given out. */
  readonly maxRows?: number;
  /** Rows to pass over unread, for an import that goes on where it stopped. */
  readonly skipRows?: number;
  /** Called once, before the first row; what it throws ends the reading. */
  readonly onColumns?: (columns: readonly string[]) => void;
  /** Whether a cell that looks like a formula is a value that the mapping lists. */
  readonly acceptsFormula?: (column: string, cell: string) => boolean;
}

const ENCODING_EXPECTED = 'UTF-8, or the single-byte encoding that the mapping names; UTF-16 and UTF-7 are not read';

const REFUSED_NATURES: Partial<Record<FileNature, Parameters<typeof fileRefused>[0]>> = {
  gzip: { code: 'file_compressed', expected: 'the text itself, already unpacked' },
  zip: { code: 'file_not_text', expected: 'a text file; this is an archive or a spreadsheet' },
  'utf-16': { code: 'file_encoding_unsupported', expected: ENCODING_EXPECTED },
  'utf-7': { code: 'file_encoding_unsupported', expected: ENCODING_EXPECTED },
};

/** The first piece without its byte order mark; throws when the file is no text that can be read. */
function withoutMark(head: Uint8Array, encoding: TextEncoding): Uint8Array {
  if (head.length === 0) throw fileRefused({ code: 'file_empty', expected: 'a header and rows; the file is empty' });
  const refusal = REFUSED_NATURES[sniffFile(head)];
  if (refusal !== undefined) throw fileRefused(refusal);
  const mark = utf8MarkLength(head);
  if (mark > 0 && encoding !== 'utf-8') {
    throw fileRefused({
      code: 'file_encoding_unsupported',
      expected: 'the encoding that the mapping names; the file says that it is UTF-8',
    });
  }
  return head.subarray(mark);
}

class RowReading {
  private columns: readonly string[] | null = null;
  private row = 0;
  private readonly decode: RowDecoder;

  constructor(private readonly options: CsvOptions) {
    this.decode = rowDecoder(options.encoding);
  }

  get hasHeader(): boolean {
    return this.columns !== null;
  }

  /** Null for the header and for rows to be passed over. */
  read(frame: CsvFrame): CsvRow | null {
    if (this.columns === null) {
      const text = frame.fault === null ? this.decode(frame.bytes) : null;
      this.columns = readHeader(text, this.options.delimiter, frame.line);
      this.options.onColumns?.(this.columns);
      return null;
    }
    this.row += 1;
    if (this.row > (this.options.maxRows ?? Infinity)) {
      throw fileRefused({
        code: 'file_too_many_rows',
        expected: `at most ${this.options.maxRows ?? 0} rows`,
        line: frame.line,
      });
    }
    return this.row <= (this.options.skipRows ?? 0) ? null : this.readRow(frame, this.columns);
  }

  private readRow(frame: CsvFrame, columns: readonly string[]): CsvRow {
    const bad = (code: CsvRowFault, message: string, column?: string): BadCsvRow => ({
      line: frame.line,
      row: this.row,
      ok: false,
      code,
      message,
      ...(column !== undefined && { column }),
    });
    if (frame.fault !== null) return bad(frame.fault, this.messageOf(frame.fault));
    const text = this.decode(frame.bytes);
    if (text === null) return this.undecodable(bad);
    if (text.includes('\0')) return bad('row_nul_byte', 'The row holds a NUL byte.');
    const given = csvCells(text, this.options.delimiter, columns.length + 1);
    if (given.length !== columns.length) return bad('row_ragged', raggedMessage(given.length, columns.length));
    return this.checkCells(frame, columns, given, bad);
  }

  private checkCells(
    frame: CsvFrame,
    columns: readonly string[],
    given: readonly string[],
    bad: (code: CsvRowFault, message: string, column?: string) => BadCsvRow,
  ): CsvRow {
    const cells = Object.create(null) as Record<string, string>;
    for (const [at, column] of columns.entries()) {
      const cell = given[at] ?? '';
      if (isFormulaCell(cell) && this.options.acceptsFormula?.(column, cell) !== true) {
        return bad('cell_formula', 'The cell begins like a spreadsheet formula.', column);
      }
      cells[column] = unguardCell(cell);
    }
    return { line: frame.line, row: this.row, ok: true, cells };
  }

  private undecodable(bad: (code: CsvRowFault, message: string) => BadCsvRow): BadCsvRow {
    const { encoding } = this.options;
    if (encoding === 'utf-8') return bad('row_not_utf8', 'The row is not valid UTF-8.');
    return bad('row_not_in_encoding', `The row has a byte that ${encoding} does not assign.`);
  }

  private messageOf(fault: 'row_too_long' | 'row_malformed_quote'): string {
    const limit = this.options.maxRowBytes ?? MAX_ROW_BYTES;
    return fault === 'row_too_long'
      ? `The row is longer than ${limit} bytes.`
      : `A quote stands inside a cell, or is not closed within ${limit} bytes; reading goes on at the next line.`;
  }
}

function raggedMessage(given: number, expected: number): string {
  return given > expected
    ? `The row has more than ${expected} cells.`
    : `The row has ${given} cells instead of ${expected}.`;
}

/**
 * The rows below the header, in order. Throws DomainError `import_file_refused` for faults of the whole file (see file-refusal.ts): before the
 * first row for encoding and header. Memory is bounded by a few times `maxRowBytes`, whatever the file.
 */
export async function* readCsv(source: ByteSource, options: CsvOptions): AsyncGenerator<CsvRow> {
  const frames = new CsvRowFrames(options.delimiter.charCodeAt(0), options.maxRowBytes ?? MAX_ROW_BYTES);
  const reading = new RowReading(options);
  let first = true;
  for await (const chunk of byteChunks(source)) {
    frames.push(first ? withoutMark(chunk, options.encoding) : chunk);
    first = false;
    yield* rowsIn(frames, reading);
  }
  frames.close();
  yield* rowsIn(frames, reading);
  if (!reading.hasHeader)
    throw fileRefused({ code: 'file_empty', expected: 'a header and rows; the file holds empty lines only' });
}

function* rowsIn(frames: CsvRowFrames, reading: RowReading): Generator<CsvRow> {
  for (let frame = frames.next(); frame !== null; frame = frames.next()) {
    const row = reading.read(frame);
    if (row !== null) yield row;
  }
}
