// Adding, retracting and superseding statements: who may not, what is refused, what follows, and what happens side by side.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { ListStatements } from '../../../src/usecases/records/list-statements.js';
import { ReadStatus } from '../../../src/usecases/records/read-status.js';
import { RetractStatement } from '../../../src/usecases/records/retract-statement.js';
import { SupersedeStatement } from '../../../src/usecases/records/supersede-statement.js';
import { keyOf, NOBODY, openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let addStatement: AddStatement;
let retractStatement: RetractStatement;
let supersedeStatement: SupersedeStatement;
let liaison: Actor;
let stranger: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  addStatement = new AddStatement(world.database, world.clock);
  retractStatement = new RetractStatement(world.database, world.clock);
  supersedeStatement = new SupersedeStatement(world.database, world.clock);
  liaison = await world.worker();
  stranger = await world.worker();
});

afterAll(async () => {
  await world.stop();
});

async function status(pseudonym: string, actor = liaison): Promise<string> {
  const answer = await new ReadStatus(world.database, world.clock).execute(actor, { pseudonym, why: false });
  return answer.status;
}

/** The pseudonym under which another organisation knows somebody. */
async function pseudonymFor(actor: Actor, pseudonym: string): Promise<string> {
  const rows = await world.owner.query<{ person_id: string }>(
    'SELECT person_id FROM registry.pseudonym WHERE pseudonym = $1',
    [pseudonym],
  );
  const personId = rows.rows[0]?.person_id ?? '';
  const drawn = await world.database.transaction(actor, (room) =>
    room.persons.pseudonymsFor(actor.organisationId, [personId]),
  );
  return drawn.get(personId) ?? '';
}

const capture = statement({ kind: 'capture', valid: '2021-05-01' });

async function captured(): Promise<{ pseudonym: string; id: string }> {
  const pseudonym = await world.register(liaison, { sharingLevel: 'partners_pseudonymous' });
  const { id } = await addStatement.execute(liaison, { pseudonym, statement: capture }, null);
  return { pseudonym, id };
}

describe('a statement is refused', () => {
  it.each(ROLES.filter((role) => !['liaison', 'coordinator', 'verifier'].includes(role)))(
    'to the role %s, as is withdrawing one',
    async (role) => {
      const { pseudonym, id } = await captured();
      const actor = await world.colleagueOf(liaison, [role]);
      const forbidden = { code: 'forbidden' };
      await expect(addStatement.execute(actor, { pseudonym, statement: capture }, null)).rejects.toMatchObject(
        forbidden,
      );
      const withdrawal = { statementId: id, reason: 'wrong person' };
      await expect(retractStatement.execute(actor, withdrawal, null)).rejects.toMatchObject(forbidden);
      const supersession = { ...withdrawal, successor: capture };
      await expect(supersedeStatement.execute(actor, supersession, null)).rejects.toMatchObject(forbidden);
    },
  );

  it('about somebody the organisation may not see, exactly as about nobody', async () => {
    const own = await world.register(liaison);
    const theirs = await pseudonymFor(stranger, own);
    const unseen = await refusalOf(addStatement.execute(stranger, { pseudonym: theirs, statement: capture }, null));
    const nobody = await refusalOf(addStatement.execute(stranger, { pseudonym: NOBODY, statement: capture }, null));
    const othersPseudonym = await refusalOf(
      addStatement.execute(stranger, { pseudonym: own, statement: capture }, null),
    );
    expect(unseen).toEqual(nobody);
    expect(othersPseudonym).toEqual(nobody);
    expect(nobody.code).toBe('not_found');
  });

  it('when the pseudonym holds a typing slip, which is named', async () => {
    const { pseudonym } = await captured();
    const slipped = pseudonym.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
    await expect(addStatement.execute(liaison, { pseudonym: slipped, statement: capture }, null)).rejects.toMatchObject(
      {
        code: 'pseudonym_mistyped',
      },
    );
  });

  it.each([
    ['an unknown kind', { kind: 'hearsay' }, '/kind'],
    ['ill-treatment that is not kept in confidence', { kind: 'ill_treatment' }, '/confidential'],
    ['a visit that the visitor did not see', { kind: 'visit', source: 'agency_visit' }, '/basis'],
    ['unknown kin', { kind: 'kin_link', details: { kinship: 'mother', person: NOBODY } }, '/details/person'],
    ['a date in the future', { valid: '2021-06-03' }, '/valid'],
    ['a date that is none', { valid: 'May' }, '/valid'],
    ['a source of another kind', { source: 'death_certificate' }, '/source'],
    ['no grade', { grade: 'B' }, '/grade'],
    ['an unknown basis', { basis: 'felt' }, '/basis'],
    ['an unknown place', { place: { code: 'demo:7', precision: 'admin_area' } }, '/place/code'],
    ['an unknown detail', { details: { holder: 'x', unit: '3rd' } }, '/details/unit'],
    ['an unknown party', { details: { holder: 'x' } }, '/details/holder'],
    ['an empty reference', { reference: '' }, '/reference'],
  ])('for %s', async (_what, given, pointer) => {
    const { pseudonym } = await captured();
    const refusal = await refusalOf(
      addStatement.execute(liaison, { pseudonym, statement: { ...capture, ...given } }, null),
    );
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: [pointer] });
    const all = await new ListStatements(world.database, world.clock).execute(liaison, { pseudonym });
    expect(all.statements).toHaveLength(2);
  });

  it('for an unknown kind by naming the accepted ones', async () => {
    const { pseudonym } = await captured();
    const work = addStatement.execute(liaison, { pseudonym, statement: statement({ kind: 'hearsay' }) }, null);
    await expect(work).rejects.toMatchObject({ faults: [{ expected: expect.stringContaining('death_assessment') }] });
  });
});

