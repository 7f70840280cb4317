// Tables go in: who may import, what becomes of good and bad rows, editions of one list, and what is left in registry and log.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { ROLES } from '../../../src/domain/access/actor.js';
import { Database } from '../../../src/persistence/database.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { CountMeasure } from '../../../src/usecases/statistics/count-measure.js';
import { bytesOf, ISLAND_COLUMNS, islandMapping, islandRow } from '../../support/fixtures-of-formats.js';
import { islandCsv, islandFile, islandRows } from '../../support/island-register.js';
import { refusalOf } from '../case-world.js';
import { openImportWorld, outlineOf, packed, type ImportWorld } from './import-world.js';

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

function coordinator(): Promise<Actor> {
  return world.worker({ roles: ['coordinator'] });
}

function line(given: Record<string, string>): string {
  const row = islandRow(given);
  return ISLAND_COLUMNS.map((column) => row[column]).join(',');
}

function personsOf(actor: Actor): Promise<number> {
  return world.count('SELECT count(*) FROM registry.person WHERE owner_organisation_id = $1', [actor.organisationId]);
}

function statementsOf(actor: Actor): Promise<number> {
  return world.count('SELECT count(*) FROM registry.statement WHERE organisation_id = $1', [actor.organisationId]);
}

describe('who may import', () => {
  it.each(ROLES.filter((role) => role !== 'coordinator'))(
    'refuses a user who is only %s, and writes nothing',
    async (role) => {
      const actor = await world.worker({ roles: [role] });
      expect((await refusalOf(world.import(actor, islandFile(1)))).code).toBe('forbidden');
      expect((await refusalOf(world.rehearse(actor, islandFile(1)))).code).toBe('forbidden');
      expect(await personsOf(actor)).toBe(0);
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
    const actor = await coordinator();
    expect((await refusalOf(world.import(actor, content))).code).toBe(code);
  });

  it('needs a mapping when it is a table', async () => {
    const refusal = await refusalOf(world.import(await coordinator(), islandFile(1), { mapping: null }));
    expect(refusal.code).toBe('mapping_refused');
    expect(refusal.message).toContain('--mapping');
  });

  it('keeps the rows that came before the damage', async () => {
    const actor = await coordinator();
    const whole = packed(islandFile(600));
    await refusalOf(world.import(actor, whole.slice(0, whole.length - 200), { batchRows: 100 }));
    const kept = await personsOf(actor);
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
    const actor = await coordinator();
    const mapping = JSON.stringify({ ...islandMapping(), statements: withScheme('reef') });
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
    const actor = await coordinator();
    const mapping = JSON.stringify({ ...islandMapping(), statements: withScheme('cape') });
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
    const actor = await coordinator();
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
    expect(await personsOf(actor)).toBe(2);
    expect(imported.csv.split('\n')[0]).toBe('row,line,reference,outcome,code,column,message\r');
    expect(imported.csv).not.toContain('astray');
  });

  it('repeats no cell of a refused row anywhere', async () => {
    const actor = await coordinator();
    const imported = await world.import(actor, islandCsv([islandRow({ ref: 'S-1', state: 'Ondine Farrow' })]));
    expect(outlineOf(imported)).toEqual(['1 refused value_not_mapped']);
    expect(imported.csv + (await world.dump('registry'))).not.toContain('Ondine');
  });

  it('folds a second row of one person into the first', async () => {
    const actor = await coordinator();
    const twice = [islandRow(), islandRow({ state: 'back' }), islandRow({ state: 'back' })];
    const imported = await world.import(actor, islandCsv(twice), { batchRows: 2 });
    expect(imported.totals).toEqual({ rows: 3, added: 1, matched: 2, refused: 0, statementsAdded: 3 });
    expect(outlineOf(imported).slice(-2)).toEqual(['2 matched statement_added', '3 matched']);
    expect(await statementsOf(actor)).toBe(3);
  });
});

function withScheme(scheme: string): unknown {
  const { statements } = islandMapping() as { statements: { place?: object }[] };
  return statements.map((rule) => (rule.place === undefined ? rule : { ...rule, place: { ...rule.place, scheme } }));
}

