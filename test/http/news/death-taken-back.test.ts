// A death that is taken back is told to nobody any more, and to a family that was told of it that it is none.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEATH, LOST, NewsWorld, REASON } from './news-world.js';

interface Known {
  readonly own: string;
  readonly partner: string;
}
interface ListedTask {
  readonly id: string;
  readonly kind: string;
  readonly doneAt: string | null;
  readonly lapsed: string | null;
  readonly markedBy: readonly string[];
}

const SEEN = { ...LOST, kind: 'last_seen', valid: '2021-02' };
const LAPSED = { lapsed: 'death_taken_back', doneAt: expect.any(String), markedBy: [] };
const OPEN = { lapsed: null, doneAt: null, markedBy: [] };

let world: NewsWorld;
let sides: readonly string[];

beforeAll(async () => {
  world = await NewsWorld.open();
  await world.service.seedOrganisation({ kind: 'national_information_bureau', party: 'North' });
  await world.service.seedOrganisation({ kind: 'national_information_bureau', party: 'South' });
  const { parties } = await world.read<{ parties: { partyKey: string }[] }>('/v1/parties', 'coordinator');
  sides = parties.map(({ partyKey }) => partyKey);
});
afterAll(() => world.service.stop());

async function tasksOf({ own }: Known, kind: string, query = ''): Promise<ListedTask[]> {
  const { tasks } = await world.read<{ tasks: ListedTask[] }>(`/v1/tasks?person=${own}${query}`, 'coordinator');
  return tasks.filter((task) => task.kind === kind);
}

/** Closed ones too. */
const told = (who: Known): Promise<ListedTask[]> => tasksOf(who, 'tell_family', '&done=true');
const corrections = async (who: Known): Promise<number> =>
  (await tasksOf(who, 'family_contact_after_correction', '&done=true')).length;

async function ofOthers(): Promise<unknown[]> {
  const lists: unknown[] = [];
  for (const who of ['partner', 'agency'] as const)
    lists.push(...(await world.read<{ tasks: unknown[] }>('/v1/tasks?done=true', who)).tasks);
  return lists;
}

async function ruled(verifiedFirst: boolean): Promise<void> {
  expect((await world.ask('PUT', '/v1/news/rule', 'coordinator', { verifiedFirst })).status).toBe(200);
}

async function verifyAll({ own }: Known): Promise<void> {
  for (const { statementId } of await world.waiting('verifier', own))
    expect((await world.verify(statementId, 'verifier')).status).toBe(201);
}

async function step(id: string | undefined, what: string, who: 'liaison' | 'coordinator'): Promise<number> {
  return (await world.ask('POST', `/v1/tasks/${id ?? ''}/${what}`, who)).status;
}

function retract(id: string, who: 'liaison' | 'partner' = 'liaison'): Promise<unknown> {
  return world.made(`/v1/statements/${id}/retraction`, who, { reason: REASON });
}

function supersede(id: string, successor: object): Promise<unknown> {
  return world.made(`/v1/statements/${id}/supersession`, 'liaison', { reason: REASON, successor });
}

async function answerAndWithdraw({ own }: Known): Promise<void> {
  const [side = '', other = ''] = sides;
  const list = { submitter: { party: other }, recipient: { party: side }, submittedOn: '2021-03-05' };
  const { id } = await world.made('/v1/lists', 'coordinator', { ...list, lines: [{ pseudonym: own }] });
  const answers = `/v1/lists/${id}/answers`;
  const dead = { line: 1, answer: 'dead', answeredOn: '2021-04-02', answeredBy: { party: side } };
  const { id: answer } = await world.made(answers, 'coordinator', dead);
  await world.made(`${answers}/${answer}/withdrawal`, 'coordinator', { reason: REASON });
}

const WAYS: readonly [string, (who: Known) => Promise<unknown>][] = [
  ['retracted', async ({ own }) => retract(await world.add(own, 'liaison', DEATH))],
  [
    'retracted by another organisation',
    async ({ partner }) => retract(await world.add(partner, 'partner', DEATH), 'partner'),
  ],
  ['replaced by something else', async ({ own }) => supersede(await world.add(own, 'liaison', DEATH), SEEN)],
  ['of an answer to a list that is withdrawn', answerAndWithdraw],
];

