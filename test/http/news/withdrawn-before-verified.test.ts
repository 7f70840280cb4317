// A statement that is withdrawn while it waits to be verified leaves nobody a task; what takes its place has one of its own.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ARRIVAL, DEATH, LOST, NewsWorld, REASON, type NewsUser } from './news-world.js';

interface ListedTask {
  readonly id: string;
  readonly kind: string;
  readonly doneAt: string | null;
  readonly lapsed: string | null;
  readonly originId: string | null;
}

const LAPSED = { lapsed: 'statement_withdrawn', doneAt: expect.any(String) };
const OPEN = { lapsed: null, doneAt: null };

const DNA = { method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };
const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };

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

type Known = Readonly<Record<'own' | 'partner' | 'agency', string>>;
/** What an act writes about somebody, and how it is taken back again. */
type Withdrawing = () => Promise<unknown>;

/** Recorded by the agency, of whoever the office registered. */
async function handedOver({ agency }: Known): Promise<Withdrawing> {
  const [side = '', other = ''] = sides;
  const { id } = await world.made('/v1/exchanges', 'agency', { ...SHARED, sides: [side, other], day: '2021-05' });
  const at = `/v1/exchanges/${id}`;
  const line = { person: agency, side };
  await world.made(`${at}/roster`, 'agency', { lines: [{ ...line, standing: 'listed' }] });
  await world.made(`${at}/steps`, 'agency', { from: 'proposed', to: 'agreed', day: '2021-05-02' });
  const came = { from: 'agreed', to: 'handed_over', day: '2021-05-14', lines: [{ ...line, standing: 'handed_over' }] };
  await world.made(`${at}/steps`, 'agency', came);
  const absent = [{ ...line, standing: 'absent', said: 'not_said' }];
  return () => world.made(`${at}/roster`, 'agency', { lines: absent, reason: REASON });
}

/** Signed by somebody else of the agency. */
async function identified({ agency }: Known): Promise<Withdrawing> {
  const { id } = await world.made('/v1/remains', 'agency', {
    extent: 'whole',
    sharingLevel: 'partners_pseudonymous',
  });
  const { id: link } = await world.made(`/v1/remains/${id}/links`, 'agency', { persons: [agency], ...DNA });
  const at = `/v1/remains/${id}/links/${link}`;
  const signer = await world.service.seedUser({ organisation: world.agencyOrganisation, roles: ['verifier'] });
  const token = await signer.token();
  expect((await world.service.request('POST', `${at}/confirmation`, { token })).status).toBe(200);
  return async () => {
    const { status } = await world.ask('POST', `${at}/withdrawal`, 'agency', { reason: REASON });
    expect(status).toBe(200);
  };
}

async function answeredDead(line: object): Promise<{ readonly list: string; readonly answer: string }> {
  const [side = '', other = ''] = sides;
  const given = { submitter: { party: other }, recipient: { party: side }, submittedOn: '2021-03-05' };
  const { id } = await world.made('/v1/lists', 'coordinator', { ...given, lines: [line] });
  const list = `/v1/lists/${id}`;
  const dead = { line: 1, answer: 'dead', answeredOn: '2021-04-02', answeredBy: { party: side } };
  const { id: answer } = await world.made(`${list}/answers`, 'coordinator', dead);
  return { list, answer };
}

async function answered({ own }: Known): Promise<Withdrawing> {
  const { list, answer } = await answeredDead({ pseudonym: own });
  return () => world.made(`${list}/answers/${answer}/withdrawal`, 'coordinator', { reason: REASON });
}

async function matched({ own }: Known): Promise<Withdrawing> {
  const { list } = await answeredDead({ text: 'Tassin, Arvel' });
  await world.made(`${list}/lines/1/match`, 'coordinator', { pseudonym: own });
  return () => world.made(`${list}/lines/1/match/withdrawal`, 'coordinator', { reason: REASON });
}

describe.each<[string, (who: Known) => Promise<Withdrawing>]>([
  ['a hand-over, when the roster is corrected,', handedOver],
  ['an identification, when its link is withdrawn,', identified],
  ['an answer to a list, when it is withdrawn,', answered],
  ['an answer to a list, when its line is no longer matched,', matched],
])('the task to verify %s', (_act, recorded) => {
  it('closes, and the one of other news of the person stays open', async () => {
    const who = await world.person([LOST]);
    const withdraw = await recorded(who);
    const [task, ...others] = await tasksOf(who.own);
    expect([task, others]).toMatchObject([OPEN, []]);
    const arrival = await world.add(who.own, 'liaison', ARRIVAL);
    await withdraw();
    const tasks = await tasksOf(who.own);
    expect(tasks.find(({ id }) => id === task?.id)).toMatchObject(LAPSED);
    expect(tasks.filter(({ doneAt }) => doneAt === null)).toMatchObject([{ ...OPEN, originId: arrival }]);
    expect((await world.waiting('verifier', who.own)).map(({ statementId }) => statementId)).toEqual([arrival]);
    for (const other of ['partner', 'agency'] as const)
      expect((await world.read<{ tasks: unknown[] }>('/v1/tasks?done=true', other)).tasks).toEqual([]);
  });
});
