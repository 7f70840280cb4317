// Cuts a stream of bytes into CSV rows (RFC 4180) with bounded memory, and finds its way back after a broken row.

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

const FIRST_CAPACITY = 128 * 1024;

export type FrameFault = 'row_too_long' | 'row_malformed_quote';

export interface CsvFrame {
  /** Physical line on which the row begins, 1-based. */
  readonly line: number;
  /** The row without its line end; empty when it has a fault. A view that the next call of push() may overwrite. */
  readonly bytes: Uint8Array;
  readonly fault: FrameFault | null;
}

type Place = 'cell_start' | 'unquoted' | 'quoted' | 'quote_in_quoted' | 'broken';

const NOTHING = new Uint8Array(0);

/**
 * Push bytes, take frames until null, push more; close() and take the rest. Lines end in LF, CRLF or CR; empty lines are passed over.
 * A row that a quote keeps open for more than `maxRowBytes`, or in which a quote stands where none may, costs its first line alone: reading goes
 * on with the line after it. So every byte is looked at no more than three times: a line with an even number of quotes, read as a row
 * of its own, ends in itself, and one with an odd number would have ended the row before it.
 */
export class CsvRowFrames {
  private buffer = new Uint8Array(FIRST_CAPACITY);
  private end = 0;
  private start = 0;
  private position = 0;
  private place: Place = 'cell_start';
  /** Where the second line of the row begins, or -1 while it has one line. */
  private secondLine = -1;
  private lineBreaks = 0;
  private line = 1;
  private skipping = false;
  private closed = false;

  constructor(
    private readonly delimiter: number,
    private readonly maxRowBytes: number,
  ) {}

  /** Bytes set aside for what is not yet a row. */
  get capacity(): number {
    return this.buffer.length;
  }

  push(chunk: Uint8Array): void {
    const waiting = this.end - this.start;
    if (this.end + chunk.length > this.buffer.length) this.makeRoom(waiting, waiting + chunk.length);
    this.buffer.set(chunk, this.end);
    this.end += chunk.length;
  }

  close(): void {
    this.closed = true;
  }

  /** The next row or fault, or null when more bytes are needed (after close(): when there is no more). */
  next(): CsvFrame | null {
    if (this.skipping && !this.skipLine()) return null;
    while (this.position < this.end) {
      const byte = this.buffer[this.position];
      const found = byte === LF || byte === CR ? this.atLineEnd() : this.atByte(byte);
      if (found === 'more') return null;
      if (found !== null) return found;
    }
    return this.closed && this.start < this.end ? this.atFileEnd() : null;
  }

  private makeRoom(waiting: number, needed: number): void {
    const target = needed * 2 > this.buffer.length ? new Uint8Array(needed * 2) : this.buffer;
    if (target === this.buffer) target.copyWithin(0, this.start, this.end);
    else target.set(this.buffer.subarray(this.start, this.end));
    this.buffer = target;
    if (this.secondLine >= 0) this.secondLine -= this.start;
    this.position -= this.start;
    this.start = 0;
    this.end = waiting;
  }

  private atByte(byte: number | undefined): CsvFrame | null {
    if (this.position - this.start >= this.maxRowBytes) return this.overflow();
    if (this.place === 'quoted') {
      if (byte === QUOTE) this.place = 'quote_in_quoted';
    } else if (this.place !== 'broken') {
      this.place = this.afterByte(byte);
      if (this.place === 'broken' && this.secondLine >= 0) return this.giveUpFirstLine('row_malformed_quote');
    }
    this.position += 1;
    return null;
  }

  /** What follows a byte outside an open quote; `broken` after a quote where none may stand. */
  private afterByte(byte: number | undefined): Place {
    if (byte === this.delimiter) return 'cell_start';
    if (byte === QUOTE) return this.place === 'unquoted' ? 'broken' : 'quoted';
    return this.place === 'quote_in_quoted' ? 'broken' : 'unquoted';
  }

  private atLineEnd(): CsvFrame | 'more' | null {
    const width = this.lineEndWidth();
    if (width === 0) return 'more';
    if (this.place === 'quoted') {
      this.position += width;
      this.lineBreaks += 1;
      if (this.secondLine < 0) this.secondLine = this.position;
      return this.position - this.start > this.maxRowBytes ? this.overflow() : null;
    }
    return this.endRow(this.position, this.position + width, 1);
  }

  /** 0 when a CR is the last byte so far: an LF may follow. */
  private lineEndWidth(): 0 | 1 | 2 {
    if (this.buffer[this.position] === LF) return 1;
    if (this.position + 1 < this.end) return this.buffer[this.position + 1] === LF ? 2 : 1;
    return this.closed ? 1 : 0;
  }

  private endRow(rowEnd: number, next: number, breaks: 0 | 1): CsvFrame | null {
    const bytes = this.buffer.subarray(this.start, rowEnd);
    const broken = this.place === 'broken';
    const line = this.line;
    this.beginRow(next, this.lineBreaks + breaks);
    if (broken) return { line, bytes: NOTHING, fault: 'row_malformed_quote' };
    return bytes.length === 0 ? null : { line, bytes, fault: null };
  }

  private beginRow(at: number, linesPassed: number): void {
    this.start = at;
    this.position = at;
    this.line += linesPassed;
    this.place = 'cell_start';
    this.secondLine = -1;
    this.lineBreaks = 0;
  }

  private overflow(): CsvFrame {
    const fault = this.place === 'quoted' && this.secondLine >= 0 ? 'row_malformed_quote' : 'row_too_long';
    if (this.secondLine >= 0) return this.giveUpFirstLine(fault);
    this.skipping = true;
    const line = this.line;
    this.beginRow(this.position, 0);
    return { line, bytes: NOTHING, fault };
  }

  private giveUpFirstLine(fault: FrameFault): CsvFrame {
    const line = this.line;
    this.beginRow(this.secondLine, 1);
    return { line, bytes: NOTHING, fault };
  }

  /** Drops the rest of a line that is too long; false while its end has not come. */
  private skipLine(): boolean {
    while (this.position < this.end) {
      const byte = this.buffer[this.position];
      if (byte === LF || byte === CR) break;
      this.position += 1;
    }
    this.start = this.position;
    const width = this.position < this.end ? this.lineEndWidth() : 0;
    if (width === 0) return false;
    this.skipping = false;
    this.beginRow(this.position + width, 1);
    return true;
  }

  private atFileEnd(): CsvFrame | null {
    if (this.place !== 'quoted') return this.endRow(this.end, this.end, 0);
    if (this.secondLine >= 0) return this.giveUpFirstLine('row_malformed_quote');
    this.place = 'broken';
    return this.endRow(this.end, this.end, 0);
  }
}
