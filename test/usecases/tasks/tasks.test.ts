// Tasks of an organisation: who may, what is refused, what others see of them, and the flag of an overdue follow-up.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { ListRecords } from '../../../src/usecases/records/list-records.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { AddTask } from '../../../src/usecases/tasks/add-task.js';
import { AssignTask } from '../../../src/usecases/tasks/assign-task.js';
import { CompleteTask } from '../../../src/usecases/tasks/complete-task.js';
import { ListTasks } from '../../../src/usecases/tasks/list-tasks.js';
import { ReopenTask } from '../../../src/usecases/tasks/reopen-task.js';
import { keyOf, NOBODY, openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

const DAY = 86_400_000;
const MAY: readonly string[] = ['liaison', 'coordinator', 'verifier'];
const NOTHING = '00000000-0000-4000-8000-000000000000';

let world: CaseWorld;
let addTask: AddTask;
let assignTask: AssignTask;
let completeTask: CompleteTask;
let listTasks: ListTasks;
let reopenTask: ReopenTask;
let readRecord: ReadRecord;
let liaison: Actor;
let colleague: Actor;
let coordinator: Actor;
let partner: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  addTask = new AddTask(world.database, world.clock);
  assignTask = new AssignTask(world.database, world.clock);
  completeTask = new CompleteTask(world.database, world.clock);
  listTasks = new ListTasks(world.database, world.clock);
  reopenTask = new ReopenTask(world.database, world.clock);
  readRecord = new ReadRecord(world.database, world.clock);
  liaison = await world.worker();
  colleague = await world.colleagueOf(liaison, ['liaison']);
  coordinator = await world.colleagueOf(liaison, ['coordinator']);
  partner = await world.worker();
});
afterAll(() => world.stop());

const shared = () =>
  world.register(liaison, {
    sharingLevel: 'partners_pseudonymous',
    statements: [statement({ kind: 'disappearance' })],
  });

const asPartnerKnows = async (): Promise<string> => {
  const { records } = await new ListRecords(world.database, world.clock).execute(partner, {
    assignedToMe: false,
    limit: 200,
  });
  return records.at(-1)?.pseudonym ?? '';
};

const followUp = (pseudonym: string, due = '2021-06-10', actor = liaison): Promise<{ id: string }> =>
  addTask.execute(actor, { pseudonym, kind: 'follow_up', due }, null);

const listed = (actor: Actor, pseudonym?: string, rest = {}) =>
  listTasks.execute(actor, { mine: false, overdue: false, done: true, pseudonym, ...rest });

