// Disclosure by two persons: to whom asking and deciding is refused, what two approvals grant, and who is told of it.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { REQUEST_LASTS } from '../../../src/domain/identity/disclosure-request.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { NOBODY, refusalOf } from '../case-world.js';
import { RequestWorld } from './request-world.js';

const DAY = 86_400_000;
const REASON = 'The family was reached meanwhile.';
const NOTHING = '00000000-0000-4000-8000-000000000000';

let world: RequestWorld;
let own: string;
let theirs: string;
let partner: Actor;
let custodian: Actor;
let coordinator: Actor;

beforeAll(async () => {
  world = await RequestWorld.open();
  ({ partner, custodian, coordinator } = world);
});
beforeEach(async () => {
  ({ own, theirs } = await world.person());
});
afterAll(() => world.cases.stop());

const refused = (work: Promise<unknown>): Promise<string> => codeOfAsync(work);
const end = { reason: REASON, ifMatch: ['*'] };
const noted = async (): Promise<string[]> => (await world.cases.noted(own)).filter((one) => one !== 'record_read');

describe('asking is refused', () => {
  const may = ['liaison', 'coordinator'];
  it.each(ROLES.filter((role) => !may.includes(role)))('to the role %s of either organisation', async (role) => {
    for (const [of, pseudonym] of [
      [world.liaison, own],
      [partner, theirs],
    ] as const) {
      const actor = await world.cases.colleagueOf(of, [role]);
      expect(await refused(world.request(actor, pseudonym))).toBe('forbidden');
    }
  });

  it('about somebody whom the organisation may not know of, as about nobody', async () => {
    const bound = await world.cases.worker({ party: await world.cases.party(`League ${own}`) });
    const [hidden, nobody] = await Promise.all(
      [own, NOBODY].map((pseudonym) => refusalOf(world.request(bound, pseudonym))),
    );
    expect(hidden).toEqual(nobody);
    expect(nobody?.code).toBe('not_found');
  });

  it('for a court, which is referred to the giver, and that is in the log', async () => {
    expect(await refused(world.request(partner, theirs, { purpose: 'court' }))).toBe('court_refer_to_giver');
    expect(await noted()).toEqual(['person_registered', 'disclosure_refused']);
  });
});

describe('deciding is refused', () => {
  const may = ['coordinator', 'verifier', 'custodian'];
  it.each(ROLES.filter((role) => !may.includes(role)))('to the role %s of the owner', async (role) => {
    const id = await world.request(partner, theirs);
    const actor = await world.cases.colleagueOf(world.liaison, [role]);
    expect(await refused(world.approve(actor, id))).toBe('forbidden');
    expect(await refused(world.refusing.execute(actor, { requestId: id, ...end }, null))).toBe('forbidden');
  });

  it.each(may)('to the role %s of any other organisation, as of what does not exist', async (role) => {
    const id = await world.request(partner, theirs);
    for (const office of [partner, await world.cases.worker()]) {
      const actor = await world.cases.colleagueOf(office, [role as 'coordinator']);
      const [hidden, nothing] = await Promise.all([id, NOTHING].map((one) => refusalOf(world.approve(actor, one))));
      expect(hidden).toEqual(nothing);
      expect(nothing?.code).toBe('not_found');
      expect(await refused(world.reading.execute(actor, { requestId: id }))).toBe('not_found');
    }
  });

  it('to who asked, and the refusal is in the log', async () => {
    const both = await world.cases.colleagueOf(world.liaison, ['liaison', 'custodian']);
    const id = await world.request(both, own);
    expect(await refused(world.approve(both, id))).toBe('second_person_needed');
    expect(await refused(world.refusing.execute(both, { requestId: id, ...end }, null))).toBe('second_person_needed');
    expect((await noted()).at(-1)).toBe('disclosure_refused');
  });

  it('twice to one person, and the refusal is in the log', async () => {
    const id = await world.request(partner, theirs);
    expect(await world.approve(custodian, id)).toBe('requested');
    expect(await refused(world.approve(custodian, id))).toBe('second_person_needed');
    expect((await noted()).slice(1)).toEqual(['disclosure_requested', 'disclosure_approved', 'disclosure_refused']);
    expect(await world.stateFor(custodian, id)).toBe('requested');
  });

  it('where no custodian is among the two', async () => {
    const id = await world.request(partner, theirs);
    await world.approve(coordinator, id);
    expect(await refused(world.approve(world.verifier, id))).toBe('custodian_needed');
    expect(await world.approve(custodian, id)).toBe('granted');
  });

  it('to who has not read it, or not as it is', async () => {
    const id = await world.request(partner, theirs);
    expect(await refused(world.approve(custodian, id, { ifMatch: null }))).toBe('precondition_required');
    const { tag } = await world.reading.execute(custodian, { requestId: id });
    await world.approve(coordinator, id, { ifMatch: [tag] });
    expect(await refused(world.approve(custodian, id, { ifMatch: [tag] }))).toBe('precondition_failed');
  });

  it('after 14 days without an answer', async () => {
    const id = await world.request(partner, theirs);
    world.cases.clock.advance(REQUEST_LASTS);
    expect(await world.stateFor(partner, id)).toBe('expired');
    expect(await refused(world.approve(custodian, id))).toBe('disclosure_state_conflict');
  });
});

