// Exact counts as CSV: every number once, under what it is split by; nothing that a spreadsheet would run, and no month to come as 0.
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { writeCohort, writeCounts, writeFlow } from '../../../src/formats/statistics/count-csv.js';

const heading = { measure: 'whereabouts-status', version: 1, knownAt: Date.parse('2021-06-01T12:00:00Z') };
const read = (csv: string): readonly Readonly<Record<string, string>>[] => parse(csv, { columns: true });

describe('counts as CSV', () => {
  it('name the table of each row, and leave empty what it is not split by', () => {
    const rows = read(
      writeCounts({
        ...heading,
        asOf: Date.parse('2021-05-31T23:59:59.999Z'),
        dimensions: ['status', 'side'],
        cells: [{ key: { status: 'missing', side: '=Northern "Republic", east' }, count: 3 }],
        margins: [
          { key: { status: 'missing' }, count: 3 },
          { key: {}, count: 3 },
        ],
      }),
    );
    expect(rows.map(({ table, status, side, count }) => [table, status, side, count])).toEqual([
      ['status_by_side', 'missing', `'=Northern "Republic", east`, '3'],
      ['status', 'missing', '', '3'],
      ['total', '', '', '3'],
    ]);
    expect(rows[0]).toMatchObject({
      measure: 'whereabouts-status',
      measure_version: '1',
      as_of: '2021-05-31T23:59:59.999Z',
      known_at: '2021-06-01T12:00:00.000Z',
    });
  });

  it('tell of a flow both stocks and both movements', () => {
    const cell = { key: { status: 'missing' }, opening: 5, entered: 2, left: 4, closing: 3 };
    const flow = { ...heading, from: 0, to: 1, dimensions: ['status'], cells: [cell], margins: [] };
    expect(read(writeFlow(flow))).toMatchObject([
      { table: 'status', status: 'missing', opening: '5', entered: '2', left: '4', closing: '3' },
    ]);
  });

  it('have an empty count for a month that has not come, and no row for a value that nobody has', () => {
    const months = [
      { month: 0, day: 0, cells: [{ key: { status: 'missing' }, count: 7 }] },
      { month: 1, day: 1, cells: [] },
      { month: 2, day: 2, cells: null },
    ];
    const cohort = { ...heading, lost: '2021', people: 7, dimensions: ['status'], months };
    expect(read(writeCohort(cohort)).map(({ month, status, count }) => [month, status, count])).toEqual([
      ['0', 'missing', '7'],
      ['2', '', ''],
    ]);
  });
});
