// A row becomes statements, or every reason why not; an unknown place is a place.

import { describe, expect, it } from '@jest/globals';
import { checkColumns } from '../../../src/formats/mapping/check-columns.js';
import { listedValues } from '../../../src/formats/mapping/mapping.js';
import { rowMapper, type MappedRow } from '../../../src/formats/mapping/map-row.js';
import { parseMapping } from '../../../src/formats/mapping/parse-mapping.js';
import {
  csvRows,
  ISLAND_COLUMNS,
  islandMapping,
  islandRow,
  outline,
  readPlainDate,
  refusalOf,
} from '../../support/fixtures-of-formats.js';

const mapping = parseMapping(JSON.stringify(islandMapping()));

function mapped(given: Record<string, string> = {}): MappedRow {
  return rowMapper(mapping, readPlainDate)(islandRow(given));
}

function errorsOf(row: MappedRow): string[] {
  return row.ok ? [] : row.errors.map((error) => `${error.column}:${error.code}`);
}

function placesOf(row: MappedRow): unknown {
  return row.ok
    ? row.places.map(({ code, parentCode, name, level }) => `${level} ${parentCode ?? ''}>${code} ${name}`)
    : row;
}

describe('a row is refused', () => {
  it.each([
    ['without a reference', { ref: '  ' }, 'ref:reference_missing'],
    ['with an endless reference', { ref: 'x'.repeat(201) }, 'ref:reference_too_long'],
    ['with a value that no statement asks for', { state: 'LOST' }, 'state:value_not_mapped'],
    ['with an empty cell that decides', { state: '' }, 'state:value_not_mapped'],
    ['with a sex that is not listed', { sex: 'x' }, 'sex:value_not_mapped'],
    ['without a date', { month: '' }, 'month:date_not_understood'],
    ['with a date in words', { month: 'October' }, 'month:date_not_understood'],
    ['with no date to end on', { state: 'back', asked: '?' }, 'asked:date_not_understood'],
    ['with an end before its beginning', { state: 'back', asked: '2020-09-30' }, 'asked:date_order'],
    ['with a code that is none', { tcode: '07/021' }, 'tcode:place_code_malformed'],
    ['with a town in no province', { pcode: '' }, 'tcode:place_parent_missing'],
  ])('%s', (_, given, error) => {
    expect(errorsOf(mapped(given))).toEqual([error]);
  });

  it('with all its errors, each once, and its reference', () => {
    const row = mapped({ ref: 'S-9', sex: 'x', state: 'back', month: '', asked: '' });
    expect(errorsOf(row)).toEqual(['sex:value_not_mapped', 'month:date_not_understood']);
    expect(row).toMatchObject({ ok: false, reference: 'S-9' });
  });

  it('when no statement applies', () => {
    const pair = { ...islandMapping() };
    pair['statements'] = [
      { when: { state: 'lost', sex: 'w' }, kind: 'disappearance', valid: 'month', grade: 'B2', source: 'authority' },
      { when: { state: 'back', sex: 'm' }, kind: 'disappearance', valid: 'month', grade: 'B2', source: 'authority' },
    ];
    const map = rowMapper(parseMapping(JSON.stringify(pair)), readPlainDate);
    expect(errorsOf(map(islandRow({ sex: 'm' })))).toEqual([':no_statement']);
  });

  it('with no more of an unlisted value than 40 characters', () => {
    const row = mapped({ state: 'é'.repeat(41) });
    expect(row.ok ? '' : row.errors[0]?.message).toBe(`The mapping does not list the value "${'é'.repeat(40)}…".`);
  });
});

