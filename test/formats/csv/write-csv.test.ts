// What is written is no formula to a spreadsheet, and comes back unchanged.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { guardCell, isFormulaCell, unguardCell } from '../../../src/formats/csv/formula-cell.js';
import { writeCsvRow } from '../../../src/formats/csv/write-csv.js';
import { csvRows } from '../../support/fixtures-of-formats.js';

const SEED = 20201110;

const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', '"', ',', ' ', '\u200b', 'a', '1'),
  }),
  fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0')),
);

describe('writeCsvRow', () => {
  it.each([
    ['=1+1', '"\'=1+1"'],
    ['+1', '"\'+1"'],
    ['-x', '"\'-x"'],
    ['@x', '"\'@x"'],
    ['\tx', '"\'\tx"'],
    ['\rx', '"\'\rx"'],
    ['\nx', '"\'\nx"'],
    ['＝1', '"\'＝1"'],
    ['＋1', '"\'＋1"'],
    ['－1', '"\'－1"'],
    ['＠1', '"\'＠1"'],
    [' =1', '"\' =1"'],
    ["'=1", '"\'\'=1"'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    [' x', '" x"'],
    ["o'x", "o'x"],
    ['', '""'],
  ])('writes %j as %s', (given, written) => {
    expect(writeCsvRow([given])).toBe(`${written}\r\n`);
  });

  it('writes numbers as they are, null as nothing, and refuses what is no number', () => {
    expect(writeCsvRow([-5, 0.5, null, 'x'], ';')).toBe('-5;0.5;;x\r\n');
    expect(() => writeCsvRow([Number.NaN])).toThrow(RangeError);
  });
});

describe('what is written', () => {
  it('never begins like a formula', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(isFormulaCell(guardCell(given))).toBe(false);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('is unguarded to what it was', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(unguardCell(guardCell(given))).toBe(given);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('comes back through the reader, whatever the cells and the delimiter', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.tuple(text, text, text), { maxLength: 6 }),
      fc.constantFrom(',' as const, ';' as const, '\t' as const, '|' as const),
      async (given, delimiter) => {
        const csv = [['p', 'q', 'r'], ...given].map((cells) => writeCsvRow(cells, delimiter)).join('');
        const rows = await csvRows(csv, { encoding: 'utf-8', delimiter });
        expect(rows.map((row) => row.ok && Object.values(row.cells))).toEqual(given);
      },
    );
    await fc.assert(property, { seed: SEED, numRuns: 500 });
  });

  it('comes back from a file of one column, empty cells among them', async () => {
    const csv = ['p', 'x', '', 'y'].map((cell) => writeCsvRow([cell])).join('');
    expect((await csvRows(csv)).map((row) => row.ok && row.cells['p'])).toEqual(['x', '', 'y']);
  });
});
