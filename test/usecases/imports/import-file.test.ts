// Tables go in: who may import, what refuses a file, and what becomes of good and bad rows.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '../../../src/domain/access/actor.js';
import { CountMeasure } from '../../../src/usecases/statistics/count-measure.js';
import { bytesOf, ISLAND_COLUMNS, islandMapping, islandRow } from '../../support/fixtures-of-formats.js';
import { islandCsv, islandFile, islandRows } from '../../support/island-register.js';
import { refusalOf } from '../case-world.js';
import { openImportWorld, outlineOf, packed, rulesWithScheme, type ImportWorld } from './import-world.js';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImportWorld();
});
afterAll(async () => {
  await world.stop();
});

const HEADER = ISLAND_COLUMNS.join(',');
const STATUS: Readonly<Record<string, string>> = { lost: 'missing', back: 'returned_located' };
const SEX: Readonly<Record<string, string>> = { w: 'female', m: 'male', '?': 'unknown' };

function line(given: Record<string, string>): string {
  const row = islandRow(given);
  return ISLAND_COLUMNS.map((column) => row[column]).join(',');
}

describe('who may import', () => {
  it.each(ROLES.filter((role) => role !== 'coordinator'))(
    'refuses a user who is only %s, and writes nothing',
    async (role) => {
      const actor = await world.worker({ roles: [role] });
      expect((await refusalOf(world.import(actor, islandFile(1)))).code).toBe('forbidden');
      expect((await refusalOf(world.rehearse(actor, islandFile(1)))).code).toBe('forbidden');
      expect(await world.personsOf(actor)).toBe(0);
      expect(await world.count(`SELECT count(*) FROM registry.audit_entry WHERE user_id = $1`, [actor.userId])).toBe(0);
    },
  );
});

describe('a file that cannot be read', () => {
  it.each([
    ['is empty', '', 'import_file_refused'],
    ['lacks a column of the mapping', 'ref,sex\n1,w\n', 'import_file_refused'],
    ['has a column that the mapping does not know', `${HEADER},rank\n`, 'import_file_refused'],
    ['is a damaged gzip', packed(islandFile(400)).slice(0, 900), 'import_file_refused'],
  ])('is refused as a whole when it %s', async (_, content, code) => {
    const actor = await world.coordinator();
    expect((await refusalOf(world.import(actor, content))).code).toBe(code);
  });

  it('needs a mapping when it is a table', async () => {
    const refusal = await refusalOf(world.import(await world.coordinator(), islandFile(1), { mapping: null }));
    expect(refusal.code).toBe('mapping_refused');
    expect(refusal.message).toContain('--mapping');
  });

  it('keeps the rows that came before the damage', async () => {
    const actor = await world.coordinator();
    const whole = packed(islandFile(600));
    await refusalOf(world.import(actor, whole.slice(0, whole.length - 200), { batchRows: 100 }));
    const kept = await world.personsOf(actor);
    expect(kept).toBeGreaterThan(200);
    expect(kept % 100).toBeGreaterThan(0);
  });
});

