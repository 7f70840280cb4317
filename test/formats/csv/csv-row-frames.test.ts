// Rows are cut where RFC 4180 says, wherever the stream is cut, and a broken row costs no more than itself.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CsvRowFrames } from '../../../src/formats/csv/csv-row-frames.js';
import { bytesOf, piecesOf } from '../../support/fixtures-of-formats.js';

const SEED = 20201110;

function framesOf(pieces: Iterable<Uint8Array>, maxRowBytes = 1000): string[] {
  const frames = new CsvRowFrames(','.charCodeAt(0), maxRowBytes);
  const found: string[] = [];
  const take = (): void => {
    for (let frame = frames.next(); frame !== null; frame = frames.next()) {
      found.push(`${frame.line}:${frame.fault ?? new TextDecoder().decode(frame.bytes)}`);
    }
  };
  for (const piece of pieces) {
    frames.push(piece);
    take();
  }
  frames.close();
  take();
  return found;
}

const framesOfText = (text: string, maxRowBytes?: number): string[] => framesOf([bytesOf(text)], maxRowBytes);

describe('a broken row', () => {
  it('costs its own line when a quote stands inside a cell', () => {
    expect(framesOfText('a,b\nc"c,d\n"e"e,f\ng,h\n')).toEqual([
      '1:a,b',
      '2:row_malformed_quote',
      '3:row_malformed_quote',
      '4:g,h',
    ]);
  });

  it('does not swallow the rows after a quote that is never closed', () => {
    expect(framesOfText('a,b\nc,"d\ne,f\ng,h')).toEqual(['1:a,b', '2:row_malformed_quote', '3:e,f', '4:g,h']);
    expect(framesOfText('c,"d\ne,f\ng,"h"\ni,j\n')).toEqual(['1:row_malformed_quote', '2:e,f', '3:g,"h"', '4:i,j']);
    expect(framesOfText('a,b\nc,"d')).toEqual(['1:a,b', '2:row_malformed_quote']);
  });

  it('gives up an open quote after maxRowBytes, not at the end of the file', () => {
    const frames = framesOfText(`a,"b\n${'c,d\n'.repeat(1000)}`, 100);
    expect(frames).toHaveLength(1001);
    expect(frames.slice(0, 3)).toEqual(['1:row_malformed_quote', '2:c,d', '3:c,d']);
  });

  it('is passed over up to its own line end when it is too long', () => {
    expect(framesOfText(`a\n${'x'.repeat(11)}\r\nb\n`, 10)).toEqual(['1:a', '2:row_too_long', '3:b']);
    expect(framesOfText(`a\n${'x'.repeat(10)}\r\nb\n`, 10)).toEqual(['1:a', `2:${'x'.repeat(10)}`, '3:b']);
    expect(framesOfText(`a\n"${'x'.repeat(11)}`, 10)).toEqual(['1:a', '2:row_too_long']);
    expect(framesOfText(`a\n${'x'.repeat(11)}`, 10)).toEqual(['1:a', '2:row_too_long']);
  });
});

describe('a good row', () => {
  it('ends with LF, CRLF, CR or the file, and empty lines between rows count as lines only', () => {
    expect(framesOfText('a\nb\r\nc\rd\n\r\n\re')).toEqual(['1:a', '2:b', '3:c', '4:d', '7:e']);
  });

  it('may hold line ends and doubled quotes within quotes', () => {
    expect(framesOfText('"a\r\n""b""","c\rd"\ne')).toEqual(['1:"a\r\n""b""","c\rd"', '4:e']);
  });
});

describe('the cuts of the stream', () => {
  it('change nothing, whatever the bytes', () => {
    const text = fc
      .array(fc.constantFrom('"', '"', ',', '\n', '\r', '\r\n', 'a', 'bc', 'é', 'x'.repeat(30)), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), (csv, sizes) => {
        expect(framesOf(piecesOf(bytesOf(csv), sizes), 40)).toEqual(framesOfText(csv, 40));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('a quote left open while the buffer is moved', () => {
  it('costs its own line alone', () => {
    const before = 'x,y\n'.repeat(25_000);
    const after = 'p,q\n'.repeat(15_000);
    const frames = framesOf(piecesOf(bytesOf(`${before}"a\n${after}`), [32 * 1024]), 1_000_000);
    expect(frames).toHaveLength(40_001);
    expect(frames.slice(24_999, 25_003)).toEqual(['25000:x,y', '25001:row_malformed_quote', '25002:p,q', '25003:p,q']);
    expect(frames.at(-1)).toBe('40001:p,q');
  });
});

describe('memory', () => {
  it('stays near maxRowBytes while a line of 40 MB goes by', () => {
    const frames = new CsvRowFrames(','.charCodeAt(0), 1024 * 1024);
    const chunk = new Uint8Array(64 * 1024).fill(0x78);
    const found: string[] = [];
    for (let sent = 0; sent < 40 * 1024 * 1024; sent += chunk.length) {
      frames.push(chunk);
      for (let frame = frames.next(); frame !== null; frame = frames.next())
        found.push(`${frame.line}:${String(frame.fault)}`);
    }
    frames.push(bytesOf('\na,b\n'));
    for (let frame = frames.next(); frame !== null; frame = frames.next())
      found.push(`${frame.line}:${String(frame.fault)}`);
    expect(found).toEqual(['1:row_too_long', '2:null']);
    expect(frames.capacity).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  it('is no larger for a quote left open before a million empty lines', () => {
    const frames = new CsvRowFrames(','.charCodeAt(0), 64 * 1024);
    frames.push(bytesOf('"'));
    const chunk = new Uint8Array(32 * 1024).fill(0x0a);
    let faults = 0;
    for (let at = 0; at < 32; at += 1) {
      frames.push(chunk);
      for (let frame = frames.next(); frame !== null; frame = frames.next()) faults += frame.fault === null ? 0 : 1;
    }
    expect(faults).toBe(1);
    expect(frames.capacity).toBeLessThanOrEqual(512 * 1024);
  });
});
