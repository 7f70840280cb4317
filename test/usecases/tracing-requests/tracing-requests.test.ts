// Tracing requests: who may take one in, what is refused, what is kept where, and the states that they go through.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { SweepOrphans } from '../../../src/usecases/identity/sweep-orphans.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { ListTasks } from '../../../src/usecases/tasks/list-tasks.js';
import { keyOf, named, NOBODY, refusalOf, type CaseWorld } from '../case-world.js';
import { ASKED, CONSENT, NOTHING, openTracingWorld, REASON, requestOf, type TracingWorld } from './tracing-world.js';

const MAY: readonly string[] = ['liaison', 'coordinator'];

let office: TracingWorld;
let world: CaseWorld;
let liaison: Actor;
let colleague: Actor;
let coordinator: Actor;
let taken: TracingWorld['taken'];
let stranger: Actor;

beforeAll(async () => {
  office = await openTracingWorld();
  ({ world, liaison, colleague, coordinator, taken } = office);
  stranger = await world.worker();
});
afterAll(() => world.stop());

describe('a tracing request', () => {
  it.each(ROLES.filter((role) => !MAY.includes(role)))('is refused to the role %s', async (role) => {
    const { id, pseudonym } = await taken();
    const actor = await world.colleagueOf(liaison, [role]);
    for (const tried of [
      () => office.add.execute(actor, requestOf(pseudonym), null),
      () => office.list.execute(actor, { mine: false }),
      () => office.read.execute(actor, id),
      () => office.move.execute(actor, { requestId: id, to: 'open', reason: REASON }, null),
      () => office.consent.execute(actor, { requestId: id, consent: CONSENT }, null),
      () => office.change.execute(actor, { requestId: id, safeChannel: { channel: 'letter' }, ifVersion: [1] }, null),
      () => office.disclose.execute(actor, { requestId: id, ...ASKED }, null),
    ])
      await expect(tried()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is nothing to another organisation, even about a person that both may see', async () => {
    const pseudonym = await world.register(liaison, { sharingLevel: 'partners_pseudonymous' });
    const { id } = await office.add.execute(liaison, requestOf(pseudonym), null);
    for (const wanted of [id, NOTHING, 'x']) {
      for (const tried of [
        () => office.read.execute(stranger, wanted),
        () => office.move.execute(stranger, { requestId: wanted, to: 'open', reason: REASON }, null),
        () => office.disclose.execute(stranger, { requestId: wanted, ...ASKED }, null),
      ])
        await expect(tried()).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await office.list.execute(stranger, { mine: false })).requests).toEqual([]);
  });

  it.each([
    ['nobody', { sought: { pseudonym: NOBODY } }, 'not_found', []],
    ['neither pseudonym nor registration', { sought: {} }, 'invalid_field', ['/sought']],
    [
      'a faulty registration',
      { sought: { registration: { sharingLevel: 'all', legalBasis: 'consent' } } },
      'invalid_field',
      ['/sought/registration/sharingLevel'],
    ],
    ['an unknown kinship', { kinship: 'foe' }, 'invalid_field', ['/kinship']],
    ['a day to come', { receivedOn: '2022-01-01' }, 'invalid_field', ['/receivedOn']],
    ['an unknown channel', { safeChannel: { channel: 'loudspeaker' } }, 'invalid_field', ['/safeChannel/channel']],
    ['an enquirer without a name', { enquirer: { name: ' ' } }, 'invalid_field', ['/enquirer/name']],
    [
      'details in signs that deceive',
      { safeChannel: { channel: 'letter', details: '\u202ehidden' } },
      'invalid_field',
      ['/safeChannel/details'],
    ],
    [
      'a consent towards an unknown organisation',
      { consents: [{ ...CONSENT, recipient: 'organisation', organisationId: NOTHING }] },
      'invalid_field',
      ['/consents/0/organisationId'],
    ],
  ])('is refused with %s, and leaves nothing behind', async (_what, rest, code, pointers) => {
    const pseudonym = await world.register(liaison);
    const count = async (): Promise<unknown> =>
      (
        await world.owner.query(
          'SELECT (SELECT count(*) FROM registry.tracing_request) AS n, (SELECT count(*) FROM vault.person_key) AS v',
        )
      ).rows[0];
    const before = await count();
    const refusal = await refusalOf(office.add.execute(liaison, requestOf(pseudonym, rest), null));
    expect(refusal).toMatchObject({ code, pointers });
    expect(refusal.message).not.toContain('Tassin');
    expect(await count()).toEqual(before);
  });

  it('is taken in once however often it is sent, with the person, both sealed and confirmed, and a promised task', async () => {
    const key = keyOf(liaison, 'request-1', 'body');
    const registration = named('Arvel Tassin', '1999-03-04');
    const command = requestOf('', {
      sought: { registration },
      consents: [CONSENT],
      reference: 'TR-1',
      followUpBy: '2021-06-15',
    });
    const one = await office.add.execute(liaison, command, key);
    expect(await office.add.execute(liaison, command, key)).toEqual(one);
    const { rows } = await world.owner.query<{ state: string; n: string }>(
      `SELECT state, count(*) AS n FROM vault.person_key WHERE person_id IN (
         SELECT enquirer_id FROM registry.tracing_request WHERE id = $1 UNION SELECT person_id FROM registry.tracing_request WHERE id = $1)
       GROUP BY state`,
      [one.id],
    );
    expect(rows).toEqual([{ state: 'confirmed', n: '2' }]);
    const found = await office.read.execute(liaison, one.id);
    expect(found).toMatchObject({
      pseudonym: one.pseudonym,
      assigned: true,
      steps: [],
      consents: [{ purpose: 'tracing' }],
    });
    expect(found.request).toMatchObject({ state: 'received', kinship: 'sibling', reference: 'TR-1' });
    const { tasks } = await new ListTasks(world.database, world.clock).execute(liaison, {
      mine: true,
      overdue: false,
      done: false,
      pseudonym: one.pseudonym,
    });
    expect(tasks).toMatchObject([
      { kind: 'follow_up', due: '2021-06-15', origin: 'tracing_request', originId: one.id },
    ]);
    expect(await refusalOf(office.add.execute(liaison, command, null))).toMatchObject({ code: 'reference_taken' });
    expect(await world.noted(one.pseudonym)).toEqual(
      expect.arrayContaining(['person_registered', 'task_added', 'tracing_request_added', 'tracing_request_read']),
    );
  });

  it('keeps an enquirer that a crash left pending, and removes one that the registry never got', async () => {
    const { id } = await taken();
    await world.owner.query(
      `UPDATE vault.person_key SET state = 'pending', created_at = now() - interval '1 hour'
       WHERE person_id = (SELECT enquirer_id FROM registry.tracing_request WHERE id = $1)`,
      [id],
    );
    const lost = world.clock.innerId();
    await world.vault.sealIdentity(lost, { sourceContact: { name: 'Nobody Hereabouts' } }, null);
    await world.owner.query(`UPDATE vault.person_key SET created_at = now() - interval '1 hour' WHERE person_id = $1`, [
      lost,
    ]);
    const swept = await new SweepOrphans(world.database, world.vault).execute(servicePrincipal('job', 'sweep'));
    expect(swept).toEqual({ confirmed: 1, removed: 1, inFlight: 0 });
    expect((await office.disclose.execute(liaison, { requestId: id, ...ASKED }, null)).contact).toMatchObject({
      name: 'Oda Tassin',
    });
  });

  it('goes through its states with reasons, and leaves the person’s record as it was', async () => {
    const { id, pseudonym } = await taken();
    const other = await office.add.execute(liaison, requestOf(pseudonym), null);
    const record = async (): Promise<string> =>
      JSON.stringify(
        (await new ReadRecord(world.database, world.clock).execute(liaison, { pseudonym, why: true })).record,
      );
    const before = await record();
    const go = (to: string, closingReason?: string) =>
      office.move.execute(liaison, { requestId: id, to, closingReason, reason: REASON }, null);
    expect(await refusalOf(go('answered'))).toMatchObject({ code: 'conflict' });
    await go('open');
    await go('closed', 'enquirer_unreachable');
    expect(await refusalOf(go('closed', 'duplicate'))).toMatchObject({ code: 'conflict' });
    const { request, steps } = await office.read.execute(liaison, id);
    expect([request.state, request.closingReason]).toEqual(['closed', 'enquirer_unreachable']);
    expect(steps.map(({ state, by }) => [state, by])).toEqual([
      ['open', liaison.username],
      ['closed', liaison.username],
    ]);
    expect((await office.read.execute(liaison, other.id)).request.state).toBe('received');
    expect(await record()).toBe(before);
    await go('open');
    expect((await office.read.execute(liaison, id)).request).toMatchObject({ state: 'open', closingReason: null });
    expect(
      await refusalOf(office.move.execute(colleague, { requestId: id, to: 'answered', reason: REASON }, null)),
    ).toMatchObject({
      code: 'forbidden',
    });
    await expect(
      office.move.execute(coordinator, { requestId: id, to: 'answered', reason: '' }, null),
    ).rejects.toMatchObject({
      code: 'invalid_field',
    });
    await office.move.execute(coordinator, { requestId: id, to: 'answered', reason: REASON }, null);
  });

  it('lists one’s own, by state and by person, a page at a time', async () => {
    const worker = await world.worker();
    const other = await world.colleagueOf(worker, ['liaison']);
    const boss = await world.colleagueOf(worker, ['coordinator']);
    const person = await world.register(worker);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      world.clock.advance(1000);
      ids.push((await office.add.execute(worker, requestOf(person), null)).id);
    }
    const first = await office.list.execute(worker, { mine: false, limit: 2 });
    const second = await office.list.execute(worker, { mine: false, limit: 2, cursor: first.cursor ?? '' });
    expect([...first.requests, ...second.requests].map(({ request }) => request.id)).toEqual([...ids].reverse());
    expect(second.cursor).toBeNull();
    await office.assign.execute(boss, { requestId: ids[0]!, username: other.username }, null);
    const mine = async (actor: Actor) =>
      (await office.list.execute(actor, { mine: true })).requests.map(({ request }) => request.id);
    expect(await mine(other)).toEqual([ids[0]]);
    expect(await mine(worker)).toHaveLength(3);
    await office.move.execute(other, { requestId: ids[0]!, to: 'open', reason: REASON }, null);
    expect(
      (await office.list.execute(worker, { mine: false, state: 'open', pseudonym: person })).requests,
    ).toHaveLength(1);
    expect(await refusalOf(office.list.execute(worker, { mine: false, state: 'lost' }))).toMatchObject({
      pointers: ['/state'],
    });
    expect(
      await refusalOf(office.assign.execute(boss, { requestId: ids[0]!, username: liaison.username }, null)),
    ).toMatchObject({ pointers: ['/username'] });
  });
});