describe('two approvals', () => {
  it('grant the fields, the time and the number of uses that both allow', async () => {
    const id = await world.request(partner, theirs, { days: 9 });
    await world.approve(coordinator, id, { fields: ['names'], days: 5 });
    await world.approve(custodian, id, { days: 6, once: true });
    const { grant, state, steps } = await world.reading.execute(partner, { requestId: id });
    const now = world.cases.clock.now();
    expect(grant).toEqual({ fields: ['names'], once: true, grantedAt: now, endsAt: now + 5 * DAY });
    expect(state).toBe('granted');
    expect(steps.map(({ username, terms }) => [username, terms])).toEqual([
      [null, null],
      [null, null],
    ]);
    const { steps: told } = await world.reading.execute(coordinator, { requestId: id });
    expect(told.map(({ username }) => username)).toEqual([coordinator.username, custodian.username]);
    expect((await noted()).slice(1)).toEqual([
      'disclosure_requested',
      'disclosure_approved',
      'disclosure_approved',
      'disclosure_granted',
      'disclosure_request_read',
      'disclosure_request_read',
    ]);
  });

  it('given at one moment by one person under two keys are one', async () => {
    const id = await world.request(partner, theirs);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => world.approve(custodian, id)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.stateFor(custodian, id)).toBe('requested');
  });

  it('given at one moment by two grant it once; sent again under its key an approval is the same one', async () => {
    const id = await world.request(partner, theirs);
    const outcomes = await Promise.all([world.approve(coordinator, id), world.approve(custodian, id, {}, 'approve-1')]);
    expect(outcomes.sort()).toEqual(['granted', 'requested']);
    const kept = await world.cases.owner.query('SELECT 1 FROM registry.disclosure_grant WHERE request_id = $1', [id]);
    expect(kept.rowCount).toBe(1);
    expect(['granted', 'requested']).toContain(await world.approve(custodian, id, {}, 'approve-1'));
    expect(await refused(world.approve(custodian, id))).toBe('disclosure_state_conflict');
  });

  it('need two who still may: who left before the second counts no more', async () => {
    const leaving = await world.cases.colleagueOf(world.liaison, ['coordinator']);
    const lowered = await world.cases.colleagueOf(world.liaison, ['custodian']);
    const id = await world.request(partner, theirs);
    await world.approve(leaving, id);
    await world.change(leaving, { disabled: true });
    await world.approve(lowered, id);
    await world.change(lowered, { roles: ['analyst'] });
    expect(await world.approve(custodian, id)).toBe('requested');
    expect((await world.reading.execute(custodian, { requestId: id })).approvals).toBe(1);
    expect(await world.approve(coordinator, id)).toBe('granted');
  });
});

describe('the queues', () => {
  it('hold one’s own, what awaits one’s decision, and all of the owner’s people', async () => {
    const id = await world.request(partner, theirs);
    const holds = async (actor: Actor, queue: string): Promise<boolean> =>
      (await world.listing.execute(actor, { queue, limit: 200 })).requests.some((one) => one.id === id);
    expect(await holds(partner, 'mine')).toBe(true);
    expect(await holds(coordinator, 'mine')).toBe(false);
    expect(await holds(coordinator, 'to_decide')).toBe(true);
    await world.approve(coordinator, id);
    expect(await holds(coordinator, 'to_decide')).toBe(false);
    expect(await holds(custodian, 'to_decide')).toBe(true);
    await world.approve(custodian, id);
    expect(await holds(world.verifier, 'to_decide')).toBe(false);
    expect(await holds(world.verifier, 'all')).toBe(true);
    const stranger = await world.cases.worker({ roles: ['coordinator', 'custodian'] });
    for (const queue of ['mine', 'to_decide', 'all']) expect(await holds(stranger, queue)).toBe(false);
    expect(await refused(world.listing.execute(partner, { queue: 'all' }))).toBe('forbidden');
    expect(await refused(world.listing.execute(partner, { queue: 'others' }))).toBe('invalid_field');
  });

  it('go on page by page, and tell what was known at an instant', async () => {
    const before = world.cases.clock.now();
    world.cases.clock.advance(1000);
    const ids = [await world.request(partner, theirs), await world.granted(partner, theirs)];
    const first = await world.listing.execute(partner, { queue: 'mine', limit: 1 });
    const second = await world.listing.execute(partner, { queue: 'mine', limit: 1, cursor: first.cursor ?? '' });
    expect([...first.requests, ...second.requests].map(({ id }) => id).sort()).toEqual([...ids].sort());
    const past = await world.listing.execute(partner, { queue: 'mine', limit: 200, knownAt: before });
    expect(past.requests.filter(({ id }) => ids.includes(id))).toEqual([]);
    const strange = world.listing.execute(partner, { queue: 'mine', cursor: NOTHING });
    expect(await refused(strange)).toBe('invalid_field');
  });
});
