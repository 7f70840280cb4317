// Lists: who may, what an answer does to a record and what it does not, matching, withdrawing, export and disclosure.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import type { Party } from '../../../src/domain/organisations/organisation.js';
import { AddList, type AddListCommand } from '../../../src/usecases/lists/add-list.js';
import { DiscloseLine } from '../../../src/usecases/lists/disclose-line.js';
import { ExportList } from '../../../src/usecases/lists/export-list.js';
import { ListLists } from '../../../src/usecases/lists/list-lists.js';
import { MatchLine } from '../../../src/usecases/lists/match-line.js';
import { ReadList } from '../../../src/usecases/lists/read-list.js';
import { RecordListAnswer } from '../../../src/usecases/lists/record-list-answer.js';
import { UnmatchLine } from '../../../src/usecases/lists/unmatch-line.js';
import { WithdrawListAnswer } from '../../../src/usecases/lists/withdraw-list-answer.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { keyOf, NOBODY, openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

const NOTHING = '00000000-0000-4000-8000-000000000000';
const REASON = 'It was about another line.';

let world: CaseWorld;
let add: AddList;
let answer: RecordListAnswer;
let withdraw: WithdrawListAnswer;
let match: MatchLine;
let unmatch: UnmatchLine;
let read: ReadList;
let lists: ListLists;
let csv: ExportList;
let disclose: DiscloseLine;
let liaison: Actor;
let colleague: Actor;
let stranger: Actor;
let holder: Party;

beforeAll(async () => {
  world = await openCaseWorld();
  const { database, vault, clock } = world;
  add = new AddList(database, vault, clock);
  answer = new RecordListAnswer(database, clock);
  withdraw = new WithdrawListAnswer(database, clock);
  match = new MatchLine(database, clock);
  unmatch = new UnmatchLine(database, clock);
  read = new ReadList(database, clock);
  lists = new ListLists(database);
  csv = new ExportList(database, clock);
  disclose = new DiscloseLine(database, vault, clock);
  liaison = await world.worker();
  colleague = await world.colleagueOf(liaison, ['liaison']);
  stranger = await world.worker();
  holder = await world.party('=Northern "Republic"');
});
afterAll(() => world.stop());

const held = (actor = liaison): Promise<string> =>
  world.register(actor, {
    sharingLevel: 'partners_pseudonymous',
    statements: [statement({ kind: 'capture', valid: '2020-11-01', details: { holder: holder.partyKey } })],
  });

const given = (lines: AddListCommand['lines'], rest: Partial<AddListCommand> = {}): AddListCommand => ({
  submitter: { organisationId: liaison.organisationId },
  recipient: { party: holder.partyKey },
  submittedOn: '2021-02-01',
  lines,
  ...rest,
});

const said = (listId: string, code: string, line?: number, rest = {}) =>
  answer.execute(
    liaison,
    {
      listId,
      answer: code,
      answeredOn: '2021-03-01',
      answeredBy: { party: holder.partyKey },
      ...(line !== undefined && { line }),
      ...rest,
    },
    null,
  );

const record = async (pseudonym: string) =>
  (await new ReadRecord(world.database, world.clock).execute(liaison, { pseudonym, why: true })).record;