describe('a table', () => {
  it('gives every count of the file, exactly, to an analyst of the organisation', async () => {
    // An office of a party sees nothing that others share, so that the counts are those of this file.
    const party = await world.party('Northern Republic');
    const actor = await world.worker({ roles: ['coordinator'], party });
    const rows = islandRows(300);
    const imported = await world.import(actor, packed(islandCsv(rows)), { batchRows: 40 });
    expect(imported).toMatchObject({
      outcome: 'finished',
      format: 'csv',
      totals: { rows: 300, added: 300, matched: 0, refused: 0 },
    });
    const analyst = await world.colleagueOf(actor, ['analyst']);
    const counted = await new CountMeasure(world.database, world.clock).execute(analyst, {
      measure: 'whereabouts-status',
      by: ['sex', 'state'],
    });
    const own = new Map<string, number>();
    for (const row of rows) {
      const key = [STATUS[row['state']!], SEX[row['sex']!], `sarn:${row['pcode']}`].join('|');
      own.set(key, (own.get(key) ?? 0) + 1);
    }
    const answered = counted.cells.map(({ key, count }) => [
      [key['status'], key['sex'], key['state']].join('|'),
      count,
    ]);
    expect(answered.sort()).toEqual([...own].sort());
  });

  it('keeps each place under its parent, and an unknown one as a row of its own', async () => {
    const actor = await world.coordinator();
    const mapping = JSON.stringify({ ...islandMapping(), statements: rulesWithScheme('reef') });
    await world.import(actor, islandCsv([islandRow(), islandRow({ ref: 'S-2', tcode: '', town: '' })]), { mapping });
    expect(
      await world.tally(
        `SELECT code, parent_code, level, state_code, municipality_code FROM registry.place WHERE code LIKE 'reef:%'`,
      ),
    ).toEqual([
      'reef:07021|reef:07|2|reef:07|reef:07021',
      'reef:07:unknown|reef:07|2|reef:07|reef:07:unknown',
      'reef:07||1|reef:07|',
    ]);
    expect(
      await world.tally(`SELECT r.municipality, r.month FROM registry.record_projection r JOIN registry.person p ON p.id = r.person_id
                         WHERE p.owner_organisation_id = '${actor.organisationId}'`),
    ).toEqual(['reef:07021|2020-10', 'reef:07:unknown|2020-10']);
  });

  it('warns of a place on the row that brings it, and of one that lies elsewhere', async () => {
    const actor = await world.coordinator();
    const mapping = JSON.stringify({ ...islandMapping(), statements: rulesWithScheme('cape') });
    const moved = { ref: 'S-3', pcode: '09', province: 'Southmark' };
    const imported = await world.import(actor, islandCsv([islandRow(), islandRow({ ref: 'S-2' }), islandRow(moved)]), {
      mapping,
      batchRows: 2,
    });
    expect(outlineOf(imported)).toEqual([
      '1 added place_added',
      '1 added place_added',
      '2 added',
      '3 added place_added',
      '3 added place_lies_elsewhere',
    ]);
    expect(
      await world.tally(`SELECT DISTINCT r.state FROM registry.record_projection r JOIN registry.person p ON p.id = r.person_id
                         WHERE p.owner_organisation_id = '${actor.organisationId}'`),
    ).toEqual(['cape:07']);
  });

  it('refuses bad rows one by one and loses nothing else', async () => {
    const actor = await world.coordinator();
    const text = [
      HEADER,
      line({ ref: 'S-1' }),
      line({ ref: 'S-2', state: 'astray' }),
      `${line({ ref: 'S-3' })},one cell more`,
      line({ ref: '=HYPERLINK("x")'.replaceAll('"', '') }),
      'BYTES',
      line({ ref: 'S-6', remark: 'x'.repeat(40_000_000) }),
      line({ ref: 'S-7', month: '2020-13' }),
      line({ ref: 'S-8', month: '2031-01', asked: '2031-02-01' }),
      line({ ref: 'S-9', tcode: '07', town: 'Northmark' }),
      line({ ref: 'S-10' }),
      '',
    ].join('\n');
    const bytes = bytesOf(text);
    const mark = Buffer.from(bytes).indexOf('BYTES');
    bytes.set(bytesOf(line({ ref: 'S-5' })).slice(0, 3), mark);
    bytes[mark + 3] = 0xff;
    const imported = await world.import(actor, bytes);
    expect(imported.totals).toMatchObject({ rows: 10, added: 2, refused: 8 });
    expect(outlineOf(imported).filter((told) => !told.includes('place_added'))).toEqual([
      '2 refused value_not_mapped',
      '3 refused row_ragged',
      '4 refused cell_formula',
      '5 refused row_not_utf8',
      '6 refused row_too_long',
      '7 refused date_not_understood',
      '8 refused date_in_the_future',
      '9 refused place_code_repeated',
      '10 added',
    ]);
    expect(await world.personsOf(actor)).toBe(2);
    expect(imported.csv.split('\n')[0]).toBe('row,line,reference,outcome,code,column,message\r');
    expect(imported.csv).not.toContain('astray');
  });

  it('repeats no cell of a refused row anywhere', async () => {
    const actor = await world.coordinator();
    const imported = await world.import(actor, islandCsv([islandRow({ ref: 'S-1', state: 'Ondine Farrow' })]));
    expect(outlineOf(imported)).toEqual(['1 refused value_not_mapped']);
    expect(imported.csv + (await world.dump('registry'))).not.toContain('Ondine');
  });

  it('folds a second row of one person into the first', async () => {
    const actor = await world.coordinator();
    const twice = [islandRow(), islandRow({ state: 'back' }), islandRow({ state: 'back' })];
    const imported = await world.import(actor, islandCsv(twice), { batchRows: 2 });
    expect(imported.totals).toEqual({ rows: 3, added: 1, matched: 2, refused: 0, statementsAdded: 3 });
    expect(outlineOf(imported).slice(-2)).toEqual(['2 matched statement_added', '3 matched']);
    expect(await world.statementsOf(actor)).toBe(3);
  });
});
