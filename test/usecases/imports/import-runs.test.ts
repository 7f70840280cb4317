// Runs of an import: stopped and resumed, two at once, what the log has of it, and a rehearsal.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/persistence/database.js';
import { islandMapping, islandRow } from '../../support/fixtures-of-formats.js';
import { islandCsv, islandFile, islandRows } from '../../support/island-register.js';
import { openImportWorld, rulesWithScheme, type ImportWorld } from './import-world.js';
import { TEST_PROOF } from '../../support/test-server.js';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImportWorld();
});
afterAll(async () => {
  await world.stop();
});

describe('an import that is stopped', () => {
  it('ends after the two batches under way and goes on from there', async () => {
    const actor = await world.coordinator();
    const stop = new AbortController();
    const stopped = await world.import(actor, islandFile(23), {
      signal: stop.signal,
      onProgress: ({ totals }) => {
        if (totals.rows >= 10) stop.abort();
      },
    });
    expect(stopped).toMatchObject({ outcome: 'interrupted', totals: { rows: 15, added: 15 } });
    expect(stopped.lines.at(-1)?.row).toBe(15);
    const begun: number[] = [];
    const resumed = await world.import(actor, islandFile(23), { onBegin: (rows) => begun.push(rows) });
    expect(resumed).toMatchObject({ outcome: 'finished', rowsBefore: 15, totals: { rows: 23, added: 23, matched: 0 } });
    expect([begun, new Set(resumed.lines.map(({ row }) => row)).size]).toEqual([[15], 23]);
    expect(await world.personsOf(actor)).toBe(23);
  });

  it('is not doubled by a second process with the same file', async () => {
    const actor = await world.coordinator();
    const database = await Database.open({
      url: world.files.urls.app,
      entropy: world.clock,
      proof: TEST_PROOF,
      poolSize: 2,
    });
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
      expect([await world.personsOf(actor), await world.statementsOf(actor)]).toEqual([
        120,
        await world.count('SELECT statements_added FROM registry.import_job WHERE organisation_id = $1', [
          actor.organisationId,
        ]),
      ]);
    } finally {
      await database.close();
    }
  });

  it('ends beside another file that names the same persons in another order', async () => {
    const actor = await world.coordinator();
    const database = await Database.open({
      url: world.files.urls.app,
      entropy: world.clock,
      proof: TEST_PROOF,
      poolSize: 4,
    });
    try {
      const rows = islandRows(60);
      const both = await Promise.all([
        world.import(actor, islandCsv(rows), { batchRows: 3 }),
        world.import(actor, islandCsv(rows.toReversed()), { batchRows: 3, database }),
      ]);
      expect(both.map(({ outcome, totals }) => [outcome, totals.added + totals.matched])).toEqual([
        ['finished', 60],
        ['finished', 60],
      ]);
      expect(both[0].totals.added + both[1].totals.added).toBe(60);
      expect(await world.personsOf(actor)).toBe(60);
    } finally {
      await database.close();
    }
  });

  it('stores the same whatever the size of a batch, also where places are new, known or moved', async () => {
    const rows = [...islandRows(24), islandRow({ ref: 'M-1', pcode: '08', province: 'Southmark' }), ...islandRows(12)];
    const mapping = (scheme: string): string =>
      JSON.stringify({ ...islandMapping(), statements: rulesWithScheme(scheme) });
    const outcomes = [];
    for (const [scheme, batchRows] of [
      ['one', 100],
      ['few', 3],
      ['two', 2],
    ] as const) {
      const actor = await world.coordinator();
      const { totals, lines } = await world.import(actor, islandCsv(rows), { batchRows, mapping: mapping(scheme) });
      const again = await world.coordinator();
      const known = await world.import(again, islandCsv(rows), { batchRows, mapping: mapping(scheme) });
      outcomes.push(
        JSON.stringify([totals, lines, known.totals, known.lines])
          .replaceAll(`${scheme}:`, 'S:')
          .replaceAll(scheme, 'S'),
      );
    }
    expect(outcomes[1]).toBe(outcomes[0]);
    expect(outcomes[2]).toBe(outcomes[0]);
  });

  it('meets a person whom somebody registers at the same moment', async () => {
    const actor = await world.coordinator();
    const file = islandFile(12);
    const clash = world.register(actor, { reference: 'S-7' });
    const [imported] = await Promise.all([world.import(actor, file), clash]);
    expect(imported.totals.added + imported.totals.matched).toBe(12);
    expect(await world.personsOf(actor)).toBe(12);
  });
});

describe('the log of an import', () => {
  it('has an entry for each person added, in the transaction that added it', async () => {
    const actor = await world.coordinator();
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
    const actor = await world.coordinator();
    await world.import(actor, islandCsv([islandRow({ ref: 'S-2' })]));
    const mapping = JSON.stringify({ ...islandMapping(), statements: rulesWithScheme('dune') });
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