describe('a row becomes', () => {
  it('one statement where one applies', () => {
    expect(mapped()).toEqual({
      ok: true,
      reference: 'S-1',
      particulars: { sex: 'female' },
      statements: [
        {
          kind: 'disappearance',
          valid: '2020-10',
          basis: 'told',
          source: 'authority',
          grade: { reliability: 'B', information: 2 },
          place: { code: 'sarn:07021', state: 'sarn:07', municipality: 'sarn:07021', precision: 'admin_area' },
          placeAsGiven: null,
          details: {},
        },
      ],
      places: [
        { code: 'sarn:07', parentCode: null, name: 'Northmark', level: 1 },
        { code: 'sarn:07021', parentCode: 'sarn:07', name: 'Weir', level: 2 },
      ],
      warnings: [],
    });
  });

  it('several where several apply, an interval where the date is one', () => {
    const row = mapped({ state: 'back', sex: '?' });
    expect(row.ok && row.statements.map(({ kind, valid, place }) => [kind, valid, place?.code])).toEqual([
      ['disappearance', '2020-10', 'sarn:07021'],
      ['located', '2020-10/2026-07-09', undefined],
    ]);
    expect(row).toMatchObject({ particulars: { sex: 'unknown' } });
  });

  it('dated by the day alone where both ends are that day', () => {
    const row = mapped({ state: 'back', month: '2026-07-09' });
    expect(row.ok && row.statements[1]?.valid).toBe('2026-07-09');
  });

  it('the same again when dates and places are remembered', () => {
    const map = rowMapper(mapping, readPlainDate);
    const first = map(islandRow());
    map(islandRow({ month: 'x', tcode: '' }));
    expect(map(islandRow())).toEqual(first);
    expect(errorsOf(map(islandRow({ month: 'x' })))).toEqual(['month:date_not_understood']);
  });
});

describe('a dirty place', () => {
  it('without a code is the unknown of its province, with a warning and the name that was given', () => {
    const row = mapped({ tcode: '', town: 'not recorded' });
    expect(placesOf(row)).toEqual(['1 >sarn:07 Northmark', '2 sarn:07>sarn:07:unknown unknown']);
    expect(row).toMatchObject({
      ok: true,
      statements: [
        {
          place: {
            code: 'sarn:07:unknown',
            state: 'sarn:07',
            municipality: 'sarn:07:unknown',
            precision: 'admin_area',
          },
          placeAsGiven: 'not recorded',
        },
      ],
      warnings: [{ column: 'tcode', code: 'place_code_missing' }],
    });
  });

  it('called unknown under a code of its own is that code', () => {
    expect(placesOf(mapped({ tcode: '07099', town: 'unknown' }))).toEqual([
      '1 >sarn:07 Northmark',
      '2 sarn:07>sarn:07099 unknown',
    ]);
  });

  it('without any code is the unknown of the whole scheme', () => {
    const row = mapped({ pcode: '', province: '', tcode: 'unknown', town: '' });
    expect(placesOf(row)).toEqual(['1 >sarn:unknown unknown']);
    expect(row).toMatchObject({
      statements: [
        { place: { code: 'sarn:unknown', state: 'sarn:unknown', municipality: null, precision: 'unknown' } },
      ],
    });
  });

  it('without a name is called by its code', () => {
    expect(placesOf(mapped({ province: '', town: '' }))).toEqual(['1 >sarn:07 07', '2 sarn:07>sarn:07021 07021']);
  });
});

describe('the header', () => {
  it('is refused with every column that is missing and every one that the mapping does not know', async () => {
    const columns = [...ISLAND_COLUMNS.filter((column) => column !== 'month' && column !== 'sex'), 'name', 'faith'];
    const refused = await refusalOf(() => {
      checkColumns(mapping, columns);
    });
    expect(refused.code).toBe('import_file_refused');
    expect(refused.faults).toEqual([
      '/columns/sex column_missing',
      '/columns/month column_missing',
      '/columns/name column_not_mapped',
      '/columns/faith column_not_mapped',
    ]);
  });

  it('may lack an ignored column and come in any order', () => {
    const columns = ISLAND_COLUMNS.filter((column) => column !== 'remark').reverse();
    expect(() => {
      checkColumns(mapping, columns);
    }).not.toThrow();
  });
});

describe('reader and mapping together', () => {
  it('let a listed value pass that looks like a formula, and stop the others', async () => {
    const listed = listedValues(mapping);
    const csv = `${ISLAND_COLUMNS.join()}\n${Object.values(islandRow({ sex: '-' })).join()}\n${Object.values(islandRow({ town: '-' })).join()}\n`;
    const rows = await csvRows(csv, {
      encoding: mapping.encoding,
      delimiter: mapping.delimiter,
      onColumns: (columns) => {
        checkColumns(mapping, columns);
      },
      acceptsFormula: (column, cell) => listed.get(column)?.has(cell) ?? false,
    });
    expect(outline(rows)).toEqual(['2/1', '3/2:cell_formula']);
    const map = rowMapper(mapping, readPlainDate);
    expect(rows[0]?.ok === true && map(rows[0].cells)).toMatchObject({ ok: true, particulars: { sex: 'unknown' } });
  });
});
