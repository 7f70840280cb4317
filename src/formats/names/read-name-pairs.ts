// Reads pairs of names: a line each, two names divided by one tab, no header and no quotes.

import { byteChunks, type ByteSource } from '../byte-chunks.js';
import { rowDecoder } from '../csv/text-encoding.js';
import { fileRefused } from '../file-refusal.js';
import { sniffFile, utf8MarkLength } from '../sniff-file.js';
import { LineFaults } from './line-faults.js';

export interface NamePair {
  /** As written, without the line's end. */
  readonly one: string;
  readonly other: string;
}

export interface NamePairs {
  readonly pairs: readonly NamePair[];
  readonly emptyLines: number;
  /** Lines in which a name holds no letter. */
  readonly withoutName: number;
}

const LF = 0x0a;
const LONGEST_LINE = 64 * 1024;
const MOST_PAIRS = 5_000_000;
const LETTER = /\p{L}/u;

async function* linesOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let first = true;
  for await (const chunk of byteChunks(source)) {
    let rest = first ? textOf(chunk) : chunk;
    first = false;
    for (let end = rest.indexOf(LF); end >= 0; end = rest.indexOf(LF)) {
      yield Buffer.concat([...waiting, rest.subarray(0, end)]);
      waiting = [];
      rest = rest.subarray(end + 1);
    }
    waiting.push(Uint8Array.from(rest));
    if (waiting.reduce((sum, { length }) => sum + length, 0) > LONGEST_LINE) {
      throw fileRefused({ code: 'file_not_text', expected: `lines of at most ${LONGEST_LINE} bytes` });
    }
  }
  const last = Buffer.concat(waiting);
  if (last.length > 0) yield last;
}

function textOf(head: Uint8Array): Uint8Array {
  const nature = sniffFile(head);
  if (nature === 'gzip') throw fileRefused({ code: 'file_compressed', expected: 'the text itself, already unpacked' });
  if (nature === 'zip') throw fileRefused({ code: 'file_not_text', expected: 'a text file; this is an archive' });
  if (nature === 'utf-16') throw fileRefused({ code: 'file_encoding_unsupported', expected: 'UTF-8; this is UTF-16' });
  return head.subarray(utf8MarkLength(head));
}

class PairReading {
  readonly pairs: NamePair[] = [];
  readonly faults = new LineFaults();
  emptyLines = 0;
  withoutName = 0;
  private line = 0;
  private readonly decode = rowDecoder('utf-8');

  take(bytes: Uint8Array): void {
    this.line += 1;
    const text = this.decode(bytes)?.replace(/\r$/, '');
    if (text === undefined) this.faults.note({ line: this.line, code: 'row_not_utf8', expected: 'valid UTF-8' });
    else if (/^[^\S\t]*$/.test(text)) this.emptyLines += 1;
    else this.takeCells(text.split('\t'));
    if (this.pairs.length <= MOST_PAIRS) return;
    throw fileRefused({ code: 'file_too_many_rows', expected: `at most ${MOST_PAIRS} pairs`, line: this.line });
  }

  private takeCells(cells: readonly string[]): void {
    const [one, other] = cells;
    if (one === undefined || other === undefined || cells.length !== 2) {
      this.faults.note({ line: this.line, code: 'row_ragged', expected: 'two names divided by one tab' });
      return;
    }
    if (!LETTER.test(one) || !LETTER.test(other)) this.withoutName += 1;
    this.pairs.push({ one, other });
  }
}

/** Throws `import_file_refused` with the numbers of all lines at fault; an empty file and empty lines are no fault. */
export async function readNamePairs(source: ByteSource): Promise<NamePairs> {
  const reading = new PairReading();
  for await (const bytes of linesOf(source)) reading.take(bytes);
  reading.faults.refuse();
  const { pairs, emptyLines, withoutName } = reading;
  return { pairs, emptyLines, withoutName };
}
