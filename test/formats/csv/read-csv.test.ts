// A bad row is an error of that row alone; what makes every row meaningless refuses the file before the first.

import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readCsv, type CsvRow } from '../../../src/formats/csv/read-csv.js';
import { bytesOf, csvRows, outline, piecesOf, refusalOf, UTF8_COMMA } from '../../support/fixtures-of-formats.js';

const SEED = 20201110;

const cellsOf = (rows: readonly CsvRow[]): unknown[] => rows.map((row) => (row.ok ? { ...row.cells } : row.code));

function joined(...parts: readonly (string | Uint8Array | readonly number[])[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? bytesOf(part) : Uint8Array.from(part))));
}

describe('a file that cannot be read at all', () => {
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['is empty', joined(), ' file_empty'],
    ['holds empty lines only', joined('\n\r\n\n'), ' file_empty'],
    ['is a byte order mark and nothing else', joined([0xef, 0xbb, 0xbf]), ' file_empty'],
    ['is UTF-16, little end first', joined([0xff, 0xfe, 0x61, 0x00, 0x0a, 0x00]), ' file_encoding_unsupported'],
    ['is UTF-16, big end first', joined([0xfe, 0xff, 0x00, 0x61, 0x00, 0x0a]), ' file_encoding_unsupported'],
    ['is UTF-7', joined('+/v8-ref,sex\n'), ' file_encoding_unsupported'],
    ['is still compressed', joined([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0]), ' file_compressed'],
    ['is a spreadsheet', joined('PK', [3, 4], 'xl/workbook'), ' file_not_text'],
    ['has a column without a name', joined('a, ,c\n1,2,3\n'), '/lines/1 header_column_empty'],
    ['has a column twice', joined('a,b/c,b/c\n1,2,3\n'), '/columns/b~1c header_column_twice'],
    ['has a header that is no UTF-8', joined('a,', [0xe9], '\n1,2\n'), '/lines/1 header_unreadable'],
    ['has a header with a NUL', joined('a,b', [0], '\n1,2\n'), '/lines/1 header_unreadable'],
    ['has a header with a broken quote', joined('a,b"b\n1,2\n'), '/lines/1 header_unreadable'],
    ['has a thousand and one columns', joined(`${'c,'.repeat(1000)}c\n`), '/lines/1 header_too_wide'],
  ];

  it.each(cases)('%s', async (_, bytes, fault) => {
    const refused = await refusalOf(() => csvRows(bytes));
    expect(refused.code).toBe('import_file_refused');
    expect(refused.faults).toEqual([fault]);
  });

  it('says UTF-8 while the mapping says windows-1251', async () => {
    const bytes = joined([0xef, 0xbb, 0xbf], 'a\n1\n');
    const refused = await refusalOf(() => csvRows(bytes, { encoding: 'windows-1251', delimiter: ',' }));
    expect(refused.faults).toEqual([' file_encoding_unsupported']);
  });

  it('has more rows than it may, all the rows before being read', async () => {
    const rows: CsvRow[] = [];
    const refused = await refusalOf(async () => {
      for await (const row of readCsv([bytesOf('a\n1\n2\n3\n')], { ...UTF8_COMMA, maxRows: 2 })) rows.push(row);
    });
    expect(refused.faults).toEqual(['/lines/4 file_too_many_rows']);
    expect(outline(rows)).toEqual(['2/1', '3/2']);
  });

  it('is refused by whoever looks at its columns, before a row is read', async () => {
    const onColumns = (columns: readonly string[]): void => {
      throw new RangeError(columns.join('+'));
    };
    await expect(csvRows('a,b\n1,2\n', { ...UTF8_COMMA, onColumns })).rejects.toThrow(new RangeError('a+b'));
  });
});

describe('a bad row', () => {
  const good = 'a,b\n1,2\n';
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['that is not UTF-8', joined([0x4a, 0x6f, 0x73, 0xe9], ',x'), 'row_not_utf8'],
    ['with an overlong form of a slash', joined([0xc0, 0xaf], ',x'), 'row_not_utf8'],
    ['with a lone surrogate', joined([0xed, 0xa0, 0x80], ',x'), 'row_not_utf8'],
    ['with a NUL', joined('x', [0], ',y'), 'row_nul_byte'],
    ['with a cell too few', joined('x'), 'row_ragged'],
    ['with a cell too many', joined('x,y,z'), 'row_ragged'],
    ['that is nothing but delimiters', joined(','.repeat(100_000)), 'row_ragged'],
    ['with a quote inside a cell', joined('x"y,z'), 'row_malformed_quote'],
    ['with text after a closing quote', joined('"x"y,z'), 'row_malformed_quote'],
    ['that is too long', joined('x'.repeat(1024 * 1024), ',y'), 'row_too_long'],
    ['with a formula', joined('x,"=cmd|\' /C calc\'!A0"'), 'cell_formula'],
  ];

  it.each(cases)('%s is named, and the rows around it are read', async (_, bad, code) => {
    const rows = await csvRows(joined(good, bad, '\n3,4\n'));
    expect(outline(rows)).toEqual(['2/1', `3/2:${code}`, '4/3']);
    expect(cellsOf(rows)).toEqual([{ a: '1', b: '2' }, code, { a: '3', b: '4' }]);
  });

  it('is told in words that repeat nothing of it', async () => {
    const marked = 'Orlagh';
    const bytes = joined('a,b\n', `${marked}\n=${marked},x\n${marked}",x\n`, [0xff], `${marked},x\n`);
    const rows = await csvRows(bytes);
    expect(outline(rows)).toEqual([
      '2/1:row_ragged',
      '3/2:cell_formula',
      '4/3:row_malformed_quote',
      '5/4:row_not_utf8',
    ]);
    expect(JSON.stringify(rows)).not.toContain(marked);
  });

  it('names the column of a formula', async () => {
    const [row] = await csvRows('a,b\nx,+1+1\n');
    expect(row).toMatchObject({ ok: false, code: 'cell_formula', column: 'b' });
  });
});

