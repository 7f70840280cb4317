// What of an imported row is warned of: references that are a name, a number or an address, and no number of a file; few questions, whatever the file.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IncomingPerson, IncomingRow, RowReport } from '../../../src/domain/imports/incoming-person.js';
import {
  cellsToCompare,
  mayHoldName,
  openCellsOf,
  questionsOf,
  referenceWarnings,
  withNameWarnings,
} from '../../../src/domain/imports/open-cells.js';
import { nameWindows } from '../../../src/domain/identity/identifying-text.js';

function rowOf(row: number, reference: string, warnings: IncomingPerson['warnings'] = []): IncomingRow {
  const person: IncomingPerson = {
    reference,
    identity: null,
    birthYears: null,
    statements: [],
    places: [],
    sharingLevel: 'registry_only',
    legalBasis: 'consent',
    warnings,
  };
  return { row, line: row + 1, ok: true, person };
}

const lineOf = (row: number, code: string | null = null, outcome: RowReport['outcome'] = 'added'): RowReport => ({
  row,
  line: row + 1,
  reference: `R-${row}`,
  outcome,
  code,
  column: null,
  message: null,
});

describe('a reference', () => {
  it.each(['2021000123456', '12-2021-00034', 'P-17', 'MX-2021/000123', '٠١٢٣٤٥٦٧٨٩', 'sarn.example/person.17'])(
    'is a number of the file: %s',
    (reference) => {
      expect(referenceWarnings(reference, null)).toEqual([]);
      expect(mayHoldName(reference)).toBe(false);
    },
  );

  it.each([
    ['+00 170 1234567', ['looks_like_phone']],
    ['0170 123 4567', ['looks_like_phone']],
    ['oda@relief.example', ['looks_like_email']],
    ['oda@relief.example +00 170 1234567', ['looks_like_phone', 'looks_like_email']],
  ])('is warned of: %s', (reference, codes) => {
    expect(referenceWarnings(reference, null)).toEqual(codes);
  });

  it('is warned of where it holds a part of what the row itself says that somebody is called, or their kin', () => {
    const identity = { names: [{ text: 'Arvel Tassin' }], nextOfKin: [{ name: 'Oda Ostrand', kinship: 'sister' }] };
    for (const reference of ['tassin-17', 'ARVEL', 'the sister Ostrand'])
      expect(referenceWarnings(reference, identity as never)).toEqual(['looks_like_registered_name']);
    for (const reference of ['P-17', 'tassin.example/17'])
      expect(referenceWarnings(reference, identity as never)).toEqual([]);
  });
});

describe('what is compared with registered names', () => {
  it('is each text once, and nothing that was refused or warned of before', () => {
    const warned = { column: 'ref', code: 'looks_like_registered_name', message: '' };
    const rows: IncomingRow[] = [
      rowOf(1, 'Arvel Tassin'),
      rowOf(2, 'P-17'),
      rowOf(3, 'Arvel Tassin'),
      rowOf(6, 'tassin.example/mira-belmar'),
      rowOf(4, 'Oda Ostrand', [warned]),
      { row: 5, line: 6, ok: false, reference: 'Mira Belmar', faults: [] },
    ];
    expect(cellsToCompare(rows)).toEqual([
      { row: 1, text: 'Arvel Tassin' },
      { row: 6, text: 'mira-belmar' },
    ]);
  });

  it('is asked by so many questions at most, each of so many pieces, in the order of the file', () => {
    const words = fc.array(fc.constantFrom('arvel', 'tassin', 'oda', 'ostrand'), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(words, { maxLength: 200 }), (texts) => {
        const cells = texts.map((text, at) => ({ row: at + 1, text: text.join(' ') }));
        const questions = questionsOf(cells, { windowsOfOne: 50, most: 3 });
        expect(questions.length).toBeLessThanOrEqual(3);
        for (const question of questions)
          expect(question.flatMap(({ text }) => nameWindows(text)).length).toBeLessThanOrEqual(50);
        const asked = questions.flat();
        expect(asked).toEqual(cells.slice(0, asked.length));
        if (questions.length < 3) expect(asked).toHaveLength(cells.length);
      }),
    );
  });
});

describe('a report', () => {
  const reports = [lineOf(1), lineOf(2, 'place_added'), lineOf(2, 'field_differs'), lineOf(3)];

  it('gets one line more for a row that had a note, and the line of a row that had none', () => {
    const warned = withNameWarnings(reports, new Set([1, 2]), 'ref');
    expect(warned.map(({ row, code, column }) => [row, code, column])).toEqual([
      [1, 'looks_like_registered_name', 'ref'],
      [2, 'place_added', null],
      [2, 'field_differs', null],
      [2, 'looks_like_registered_name', 'ref'],
      [3, null, null],
    ]);
    expect(withNameWarnings(reports, new Set(), 'ref')).toBe(reports);
  });

  it('is counted by rows that were kept, for the log', () => {
    expect(openCellsOf(reports)).toBeNull();
    expect(openCellsOf([lineOf(1, 'looks_like_email', 'refused')])).toBeNull();
    const kept = [
      lineOf(1, 'looks_like_email'),
      lineOf(1, 'looks_like_phone'),
      lineOf(4, 'looks_like_phone', 'matched'),
    ];
    expect(openCellsOf(kept)).toEqual({ codes: ['looks_like_phone', 'looks_like_email'], rows: 2 });
  });
});
