// The rows that lists and counts read: after any change they are what the statements fold to, for the shared view and for confidants.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { projectionsOf } from '../../../src/persistence/records/projections-of-statements.js';
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
    const recorded = (await room.statements.ofPersons([person?.id ?? ''])).get(person?.id ?? '') ?? [];
    const statements = recorded.map((one) => one.statement);
    return projectionsOf(person?.id ?? '', statements, world.clock.now()).map(({ view, projection }) => ({
      view,
      status: projection.status,
    }));
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

  it('know every statement, however many are added at once', async () => {
    const pseudonym = await world.register(liaison);
    const kinds = ['last_seen', 'capture', 'detention', 'disappearance'];
    await Promise.all(
      kinds.map((kind, at) =>
        addStatement.execute(liaison, { pseudonym, statement: statement({ kind, valid: `2021-05-0${at + 1}` }) }, null),
      ),
    );
    expect(await stored(pseudonym)).toEqual(await folded(pseudonym));
  });
});