describe('a cell that begins like a formula', () => {
  it.each(['=1', '+a', '-a', '@a', '\ta', '＝1', '＋1', '－1', '＠1', ' =1', '\u200b=1', '\u00a0@a'])(
    '%j is refused',
    async (cell) => {
      expect(outline(await csvRows(`a,b\nx,"${cell}"\n`))).toEqual(['2/1:cell_formula']);
    },
  );

  it.each(['-5', '+5', '-3.25', '+3,5', '5-', 'a=b', "'x", '2020-10', ''])('%j is none', async (cell) => {
    expect(cellsOf(await csvRows(`a,b\nx,"${cell}"\n`))).toEqual([{ a: 'x', b: cell }]);
  });

  it('passes where the mapping lists that very value', async () => {
    const acceptsFormula = (column: string, cell: string): boolean => column === 'b' && cell === '-';
    const rows = await csvRows('a,b\nx,-\n-,x\nx,--\n', { ...UTF8_COMMA, acceptsFormula });
    expect(outline(rows)).toEqual(['2/1', '3/2:cell_formula', '4/3:cell_formula']);
  });

  it('loses the guard that an export has given it', async () => {
    expect(cellsOf(await csvRows("a,b\n'=1+1,\"''-x\"\n"))).toEqual([{ a: '=1+1', b: "'-x" }]);
  });
});

describe('a good file', () => {
  it('may begin with a byte order mark, end anyhow and hold a column called __proto__', async () => {
    const rows = await csvRows(joined([0xef, 0xbb, 0xbf], '__proto__,b\r\nx,"y\r\nz"'));
    expect(outline(rows)).toEqual(['2/1']);
    expect(rows[0]?.ok === true && Object.entries(rows[0].cells)).toEqual([
      ['__proto__', 'x'],
      ['b', 'y\r\nz'],
    ]);
  });

  it('keeps spaces, and a byte order mark that is not at its beginning', async () => {
    expect(cellsOf(await csvRows('a,b\n x ,\ufeffy\n'))).toEqual([{ a: ' x ', b: '\ufeffy' }]);
  });

  it('is read again from any row on with the same ordinals', async () => {
    const csv = 'a,b\n1,2\nbad\n"3\n3",4\n5,6\n';
    const all = await csvRows(csv);
    expect(outline(all)).toEqual(['2/1', '3/2:row_ragged', '4/3', '6/4']);
    for (let skipRows = 0; skipRows <= 5; skipRows += 1) {
      expect(await csvRows(csv, { ...UTF8_COMMA, skipRows })).toEqual(all.slice(skipRows));
    }
  });

  it('gives the same rows however the stream is cut', async () => {
    const line = fc.constantFrom('x,y', '"x","y\nz"', 'x,"y', 'é,ü', '', 'x', '=1,2', '"a""b",c', '漢字,"\r\n"');
    const ends = fc.constantFrom('\n', '\r\n', '\r');
    const property = fc.asyncProperty(
      fc.array(fc.tuple(line, ends), { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
      async (lines, sizes) => {
        const bytes = bytesOf(`a,b\n${lines.flat().join('')}`);
        expect(await csvRows(piecesOf(bytes, sizes))).toEqual(await csvRows(bytes));
      },
    );
    await fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('reads as csv-parse reads it', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' '), maxLength: 6 });
    const quoted = (text: string): string => (/^[aé ]+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`);
    const property = fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), async (given) => {
      const csv = `p,q\n${given.map((cells) => `${cells.map(quoted).join(',')}\n`).join('')}`;
      const theirs: unknown = parse(csv, { columns: true });
      expect(cellsOf(await csvRows(csv, { ...UTF8_COMMA, acceptsFormula: () => true }))).toEqual(theirs);
    });
    await fc.assert(property, { seed: SEED, numRuns: 300 });
  });
});

describe('a line of 40 MB in a stream', () => {
  it('is one error, costs no neighbour, and is not gathered in memory', async () => {
    const chunk = new Uint8Array(64 * 1024).fill(0x78);
    function* stream(): Generator<Uint8Array> {
      yield bytesOf('a,b\n1,2\n');
      for (let sent = 0; sent < 40 * 1024 * 1024; sent += chunk.length) yield chunk;
      yield bytesOf('\n3,4\n');
    }
    const before = process.memoryUsage().arrayBuffers;
    let most = before;
    const rows: CsvRow[] = [];
    function* watched(): Generator<Uint8Array> {
      for (const piece of stream()) {
        yield piece;
        most = Math.max(most, process.memoryUsage().arrayBuffers);
      }
    }
    for await (const row of readCsv(watched(), UTF8_COMMA)) rows.push(row);
    expect(outline(rows)).toEqual(['2/1', '3/2:row_too_long', '4/3']);
    expect(most - before).toBeLessThan(16 * 1024 * 1024);
  });
});