describe('a statement', () => {
  it('that is added moves the status and is noted', async () => {
    const { pseudonym } = await captured();
    expect(await status(pseudonym)).toBe('believed_held');
    expect(await world.noted(pseudonym)).toEqual(['person_registered', 'statement_added', 'record_read']);
  });

  it('of tomorrow by the calendar of another time zone is no forecast', async () => {
    const pseudonym = await world.register(liaison);
    const tomorrow = statement({ kind: 'capture', valid: '2021-06-02' });
    await expect(addStatement.execute(liaison, { pseudonym, statement: tomorrow }, null)).resolves.toHaveProperty('id');
  });

  it('of another organisation that may see the person counts as its own', async () => {
    const { pseudonym } = await captured();
    const theirs = await pseudonymFor(stranger, pseudonym);
    expect(theirs).not.toBe(pseudonym);
    const located = statement({
      kind: 'located',
      valid: '2021-05-20',
      source: 'person',
      details: { attestedBy: 'person' },
    });
    const { id } = await addStatement.execute(stranger, { pseudonym: theirs, statement: located }, null);
    expect(await status(pseudonym)).toBe('returned_located');
    const forbidden = retractStatement.execute(liaison, { statementId: id, reason: 'not ours' }, null);
    await expect(forbidden).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('sent twice at once under one key is one', async () => {
    const { pseudonym } = await captured();
    const key = keyOf(liaison, 'statement-1', 'body');
    const add = (): Promise<{ id: string }> => addStatement.execute(liaison, { pseudonym, statement: capture }, key);
    const [first, second] = await Promise.all([add(), add()]);
    expect(second).toEqual(first);
    const all = await new ListStatements(world.database, world.clock).execute(liaison, { pseudonym });
    expect(all.statements).toHaveLength(3);
  });

  it('of the same number is refused the second time', async () => {
    const { pseudonym } = await captured();
    const numbered = { ...capture, reference: 'note-1' };
    await addStatement.execute(liaison, { pseudonym, statement: numbered }, null);
    await expect(addStatement.execute(liaison, { pseudonym, statement: numbered }, null)).rejects.toMatchObject({
      code: 'reference_taken',
    });
  });

  it('can be neither changed nor deleted by the service', async () => {
    const { id } = await captured();
    const { Client } = await import('pg');
    const service = new Client({ connectionString: world.files.urls.app });
    await service.connect();
    for (const sql of [
      `UPDATE registry.statement SET grade = 'A1' WHERE id = '${id}'`,
      `UPDATE registry.statement SET kind = 'death' WHERE id = '${id}'`,
      `DELETE FROM registry.statement WHERE id = '${id}'`,
      'TRUNCATE registry.statement CASCADE',
      `DELETE FROM registry.statement_withdrawal`,
    ]) {
      await expect(service.query(sql)).rejects.toThrow(/permission denied|append-only|does not exist/);
    }
    await service.end();
    await expect(world.owner.query(`DELETE FROM registry.statement WHERE id = '${id}'`)).rejects.toThrow('append-only');
  });
});

describe('a withdrawal is refused', () => {
  it('for what is no statement, exactly as for one about somebody the organisation may not see', async () => {
    const own = await world.register(liaison);
    const { id } = await addStatement.execute(liaison, { pseudonym: own, statement: capture }, null);
    const refusals = await Promise.all(
      [randomUUID(), id, 'not-an-id'].map((statementId) =>
        refusalOf(retractStatement.execute(stranger, { statementId, reason: 'wrong person' }, null)),
      ),
    );
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    expect(refusals[0]?.code).toBe('not_found');
  });

  it('for what another organisation said in confidence, as for what is no statement', async () => {
    const { pseudonym } = await captured();
    const secret = { ...capture, confidential: true };
    const { id } = await addStatement.execute(liaison, { pseudonym, statement: secret }, null);
    const refusal = await refusalOf(retractStatement.execute(stranger, { statementId: id, reason: 'why not' }, null));
    expect(refusal.code).toBe('not_found');
  });

  it('for another organisation’s statement that can be read', async () => {
    const { id } = await captured();
    const refusal = retractStatement.execute(stranger, { statementId: id, reason: 'we know better' }, null);
    await expect(refusal).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each(['', '  ', 'no', '123', 'a\u0000b', 'x'.repeat(1001)])('without a reason in words (%j)', async (reason) => {
    const { id } = await captured();
    const refusal = await refusalOf(retractStatement.execute(liaison, { statementId: id, reason }, null));
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: ['/reason'] });
  });

  it('when an open statement would vanish behind a confidential one', async () => {
    const { id } = await captured();
    const command = { statementId: id, reason: 'a better date', successor: { ...capture, confidential: true } };
    const refusal = await refusalOf(supersedeStatement.execute(liaison, command, null));
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: ['/successor/confidential'] });
  });

  it('for a successor with a fault, and then nothing is withdrawn', async () => {
    const { pseudonym, id } = await captured();
    const command = { statementId: id, reason: 'a better date', successor: { ...capture, valid: 'May' } };
    const refusal = await refusalOf(supersedeStatement.execute(liaison, command, null));
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: ['/successor/valid'] });
    expect(await status(pseudonym)).toBe('believed_held');
  });
});