describe('a list', () => {
  it.each(ROLES.filter((role) => !['liaison', 'coordinator'].includes(role)))(
    'is not the role %s’s to record',
    async (role) => {
      const { id } = await add.execute(liaison, given([{ text: 'Tassin, Arvel' }]), null);
      const actor = await world.colleagueOf(liaison, [role]);
      const answered = {
        listId: id,
        line: 1,
        answer: 'denied',
        answeredOn: '2021-03-01',
        answeredBy: { party: holder.partyKey },
      };
      for (const tried of [
        () => add.execute(actor, given([{ most: 1 }]), null),
        () => answer.execute(actor, answered, null),
        () => withdraw.execute(actor, { listId: id, answerId: NOTHING, reason: REASON }, null),
        () => match.execute(actor, { listId: id, line: 1, pseudonym: NOBODY }, null),
        () => unmatch.execute(actor, { listId: id, line: 1, reason: REASON }, null),
        () => disclose.execute(actor, { listId: id, line: 1, purpose: 'identification', reason: REASON }, null),
        ...(role === 'verifier'
          ? []
          : [() => read.execute(actor, { listId: id }), () => csv.execute(actor, id), () => lists.execute(actor, {})]),
      ])
        await expect(tried()).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  it('is nothing to another organisation', async () => {
    const { id } = await add.execute(liaison, given([{ text: 'Tassin, Arvel' }]), null);
    for (const listId of [id, NOTHING, 'x']) {
      for (const tried of [
        () => read.execute(stranger, { listId }),
        () => csv.execute(stranger, listId),
        () => match.execute(stranger, { listId, line: 1, pseudonym: NOBODY }, null),
        () => disclose.execute(stranger, { listId, line: 1, purpose: 'identification', reason: REASON }, null),
      ])
        await expect(tried()).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await lists.execute(stranger, {})).lists).toEqual([]);
  });

  it.each([
    ['an unknown party', { recipient: { party: 'nobody' } }, '/recipient/party'],
    ['an unknown organisation', { submitter: { organisationId: NOTHING } }, '/submitter/organisationId'],
    ['a day to come', { submittedOn: '2022-01-01' }, '/submittedOn'],
    ['no line', { lines: [] }, '/lines'],
    ['a line about nobody', { lines: [{ most: 1 }, { pseudonym: NOBODY }] }, '/lines/1/pseudonym'],
  ])('is refused with %s', async (_what, rest, pointer) => {
    expect(await refusalOf(add.execute(liaison, given([{ most: 1 }], rest), null))).toMatchObject({
      code: 'invalid_field',
      pointers: [pointer],
    });
  });

  it('is recorded once however often it is sent, and shows its lines a page at a time', async () => {
    const person = await held();
    const command = given([{ pseudonym: person }, { text: 'Tassin, Arvel' }, { least: 4, most: 5 }], {
      reference: 'L-1',
    });
    const key = keyOf(liaison, 'list-1', 'body');
    const one = await add.execute(liaison, command, key);
    expect(await add.execute(liaison, command, key)).toEqual(one);
    await expect(add.execute(liaison, command, null)).rejects.toMatchObject({ code: 'reference_taken' });
    const first = await read.execute(liaison, { listId: one.id, limit: 2 });
    const second = await read.execute(liaison, { listId: one.id, limit: 2, after: first.next ?? 0 });
    expect([...first.lines, ...second.lines]).toMatchObject([
      { number: 1, pseudonym: person, sealed: false, standing: { answer: 'no_answer', ageDays: 120 } },
      { number: 2, pseudonym: null, sealed: true },
      { number: 3, pseudonym: null, sealed: false, least: 4, most: 5 },
    ]);
    expect(second.next).toBeNull();
    expect((await lists.execute(liaison, { pseudonym: person })).lists).toMatchObject([{ id: one.id }]);
    const { rows } = await world.owner.query<{ row: string }>(
      `SELECT t::text AS row FROM registry.list_line t UNION ALL SELECT t::text FROM registry.audit_entry t UNION ALL SELECT t::text FROM registry.idempotency t`,
    );
    expect(rows.map(({ row }) => row).join()).not.toMatch(/Tassin/);
  });
});

describe('an answer of a party', () => {
  it.each([
    ['acknowledged', 'held_acknowledged'],
    ['denied', 'held_denied'],
    ['no_information', 'believed_held'],
    ['refused', 'believed_held'],
    ['returned', 'release_unconfirmed'],
    ['dead', 'death_reported'],
  ])('%s to a line about a person gives %s, and what was before when it is withdrawn', async (code, status) => {
    const person = await held();
    const before = JSON.stringify(await record(person));
    const { id } = await add.execute(liaison, given([{ pseudonym: person }]), null);
    const recorded = await said(id, code, 1);
    expect(recorded.statements).toHaveLength(code === 'no_information' ? 0 : 1);
    expect((await record(person)).status).toBe(status);
    expect((await read.execute(liaison, { listId: id })).lines).toMatchObject([
      { standing: { answer: code, ageDays: 92 }, answers: [{ id: recorded.id, statementIds: recorded.statements }] },
    ]);
    const withdrawal = { listId: id, answerId: recorded.id, reason: REASON };
    await withdraw.execute(liaison, withdrawal, null);
    expect(JSON.stringify(await record(person))).toBe(before);
    expect((await read.execute(liaison, { listId: id })).lines).toMatchObject([
      { standing: { answer: 'no_answer' }, answers: [] },
    ]);
    await expect(withdraw.execute(liaison, withdrawal, null)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('to the whole list touches no record, and neither does an independent organisation’s', async () => {
    const person = await held();
    const before = JSON.stringify(await record(person));
    const { id } = await add.execute(liaison, given([{ pseudonym: person }]), null);
    expect((await said(id, 'denied')).statements).toEqual([]);
    const independent = { answeredBy: { organisationId: stranger.organisationId } };
    expect((await said(id, 'denied', 1, independent)).statements).toEqual([]);
    expect(JSON.stringify(await record(person))).toBe(before);
    const found = await read.execute(liaison, { listId: id });
    expect(found.general).toMatchObject([{ answer: 'denied' }]);
    expect(found.lines).toMatchObject([{ standing: { answer: 'denied' } }]);
  });

  it('is its party’s where an organisation that depends on it answers', async () => {
    const bureau = await world.worker({ kind: 'national_information_bureau', party: holder });
    const person = await held();
    const { id } = await add.execute(liaison, given([{ pseudonym: person }]), null);
    await said(id, 'acknowledged', 1, { answeredBy: { organisationId: bureau.organisationId } });
    expect((await record(person)).positions).toMatchObject([{ party: holder.partyKey, position: 'acknowledgement' }]);
  });

  it('is refused for a line that is not there, a giver who is unknown, a day to come', async () => {
    const { id } = await add.execute(liaison, given([{ most: 1 }]), null);
    expect(await refusalOf(said(id, 'denied', 2))).toMatchObject({ code: 'not_found' });
    expect(await refusalOf(said(id, 'denied', 1, { answeredBy: { party: 'x' } }))).toMatchObject({
      pointers: ['/answeredBy/party'],
    });
    expect(await refusalOf(said(id, 'denied', 1, { answeredOn: '2022-01-01' }))).toMatchObject({
      pointers: ['/answeredOn'],
    });
  });
});

describe('a line that is matched', () => {
  it('lets its answers speak of the person, and takes their word back with the match', async () => {
    const person = await held();
    const before = JSON.stringify(await record(person));
    const { id } = await add.execute(liaison, given([{ text: 'Tassin, Arvel' }, { most: 3 }]), null);
    expect((await said(id, 'acknowledged', 1)).statements).toEqual([]);
    const matched = await match.execute(liaison, { listId: id, line: 1, pseudonym: person }, null);
    expect(matched.statements).toHaveLength(1);
    expect((await record(person)).status).toBe('held_acknowledged');
    expect(await refusalOf(match.execute(liaison, { listId: id, line: 1, pseudonym: person }, null))).toMatchObject({
      code: 'conflict',
    });
    expect(await refusalOf(match.execute(liaison, { listId: id, line: 2, pseudonym: person }, null))).toMatchObject({
      code: 'conflict',
    });
    await unmatch.execute(liaison, { listId: id, line: 1, reason: REASON }, null);
    expect(JSON.stringify(await record(person))).toBe(before);
    expect((await read.execute(liaison, { listId: id })).lines[0]).toMatchObject({
      pseudonym: null,
      standing: { answer: 'acknowledged' },
    });
    expect(await refusalOf(unmatch.execute(liaison, { listId: id, line: 1, reason: REASON }, null))).toMatchObject({
      code: 'conflict',
    });
    expect((await world.noted(person)).filter((action) => /^(list_line|statement)/.test(action))).toEqual([
      'list_line_matched',
      'statement_added',
      'list_line_unmatched',
      'statement_retracted',
    ]);
  });

  it('is matched once by two who try at the same moment', async () => {
    const people = [await held(), await held()];
    const { id } = await add.execute(liaison, given([{ text: 'Tassin, Arvel' }]), null);
    const tried = await Promise.allSettled(
      people.map((pseudonym) => match.execute(liaison, { listId: id, line: 1, pseudonym }, null)),
    );
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('what leaves the list', () => {
  it('is a table that a spreadsheet shows and never runs', async () => {
    const { id } = await add.execute(liaison, given([{ text: 'Tassin, Arvel' }, { least: 4, most: 5 }]), null);
    await said(id, 'no_information', 2);
    expect((await csv.execute(liaison, id)).split('\r\n')).toEqual([
      'line,pseudonym,least,most,answer,age_days,answered_on,answered_by,grade',
      '1,,1,1,no_answer,120,,,',
      `2,,4,5,no_information,92,2021-03-01,"'=Northern ""Republic""",B2`,
      '',
    ]);
  });

  it('is a line as it was submitted, to who recorded it or works on the case, on record', async () => {
    const person = await held(colleague);
    const { id } = await add.execute(liaison, given([{ text: 'Tassin, Arvel' }, { pseudonym: person }]), null);
    const asked = (actor: Actor, line = 1) =>
      disclose.execute(actor, { listId: id, line, purpose: 'identification', reason: REASON }, null);
    expect((await asked(liaison)).text).toBe('Tassin, Arvel');
    expect(await refusalOf(asked(colleague))).toMatchObject({ code: 'forbidden' });
    await match.execute(liaison, { listId: id, line: 1, pseudonym: person }, null);
    expect((await asked(colleague)).text).toBe('Tassin, Arvel');
    expect(await refusalOf(asked(liaison, 2))).toMatchObject({ code: 'conflict' });
    const { rows } = await world.owner.query<{ action: string }>(
      `SELECT action FROM registry.audit_entry WHERE subject_id = $1 AND action LIKE '%disclos%' ORDER BY id`,
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'identity_disclosed',
      'disclosure_refused',
      'identity_disclosed',
    ]);
  });
});