describe('the same file again', () => {
  it('writes nothing and tells what it had given', async () => {
    const actor = await coordinator();
    const first = await world.import(actor, islandFile(23));
    const before = [await statementsOf(actor), await world.count('SELECT count(*) FROM registry.audit_entry')];
    const again = await world.import(actor, islandFile(23));
    expect(again).toEqual({ ...first, outcome: 'done_before', rowsBefore: 23 });
    expect([await statementsOf(actor), await world.count('SELECT count(*) FROM registry.audit_entry')]).toEqual(before);
  });

  it('under another mapping is matched and adds nothing', async () => {
    const actor = await coordinator();
    await world.import(actor, islandFile(23));
    world.clock.advance(3 * 86_400_000);
    const mapping = JSON.stringify({ ...islandMapping(), sharingLevel: 'registry_only' });
    const again = await world.import(actor, islandFile(23), { mapping });
    expect(again.totals).toEqual({ rows: 23, added: 0, matched: 23, refused: 0, statementsAdded: 0 });
  });

  it('is another import for another organisation', async () => {
    const [one, other] = [await coordinator(), await coordinator()];
    await world.import(one, islandFile(5));
    expect((await world.import(other, islandFile(5))).totals.added).toBe(5);
  });
});

describe('a new edition of a list', () => {
  it('adds exactly what it says newly, and renews the record of that person alone', async () => {
    const actor = await coordinator();
    const rows = islandRows(30);
    await world.import(actor, islandCsv(rows));
    const changed = rows.findIndex((row) => row['state'] === 'lost');
    const edition = rows.map((row, at) => ({ ...row, asked: '2021-05-30', ...(at === changed && { state: 'back' }) }));
    world.clock.advance(86_400_000);
    const imported = await world.import(actor, islandCsv([...edition, islandRow({ ref: 'S-31' })]));
    expect(imported.totals).toMatchObject({ rows: 31, added: 1, matched: 30, refused: 0, statementsAdded: 3 });
    expect(outlineOf(imported).filter((told) => told.includes('statement_added'))).toEqual([
      `${changed + 1} matched statement_added`,
    ]);
    const renewed =
      await world.tally(`SELECT p.reference, r.status FROM registry.record_projection r JOIN registry.person p ON p.id = r.person_id
      WHERE p.owner_organisation_id = '${actor.organisationId}' AND p.reference = 'S-${changed + 1}'`);
    expect(renewed).toEqual([`S-${changed + 1}|returned_located`]);
  });

  it('meets what was recorded by hand, confidential statements included', async () => {
    const actor = await coordinator();
    await world.import(actor, islandCsv([islandRow()]));
    const [pseudonym] = await world.tally(
      `SELECT s.pseudonym FROM registry.pseudonym s WHERE s.organisation_id = '${actor.organisationId}'`,
    );
    const given = {
      kind: 'proof_of_life',
      valid: '2021-05-20',
      source: 'phone_or_video_call',
      grade: 'A1',
      confidential: true,
      details: { inCustody: true },
    };
    await new AddStatement(world.database, world.clock).execute(
      actor,
      { pseudonym: pseudonym!, statement: given },
      null,
    );
    const views = `SELECT r.view = 'shared' AS shared, r.status FROM registry.record_projection r JOIN registry.person p ON p.id = r.person_id
                   WHERE p.owner_organisation_id = '${actor.organisationId}'`;
    const before = await world.tally(views);
    expect(before).toEqual(['false|believed_held', 'true|missing']);
    await world.import(actor, islandCsv([islandRow({ state: 'back', asked: '2021-05-31', month: '2021-05' })]));
    expect((await world.tally(views)).map((view) => view.split('|')[0])).toContain('true');
    const told = await world.import(actor, islandCsv([islandRow({ remark: 'copied' })]));
    expect(told.totals).toMatchObject({ matched: 1, statementsAdded: 0 });
  });

  it('does not bring back what the organisation has withdrawn', async () => {
    const actor = await coordinator();
    await world.import(actor, islandCsv([islandRow({ state: 'back' })]));
    await world.owner.query(
      `INSERT INTO registry.statement_withdrawal (statement_id, how, reason, recorded_at, recorded_by)
       SELECT id, 'retracted', 'taken back', now(), recorded_by FROM registry.statement WHERE organisation_id = $1 AND kind = 'located'`,
      [actor.organisationId],
    );
    const again = await world.import(actor, islandCsv([islandRow({ state: 'back', remark: 'again' })]));
    expect(outlineOf(again)).toEqual(['1 matched statement_withdrawn_before']);
    expect(again.totals.statementsAdded).toBe(0);
  });
});

