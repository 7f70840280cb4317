// The rows that lists and counts read: after any change they are what the statements fold to, for the shared view and for confidants.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { contentsAlone } from '../../../src/domain/records/record-contents.js';
import { historyOf } from '../../../src/domain/records/record-history.js';
import { requireStatementDraft } from '../../../src/domain/records/statement-draft.js';
import { getVisiblePerson } from '../../../src/persistence/persons/get-visible-person.js';
import { contentsOfRecords } from '../../../src/persistence/records/contents-of-records.js';
import { reproject } from '../../../src/persistence/records/reproject.js';
import { appendStatements } from '../../../src/persistence/statements/append-statements.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { RetractStatement } from '../../../src/usecases/records/retract-statement.js';
import { openCaseWorld, statement, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let liaison: Actor;
let addStatement: AddStatement;

beforeAll(async () => {
  world = await openCaseWorld();
  liaison = await world.worker();
  addStatement = new AddStatement(world.database, world.clock);
});

afterAll(async () => {
  await world.stop();
});

async function stored(pseudonym: string): Promise<{ view: string; status: string }[]> {
  const rows = await world.owner.query<{ view: string; status: string }>(
    `SELECT r.view, r.status FROM registry.record_projection r JOIN registry.pseudonym s USING (person_id)
     WHERE s.pseudonym = $1 ORDER BY r.view = 'shared' DESC, r.view`,
    [pseudonym],
  );
  return rows.rows;
}

async function folded(pseudonym: string): Promise<{ view: string; status: string }[]> {
  return world.database.transaction(liaison, async (room) => {
    const person = await room.persons.findVisible(liaison, pseudonym);
    const id = person?.id ?? '';
    const contents = (await contentsOfRecords(room, [id])).get(id) ?? contentsAlone(id, []);
    return historyOf(id, contents)
      .filter(({ knownTo, validTo }) => knownTo === Infinity && validTo === Infinity)
      .map(({ view, projection }) => ({ view, status: projection?.status ?? 'not concerned' }));
  });
}

describe('projections', () => {
  it('have a row of its own for whoever knows something in confidence, until that is withdrawn', async () => {
    const pseudonym = await world.register(liaison, { statements: [statement({ kind: 'capture' })] });
    expect(await stored(pseudonym)).toEqual([{ view: 'shared', status: 'believed_held' }]);
    const secret = statement({
      kind: 'located',
      valid: '2021-05-20',
      source: 'person',
      details: { attestedBy: 'person' },
      confidential: true,
    });
    const { id } = await addStatement.execute(liaison, { pseudonym, statement: secret }, null);
    expect(await stored(pseudonym)).toEqual([
      { view: 'shared', status: 'believed_held' },
      { view: liaison.organisationId, status: 'returned_located' },
    ]);
    expect(await stored(pseudonym)).toEqual(await folded(pseudonym));
    await new RetractStatement(world.database, world.clock).execute(
      liaison,
      { statementId: id, reason: 'not so' },
      null,
    );
    expect(await stored(pseudonym)).toEqual([{ view: 'shared', status: 'believed_held' }]);
  });

  it('know what another transaction added meanwhile', async () => {
    const pseudonym = await world.register(liaison);
    const located = statement({
      kind: 'located',
      valid: '2021-05-20',
      source: 'person',
      details: { attestedBy: 'person' },
    });
    // The row that every lister reads is written by both; the first is held until the second waits for it.
    let adding: Promise<unknown> = Promise.resolve();
    await world.database.transaction(liaison, async (room) => {
      const person = await getVisiblePerson(room, liaison, pseudonym);
      await room.persons.lockForWriting(person.id);
      const drafts = [requireStatementDraft(located, world.clock.now(), '')];
      const drawId = randomUUID;
      await appendStatements(room, { personId: person.id, actor: liaison, drafts, at: world.clock.now(), drawId });
      await reproject(room, person.id, world.clock.now());
      adding = addStatement.execute(liaison, { pseudonym, statement: statement({ kind: 'capture' }) }, null);
      await somebodyWaits();
    });
    await adding;
    expect(await stored(pseudonym)).toEqual([{ view: 'shared', status: 'returned_located' }]);
    expect(await stored(pseudonym)).toEqual(await folded(pseudonym));
  });
});

async function somebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await world.owner.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.rows.length > 0) return;
  }
}