describe.each(WAYS)('a death that is taken back, %s', (_way, comesAndGoes) => {
  it('before anybody was told closes the task with the reason, and the next death gives another', async () => {
    await ruled(false);
    const who = await world.person();
    await comesAndGoes(who);
    expect(await told(who)).toMatchObject([LAPSED]);
    expect(await tasksOf(who, 'tell_family')).toEqual([]);
    expect(await corrections(who)).toBe(0);
    expect(await ofOthers()).toEqual([]);
    await world.add(who.own, 'liaison', DEATH);
    expect((await told(who)).filter(({ doneAt }) => doneAt === null)).toMatchObject([OPEN]);
  });
});

describe('a death that is taken back', () => {
  it('is still told while another account of it stands, and while its replacement waits', async () => {
    await ruled(true);
    const who = await world.person();
    const death = await world.add(who.own, 'liaison', DEATH);
    await verifyAll(who);
    const other = await world.add(who.partner, 'partner', { ...DEATH, valid: '2021-03-02' });
    await retract(other, 'partner');
    expect(await told(who)).toMatchObject([OPEN]);
    await supersede(death, SEEN);
    expect(await told(who)).toMatchObject([OPEN]);
    await verifyAll(who);
    expect(await told(who)).toMatchObject([LAPSED]);
    expect(await corrections(who)).toBe(0);
  });

  it('is none where it was never told: while it waits, and in confidence', async () => {
    await ruled(true);
    const who = await world.person();
    await retract(await world.add(who.own, 'liaison', DEATH));
    await retract(await world.add(who.own, 'liaison', { ...DEATH, confidential: true }));
    expect([await told(who), await corrections(who)]).toEqual([[], 0]);
  });

  it('after the family was told is told to them too, once for what was told', async () => {
    await ruled(false);
    const who = await world.person();
    const death = await world.add(who.own, 'liaison', DEATH);
    const [task] = await told(who);
    for (const worker of ['liaison', 'coordinator'] as const)
      expect(await step(task?.id, 'completion', worker)).toBe(201);
    await retract(death);
    expect(await told(who)).toMatchObject([{ id: task?.id, lapsed: null, doneAt: expect.any(String) }]);
    expect(await corrections(who)).toBe(1);
    await retract(await world.add(who.own, 'liaison', DEATH));
    expect(await corrections(who)).toBe(1);
    expect((await told(who)).map(({ lapsed }) => lapsed).sort()).toEqual(['death_taken_back', null]);
    expect(await ofOthers()).toEqual([]);
  });

  it('after one of two workers said that it is done is told to the family as well', async () => {
    await ruled(false);
    const who = await world.person();
    const death = await world.add(who.own, 'liaison', DEATH);
    const [task] = await told(who);
    expect(await step(task?.id, 'completion', 'coordinator')).toBe(201);
    await retract(death);
    expect(await told(who)).toMatchObject([{ ...LAPSED, markedBy: [expect.any(String)] }]);
    expect(await corrections(who)).toBe(1);
  });

  it('leaves a task that a worker wrote to that worker', async () => {
    await ruled(false);
    const who = await world.person();
    await world.made(`/v1/persons/${who.own}/tasks`, 'coordinator', { kind: 'tell_family', due: '2021-07-01' });
    await retract(await world.add(who.own, 'liaison', DEATH));
    expect(await told(who)).toMatchObject([OPEN]);
  });

  it('closes a task that nobody marks and everybody who works on it may open again; before, it was open', async () => {
    await ruled(false);
    const who = await world.person();
    const death = await world.add(who.own, 'liaison', DEATH);
    const before = new Date(world.service.clock.now()).toISOString();
    await retract(death);
    const [task] = await told(who);
    expect(await tasksOf(who, 'tell_family', `&knownAt=${before}`)).toMatchObject([{ ...OPEN, id: task?.id }]);
    const after = new Date(world.service.clock.now()).toISOString();
    expect(await tasksOf(who, 'tell_family', `&knownAt=${after}`)).toEqual([]);
    expect(await step(task?.id, 'completion', 'coordinator')).toBe(409);
    expect(await step(task?.id, 'reopening', 'coordinator')).toBe(201);
    expect(await told(who)).toMatchObject([OPEN]);
    expect(await step(task?.id, 'reopening', 'coordinator')).toBe(409);
  });
});
