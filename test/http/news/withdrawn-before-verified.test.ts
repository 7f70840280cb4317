// A statement that is withdrawn while it waits to be verified leaves nobody a task; what takes its place has one of its own.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ARRIVAL, DEATH, NewsWorld, REASON, type NewsUser } from './news-world.js';

interface ListedTask {
  readonly id: string;
  readonly kind: string;
  readonly doneAt: string | null;
  readonly lapsed: string | null;
  readonly originId: string | null;
}

const LAPSED = { lapsed: 'statement_withdrawn', doneAt: expect.any(String) };
const OPEN = { lapsed: null, doneAt: null };

let world: NewsWorld;
beforeAll(async () => {
  world = await NewsWorld.open();
});
afterAll(() => world.service.stop());

async function tasksOf(pseudonym: string): Promise<ListedTask[]> {
  const { tasks } = await world.read<{ tasks: ListedTask[] }>(`/v1/tasks?person=${pseudonym}&done=true`, 'coordinator');
  return tasks.filter(({ kind }) => kind === 'verify_news');
}

async function retract(id: string, who: NewsUser): Promise<void> {
  await world.made(`/v1/statements/${id}/retraction`, who, { reason: REASON });
}

describe('the task to verify', () => {
  it.each(['liaison', 'partner'] as const)(
    'closes when the %s retracts the statement, and a later one opens another',
    async (who) => {
      const { own, partner } = await world.person();
      const known = who === 'partner' ? partner : own;
      const arrival = await world.add(known, who, ARRIVAL);
      expect(await tasksOf(own)).toMatchObject([{ ...OPEN, originId: arrival }]);
      await retract(arrival, who);
      expect(await tasksOf(own)).toMatchObject([{ ...LAPSED, originId: arrival }]);
      expect(await world.waiting('verifier', own)).toEqual([]);
      const again = await world.add(known, who, ARRIVAL);
      expect((await tasksOf(own)).filter(({ doneAt }) => doneAt === null)).toMatchObject([
        { ...OPEN, originId: again },
      ]);
    },
  );

  it('of what was replaced closes, and the one of what took its place stays', async () => {
    const { own } = await world.person();
    const arrival = await world.add(own, 'liaison', ARRIVAL);
    const successor = { ...ARRIVAL, valid: '2021-05-21' };
    const { successorId } = await world.made<{ successorId: string }>(
      `/v1/statements/${arrival}/supersession`,
      'liaison',
      { reason: REASON, successor },
    );
    const tasks = await tasksOf(own);
    expect(tasks.find(({ originId }) => originId === arrival)).toMatchObject(LAPSED);
    expect(tasks.find(({ originId }) => originId === successorId)).toMatchObject(OPEN);
    expect(tasks).toHaveLength(2);
  });

  it('of another statement about the same person stays open, and one that was verified stays done', async () => {
    const { own } = await world.person();
    const arrival = await world.add(own, 'liaison', ARRIVAL);
    const death = await world.add(own, 'liaison', DEATH);
    expect((await world.verify(arrival, 'verifier')).status).toBe(201);
    await retract(arrival, 'liaison');
    const tasks = await tasksOf(own);
    expect(tasks.find(({ originId }) => originId === arrival)).toMatchObject({
      lapsed: null,
      doneAt: expect.any(String),
    });
    expect(tasks.find(({ originId }) => originId === death)).toMatchObject(OPEN);
  });

  it('is told to the organisation that registered the person alone', async () => {
    const { own, partner } = await world.person();
    await retract(await world.add(partner, 'partner', ARRIVAL), 'partner');
    expect(await tasksOf(own)).toHaveLength(1);
    for (const who of ['partner', 'agency'] as const)
      expect((await world.read<{ tasks: unknown[] }>('/v1/tasks?done=true', who)).tasks).toEqual([]);
  });
});