describe('a task', () => {
  it.each(ROLES.filter((role) => !MAY.includes(role)))('is refused to the role %s', async (role) => {
    const pseudonym = await world.register(liaison);
    const { id } = await followUp(pseudonym);
    const actor = await world.colleagueOf(liaison, [role]);
    for (const tried of [
      () => followUp(pseudonym, '2021-06-10', actor),
      () => completeTask.execute(actor, id, null),
      () => reopenTask.execute(actor, id, null),
      () => assignTask.execute(actor, { taskId: id, username: null }, null),
      () => listed(actor),
    ])
      await expect(tried()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is refused about nobody, and about a person whom the organisation may not see, alike', async () => {
    const hidden = await world.register(liaison);
    const [one, other] = await Promise.all([
      refusalOf(followUp(NOBODY, '2021-06-10', partner)),
      refusalOf(followUp(hidden, '2021-06-10', partner)),
    ]);
    expect(one).toEqual(other);
    expect(one.code).toBe('not_found');
  });

  it.each([
    [{ kind: 'call' }, '/kind'],
    [{ due: 'soon' }, '/due'],
    [{ assignedTo: 'nobody.at-all' }, '/assignedTo'],
  ])('is refused with %p', async (given, pointer) => {
    const pseudonym = await world.register(liaison);
    const command = { pseudonym, kind: 'follow_up', due: '2021-06-10', ...given };
    expect(await refusalOf(addTask.execute(liaison, command, null))).toMatchObject({
      code: 'invalid_field',
      pointers: [pointer],
    });
  });

  it('is not given to a worker of another organisation, exactly as to nobody', async () => {
    const pseudonym = await world.register(liaison);
    const give = (assignedTo: string) =>
      refusalOf(addTask.execute(liaison, { pseudonym, kind: 'follow_up', due: '2021-06-10', assignedTo }, null));
    expect(await give(partner.username)).toEqual(await give('nobody.at-all'));
  });

  it('is nothing at all to another organisation', async () => {
    const pseudonym = await shared();
    const { id } = await followUp(pseudonym);
    for (const tried of [completeTask.execute(partner, id, null), reopenTask.execute(partner, id, null)])
      await expect(tried).rejects.toMatchObject({ code: 'not_found' });
    expect((await listed(partner)).tasks).toEqual([]);
    await expect(completeTask.execute(liaison, NOTHING, null)).rejects.toMatchObject({ code: 'not_found' });
    await expect(completeTask.execute(liaison, 'x', null)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is added once however often it is sent, done, re-opened, given away, and noted', async () => {
    const pseudonym = await world.register(liaison);
    const key = keyOf(liaison, 'task-1', 'body');
    const command = { pseudonym, kind: 'follow_up', due: '2021-06-10' };
    const { id } = await addTask.execute(liaison, command, key);
    expect(await addTask.execute(liaison, command, key)).toEqual({ id });
    expect((await listed(liaison, pseudonym)).tasks).toMatchObject([
      {
        id,
        pseudonym,
        kind: 'follow_up',
        due: '2021-06-10',
        overdue: false,
        assignedTo: null,
        createdBy: liaison.username,
      },
    ]);
    await expect(completeTask.execute(colleague, id, null)).rejects.toMatchObject({ code: 'forbidden' });
    await assignTask.execute(liaison, { taskId: id, username: colleague.username }, null);
    await expect(completeTask.execute(liaison, id, null)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await completeTask.execute(colleague, id, null)).toEqual({ id, done: true });
    await expect(completeTask.execute(coordinator, id, null)).rejects.toMatchObject({ code: 'conflict' });
    await reopenTask.execute(colleague, id, null);
    await expect(reopenTask.execute(colleague, id, null)).rejects.toMatchObject({ code: 'conflict' });
    expect((await listed(liaison, pseudonym)).tasks).toMatchObject([{ doneAt: null, assignedTo: colleague.username }]);
    expect((await world.noted(pseudonym)).filter((action) => action.startsWith('task_'))).toEqual([
      'task_added',
      'task_assigned',
      'task_done',
      'task_reopened',
    ]);
  });

  it('of two people is done by the second, whoever of the two comes first at the same moment', async () => {
    const pseudonym = await world.register(liaison);
    const { id } = await addTask.execute(liaison, { pseudonym, kind: 'tell_family', due: '2021-06-02' }, null);
    const outcomes = await Promise.all([liaison, coordinator].map((actor) => completeTask.execute(actor, id, null)));
    expect(outcomes.map(({ done }) => done).sort()).toEqual([false, true]);
    const [task] = (await listed(liaison, pseudonym)).tasks;
    expect([...task!.markedBy].sort()).toEqual([coordinator.username, liaison.username].sort());
    const same = await addTask.execute(liaison, { pseudonym, kind: 'tell_family', due: '2021-06-02' }, null);
    await completeTask.execute(liaison, same.id, null);
    await expect(completeTask.execute(liaison, same.id, null)).rejects.toMatchObject({ code: 'second_person_needed' });
  });
});

describe('the list of tasks', () => {
  it('goes by the day they are due, a page at a time, and shows one’s own', async () => {
    const office = await world.worker({ roles: ['liaison'] });
    const other = await world.colleagueOf(office, ['liaison']);
    const theirs = await world.register(office);
    const dues = ['2021-06-20', '2021-05-01', '2021-06-05', '2021-05-20', '2021-07-01'];
    for (const due of dues) await followUp(theirs, due, office);
    const third = await addTask.execute(
      office,
      { pseudonym: theirs, kind: 'verify_return', due: '2021-05-25', assignedTo: other.username },
      null,
    );
    const pages: string[][] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listed>> = await listed(office, undefined, {
        limit: 2,
        ...(cursor !== null && { cursor }),
      });
      pages.push(page.tasks.map(({ due }) => due));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(pages).toEqual([
      ['2021-05-01', '2021-05-20'],
      ['2021-05-25', '2021-06-05'],
      ['2021-06-20', '2021-07-01'],
    ]);
    const due = async (actor: Actor, rest: object): Promise<string[]> =>
      (await listed(actor, undefined, rest)).tasks.map((task) => task.due);
    expect(await due(office, { mine: true })).not.toContain('2021-05-25');
    expect(await due(other, { mine: true })).toEqual(['2021-05-25']);
    expect(await due(office, { overdue: true, done: false })).toEqual(['2021-05-01', '2021-05-20', '2021-05-25']);
    await completeTask.execute(other, third.id, null);
    expect(await due(office, { overdue: true, done: false })).toEqual(['2021-05-01', '2021-05-20']);
    expect(await refusalOf(listed(office, undefined, { limit: 0 }))).toMatchObject({ pointers: ['/limit'] });
    expect(await refusalOf(listed(office, undefined, { cursor: 'x' }))).toMatchObject({ pointers: ['/cursor'] });
  });
});

describe('the flag of an overdue follow-up', () => {
  const flags = async (actor: Actor, pseudonym: string, times = {}): Promise<string[]> =>
    (await readRecord.execute(actor, { pseudonym, why: false, ...times })).record.flags.map(({ flag }) => flag);

  it('rises by itself when the day has ended, falls when it is done, and rises again when that is taken back', async () => {
    world.clock.set('2021-06-01T12:00:00Z');
    const pseudonym = await shared();
    const { id } = await followUp(pseudonym, '2021-06-03');
    await addTask.execute(liaison, { pseudonym, kind: 'verify_return', due: '2021-05-03' }, null);
    expect(await flags(liaison, pseudonym)).toEqual([]);
    world.clock.set('2021-06-03T23:59:59.999Z');
    expect(await flags(liaison, pseudonym)).toEqual([]);
    world.clock.advance(1);
    expect(await flags(liaison, pseudonym)).toEqual(['follow_up_overdue']);
    world.clock.advance(DAY);
    await completeTask.execute(liaison, id, null);
    expect(await flags(liaison, pseudonym)).toEqual([]);
    const done = world.clock.now();
    world.clock.advance(DAY);
    await reopenTask.execute(liaison, id, null);
    expect(await flags(liaison, pseudonym)).toEqual(['follow_up_overdue']);
    expect(await flags(liaison, pseudonym, { knownAt: done - 1 })).toEqual(['follow_up_overdue']);
    expect(await flags(liaison, pseudonym, { knownAt: done })).toEqual([]);
    expect(await flags(liaison, pseudonym, { validAt: Date.parse('2021-06-03T23:59:59.999Z') })).toEqual([]);
    expect(await flags(liaison, pseudonym, { knownAt: Date.parse('2021-06-01T12:00:00Z') })).toEqual([]);
  });

  it('is the promising organisation’s alone: the others’ answers stay what they were', async () => {
    world.clock.set('2021-08-01T12:00:00Z');
    await shared();
    const theirs = await asPartnerKnows();
    const said = async (): Promise<string> =>
      JSON.stringify((await readRecord.execute(partner, { pseudonym: theirs, why: true })).record);
    const before = await said();
    const { tasks } = await listed(liaison);
    await followUp(
      (
        await new ListRecords(world.database, world.clock).execute(liaison, { assignedToMe: false, limit: 200 })
      ).records.at(-1)!.pseudonym,
      '2021-07-01',
    );
    expect((await listed(liaison)).tasks.length).toBe(tasks.length + 1);
    expect(await said()).toBe(before);
    await followUp(theirs, '2021-07-01', partner);
    expect(await said()).not.toBe(before);
  });
});