describe('a withdrawal', () => {
  it('undoes what the statement did, is noted, and cannot be made twice', async () => {
    const { pseudonym, id } = await captured();
    await retractStatement.execute(liaison, { statementId: id, reason: 'wrong person' }, null);
    expect(await status(pseudonym)).toBe('missing');
    const again = retractStatement.execute(liaison, { statementId: id, reason: 'wrong person' }, null);
    await expect(again).rejects.toMatchObject({ code: 'already_withdrawn' });
    expect(await world.noted(pseudonym)).toEqual([
      'person_registered',
      'statement_added',
      'statement_retracted',
      'record_read',
    ]);
  });

  it('made twice at once is made once', async () => {
    const { id } = await captured();
    const outcomes = await Promise.allSettled(
      ['first reason', 'second reason'].map((reason) =>
        retractStatement.execute(liaison, { statementId: id, reason }, null),
      ),
    );
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'already_withdrawn' });
  });

  it('sent twice at once under one key answers the same', async () => {
    const { id } = await captured();
    const key = keyOf(liaison, 'retraction-1', 'body');
    const retract = (): Promise<{ id: string }> =>
      retractStatement.execute(liaison, { statementId: id, reason: 'wrong person' }, key);
    const [first, second] = await Promise.all([retract(), retract()]);
    expect(second).toEqual(first);
  });

  it('by a better statement puts that in its place', async () => {
    const { pseudonym, id } = await captured();
    const successor = statement({ kind: 'disappearance', valid: '2021-04', source: 'family' });
    const answer = await supersedeStatement.execute(
      liaison,
      { statementId: id, reason: 'he was not taken', successor },
      null,
    );
    expect(await status(pseudonym)).toBe('missing');
    const { statements } = await new ListStatements(world.database, world.clock).execute(liaison, { pseudonym });
    const [before] = statements.filter(({ statement: one }) => one.id === id);
    expect(before?.withdrawn).toMatchObject({
      how: 'superseded',
      reason: 'he was not taken',
      successorId: answer.successorId,
    });
    expect(await world.noted(pseudonym)).toContain('statement_superseded');
  });
});