describe('an import that is stopped', () => {
  it('ends after the batch under way and goes on from there', async () => {
    const actor = await coordinator();
    const stop = new AbortController();
    const stopped = await world.import(actor, islandFile(23), {
      signal: stop.signal,
      onProgress: ({ totals }) => {
        if (totals.rows >= 10) stop.abort();
      },
    });
    expect(stopped).toMatchObject({ outcome: 'interrupted', totals: { rows: 10, added: 10 } });
    expect(stopped.lines.at(-1)?.row).toBe(10);
    const begun: number[] = [];
    const resumed = await world.import(actor, islandFile(23), { onBegin: (rows) => begun.push(rows) });
    expect(resumed).toMatchObject({ outcome: 'finished', rowsBefore: 10, totals: { rows: 23, added: 23, matched: 0 } });
    expect([begun, new Set(resumed.lines.map(({ row }) => row)).size]).toEqual([[10], 23]);
    expect(await personsOf(actor)).toBe(23);
  });

  it('is not doubled by a second process with the same file', async () => {
    const actor = await coordinator();
    const database = await Database.open({ url: world.files.urls.app, entropy: world.clock, poolSize: 2 });
    try {
      const file = islandFile(120);
      const outcomes = await Promise.allSettled([
        world.import(actor, file, { batchRows: 4 }),
        world.import(actor, file, { batchRows: 4, database }),
      ]);
      const codes = outcomes.map((outcome) =>
        outcome.status === 'fulfilled' ? outcome.value.outcome : (outcome.reason as { code: string }).code,
      );
      expect(codes.sort()).toEqual(['finished', 'import_in_progress']);
      expect([await personsOf(actor), await statementsOf(actor)]).toEqual([
        120,
        await world.count('SELECT statements_added FROM registry.import_job WHERE organisation_id = $1', [
          actor.organisationId,
        ]),
      ]);
    } finally {
      await database.close();
    }
  });

  it('meets a person whom somebody registers at the same moment', async () => {
    const actor = await coordinator();
    const file = islandFile(12);
    const clash = world.register(actor, { reference: 'S-7' });
    const [imported] = await Promise.all([world.import(actor, file), clash]);
    expect(imported.totals.added + imported.totals.matched).toBe(12);
    expect(await personsOf(actor)).toBe(12);
  });
});

describe('the log of an import', () => {
  it('has an entry for each person added, in the transaction that added it', async () => {
    const actor = await coordinator();
    await world.import(actor, islandFile(12));
    const entries = await world.owner.query<{ action: string; count: string }>(
      `SELECT action, count(*) FROM registry.audit_entry WHERE user_id = $1 GROUP BY action ORDER BY action`,
      [actor.userId],
    );
    expect(entries.rows).toEqual([
      { action: 'import_finished', count: '1' },
      { action: 'import_started', count: '1' },
      { action: 'person_registered', count: '12' },
    ]);
    // xmin is the transaction that wrote a row: a batch and its entries have the same.
    const apart = await world.count(
      `SELECT count(*) FROM registry.person p JOIN registry.audit_entry e ON e.person_id = p.id
       WHERE p.owner_organisation_id = $1 AND p.xmin <> e.xmin`,
      [actor.organisationId],
    );
    const together = await world.count(
      `SELECT count(*) FROM registry.person p JOIN registry.audit_entry e ON e.person_id = p.id AND e.xmin = p.xmin
       JOIN registry.pseudonym s ON s.person_id = p.id AND s.pseudonym = e.subject_id WHERE p.owner_organisation_id = $1`,
      [actor.organisationId],
    );
    expect([apart, together]).toEqual([0, 12]);
    expect(
      await world.count(
        `SELECT count(*) FROM registry.audit_entry e WHERE e.user_id = $1 AND NOT EXISTS (SELECT FROM registry.audit_unsealed u WHERE u.entry_id = e.id)`,
        [actor.userId],
      ),
    ).toBe(0);
  });
});

describe('a rehearsal', () => {
  it('says what the import then does, and writes nothing', async () => {
    const actor = await coordinator();
    await world.import(actor, islandCsv([islandRow({ ref: 'S-2' })]));
    const mapping = JSON.stringify({ ...islandMapping(), statements: withScheme('dune') });
    const rows = [
      ...islandRows(8),
      islandRow({ ref: 'S-3', state: 'back' }),
      islandRow({ ref: 'S-9', state: 'astray' }),
    ];
    const before = await world.dump('registry');
    const rehearsed = await world.rehearse(actor, islandCsv(rows), mapping);
    expect(await world.dump('registry')).toBe(before);
    expect(rehearsed.outcome).toBe('rehearsed');
    const imported = await world.import(actor, islandCsv(rows), { mapping, batchRows: 3 });
    expect(imported.totals).toEqual(rehearsed.totals);
    expect(imported.lines).toEqual(rehearsed.lines);
  });
});
