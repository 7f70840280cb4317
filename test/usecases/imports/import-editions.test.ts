// Editions of one list: the same file again, a newer one, and one that says what was taken back.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { islandMapping, islandRow } from '../../support/fixtures-of-formats.js';
import { islandCsv, islandFile, islandRows } from '../../support/island-register.js';
import { openImportWorld, outlineOf, type ImportWorld } from './import-world.js';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImportWorld();
});
afterAll(async () => {
  await world.stop();
});

describe('the same file again', () => {
  it('writes nothing and tells what it had given', async () => {
    const actor = await world.coordinator();
    const first = await world.import(actor, islandFile(23));
    const before = [await world.statementsOf(actor), await world.count('SELECT count(*) FROM registry.audit_entry')];
    const again = await world.import(actor, islandFile(23));
    expect(again).toEqual({ ...first, outcome: 'done_before', rowsBefore: 23 });
    expect([await world.statementsOf(actor), await world.count('SELECT count(*) FROM registry.audit_entry')]).toEqual(
      before,
    );
  });

  it('under another mapping is matched and adds nothing', async () => {
    const actor = await world.coordinator();
    await world.import(actor, islandFile(23));
    world.clock.advance(3 * 86_400_000);
    const mapping = JSON.stringify({ ...islandMapping(), sharingLevel: 'registry_only' });
    const again = await world.import(actor, islandFile(23), { mapping });
    expect(again.totals).toEqual({ rows: 23, added: 0, matched: 23, refused: 0, statementsAdded: 0 });
  });

  it('is another import for another organisation', async () => {
    const [one, other] = [await world.coordinator(), await world.coordinator()];
    await world.import(one, islandFile(5));
    expect((await world.import(other, islandFile(5))).totals.added).toBe(5);
  });
});

describe('a new edition of a list', () => {
  it('adds exactly what it says newly, and renews the record of that person alone', async () => {
    const actor = await world.coordinator();
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
    const actor = await world.coordinator();
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
    const actor = await world.coordinator();
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
