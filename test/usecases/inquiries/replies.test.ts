// Replies of the central agency: to whom each step is refused, that it takes consent and a second person, and what whoever asked is told.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACCESS_POLICY, type Action } from '../../../src/domain/access/access-policy.js';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { ListTasks } from '../../../src/usecases/tasks/list-tasks.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { NOBODY, refusalOf } from '../case-world.js';
import { RepliesWorld, type Sought } from './replies-world.js';

const ALL = ['record_exists', 'whereabouts_status', 'contact_organisation'];
const NOTHING = { tells: ['no_information'] };

let world: RepliesWorld;
let partner: Actor;

beforeAll(async () => {
  world = await RepliesWorld.open();
  partner = await world.cases.worker({ roles: ROLES, kind: 'ngo' });
});
afterAll(() => world.cases.stop());

/** The answer of the asker, without the id. */
const shown = async (inquiryId: string): Promise<string> =>
  JSON.stringify(await world.read(inquiryId)).replaceAll(inquiryId, '');

async function released(sought: Sought, tells = ALL): Promise<string> {
  const { id } = await world.prepareConsented(sought, tells);
  await world.consent(id);
  await world.decide(sought.inquiryId, id);
  return id;
}

describe('each step is refused', () => {
  const steps: readonly (readonly [Action, (by: Actor) => Promise<unknown>])[] = [
    ['read_replies', (by) => world.work(randomUUID(), by)],
    ['prepare_reply', (by) => world.prepare(randomUUID(), NOTHING, by)],
    ['release_reply', (by) => world.decide(randomUUID(), randomUUID(), 'released', by)],
    ['consent_to_reply', (by) => world.consent(randomUUID(), 'given', by)],
    ['consent_to_reply', (by) => world.consents(by)],
    ['read_new_replies', (by) => world.news(by)],
  ];

  it.each(steps)('to every role that may not: %s', async (action, step) => {
    for (const role of ROLES) {
      const may = (ACCESS_POLICY[action] as readonly string[]).includes(role);
      const actor = await world.cases.colleagueOf(world.agency, [role]);
      const code = await codeOfAsync(step(actor)).catch(() => 'done');
      expect([role, code === 'forbidden']).toEqual([role, !may]);
    }
  });

  it('to all but the central agency, as of an inquiry that nobody made', async () => {
    const { inquiryId, candidate } = await world.sought();
    const { id } = await world.prepareConsented({ inquiryId, own: '', candidate }, ALL);
    for (const other of [world.asker, world.owner, partner])
      for (const step of [
        (one: string) => world.work(one, other),
        (one: string) => world.prepare(one, NOTHING, other),
        (one: string) => world.decide(one, id, 'rejected', other),
      ]) {
        if (!other.roles.includes('coordinator')) continue;
        const [hidden, nothing] = [await refusalOf(step(inquiryId)), await refusalOf(step(randomUUID()))];
        expect(hidden).toEqual(nothing);
        expect(hidden.code).toBe('not_found');
      }
    expect(await codeOfAsync(world.work('no-id'))).toBe('not_found');
  });

  it('of an inquiry that was answered with a band', async () => {
    const inquiryId = await world.ask(world.name(), partner);
    expect(await codeOfAsync(world.work(inquiryId))).toBe('not_found');
    expect(await codeOfAsync(world.prepare(inquiryId, NOTHING))).toBe('not_found');
  });

  it('to consent, for all but the organisation that registered the person', async () => {
    const sought = await world.sought();
    const { id } = await world.prepareConsented(sought, ALL);
    for (const other of [partner, world.agency, world.asker])
      expect(await codeOfAsync(world.consent(id, 'given', other))).toBe('not_found');
    expect((await world.consents(partner)).map((one) => one.id)).not.toContain(id);
    expect(await codeOfAsync(world.consent(id, 'perhaps'))).toBe('invalid_field');
  });

  it('of a person who is no candidate, and of nobody', async () => {
    const { inquiryId } = await world.sought();
    const { candidate: other } = await world.sought();
    const of = (person: string) => world.prepare(inquiryId, { tells: ALL, person, basis: 'owner_consent' });
    expect(await refusalOf(of(other))).toMatchObject({ code: 'invalid_field', pointers: ['/person'] });
    expect(await codeOfAsync(of(NOBODY))).toBe('not_found');
  });
});

describe('before anything is released', () => {
  it('the asker reads the same of a hit and a miss, whatever the agency does meanwhile', async () => {
    const sought = await world.sought();
    const at = (await world.read(sought.inquiryId)).createdAt;
    const miss = await world.ask(world.name());
    const before = await shown(miss);
    const hit = (await shown(sought.inquiryId)).replace(String(at), String((await world.read(miss)).createdAt));
    expect(hit).toBe(before);
    const { id } = await world.prepareConsented(sought, ALL);
    await world.consent(id);
    expect((await shown(sought.inquiryId)).length).toBe(before.length);
    expect(await world.read(sought.inquiryId)).toMatchObject({ state: 'received', replies: [], repliedAt: null });
    expect((await world.news()).replied.map(({ inquiryId }) => inquiryId)).not.toContain(sought.inquiryId);
    await world.decide(sought.inquiryId, id, 'rejected');
    expect(await world.read(sought.inquiryId)).toMatchObject({ replies: [], repliedAt: null });
  });

  it('that nothing may be told looks the same of a hit, of a miss, and after a reply that was rejected', async () => {
    const [hit, rejected] = [await world.sought(), await world.sought()];
    const { id } = await world.prepareConsented(rejected, ALL);
    await world.decide(rejected.inquiryId, id, 'rejected');
    const miss = await world.ask(world.name());
    const told: string[] = [];
    for (const inquiryId of [hit.inquiryId, rejected.inquiryId, miss]) {
      expect(await world.prepare(inquiryId, NOTHING)).toMatchObject({ state: 'released' });
      const { replies } = await world.read(inquiryId);
      told.push(JSON.stringify(replies.map(({ toldAt, ...reply }) => [reply, toldAt > 0])));
    }
    expect(new Set(told).size).toBe(1);
    expect(told[0]).toContain('no_information');
    expect(await world.entry('inquiry_reply_released')).toMatchObject({ about: false });
  });
});

describe('what tells something', () => {
  it('waits for the owner, who is told who asks, why, and what would be told', async () => {
    const sought = await world.sought();
    const { id, state } = await world.prepareConsented(sought, ['whereabouts_status']);
    expect(state).toBe('waits_for_consent');
    expect((await world.consents()).find((one) => one.id === id)).toMatchObject({
      pseudonym: sought.own,
      purpose: 'family_tracing',
      tells: ['record_exists', 'whereabouts_status'],
      answer: null,
    });
    const { tasks } = await new ListTasks(world.cases.database, world.cases.clock).execute(world.owner, {
      mine: false,
      overdue: false,
      done: false,
      pseudonym: sought.own,
    });
    expect(tasks).toMatchObject([{ kind: 'consent_to_reply', origin: 'inquiry_reply', originId: id, createdBy: null }]);
    expect(await codeOfAsync(world.decide(sought.inquiryId, id))).toBe('reply_not_consented');
    await world.consent(id, 'refused');
    expect(await world.stateOf(sought.inquiryId, id)).toBe('not_consented');
    expect(await codeOfAsync(world.decide(sought.inquiryId, id))).toBe('reply_not_consented');
    expect(await codeOfAsync(world.consent(id, 'refused'))).toBe('reply_state_conflict');
    await world.consent(id, 'given');
    expect(await world.stateOf(sought.inquiryId, id)).toBe('ready');
    expect(await world.entry('inquiry_reply_consent_answered')).toMatchObject({
      about: true,
      details: { answer: 'given' },
    });
    const after = await new ListTasks(world.cases.database, world.cases.clock).execute(world.owner, {
      mine: false,
      overdue: false,
      done: false,
      pseudonym: sought.own,
    });
    expect(after.tasks).toEqual([]);
  });

  it('is released by somebody else than who prepared it, once, and then told in fixed words', async () => {
    const sought = await world.sought();
    const { id } = await world.prepareConsented(sought, ALL);
    await world.consent(id);
    expect(await codeOfAsync(world.decide(sought.inquiryId, id, 'released', world.agency))).toBe(
      'second_person_needed',
    );
    const both = await Promise.allSettled([1, 2].map(() => world.decide(sought.inquiryId, id)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await codeOfAsync(world.decide(sought.inquiryId, id, 'rejected'))).toBe('reply_state_conflict');
    expect(await codeOfAsync(world.consent(id, 'refused'))).toBe('reply_state_conflict');
    const { replies } = await world.read(sought.inquiryId);
    expect(replies).toEqual([
      {
        tells: ALL,
        status: 'believed_held',
        contactOrganisation: expect.stringMatching(/^Office /),
        toldAt: expect.any(Number),
      },
    ]);
    expect((await world.news()).replied.map(({ inquiryId }) => inquiryId)).toContain(sought.inquiryId);
    expect(await world.entry('inquiry_reply_released')).toEqual({
      about: true,
      details: {
        reply: id,
        tells: ALL,
        basis: 'owner_consent',
        preparedBy: world.agency.userId,
        asker: world.asker.organisationId,
      },
    });
    const { rows } = await world.cases.owner.query<{ row: string }>(
      `SELECT string_agg(t::text, '|') AS row FROM registry.inquiry_told t`,
    );
    expect(rows[0]?.row).not.toMatch(/WB-|1991/);
  });

  it('tells neither status nor organisation where those are not among what is told', async () => {
    const sought = await world.sought();
    await released(sought, ['record_exists']);
    expect((await world.read(sought.inquiryId)).replies).toMatchObject([{ status: null, contactOrganisation: null }]);
  });

  it('is shown to the organisation that asked alone, and to the agency', async () => {
    const sought = await world.sought();
    await released(sought);
    const elsewhere = await world.cases.worker({ roles: ['inquirer'], party: world.party });
    for (const other of [elsewhere, partner, world.owner])
      expect(await codeOfAsync(world.read(sought.inquiryId, other))).toBe('not_found');
    expect((await world.news(elsewhere)).replied).toEqual([]);
    expect((await world.read(sought.inquiryId, world.agency)).replies).toHaveLength(1);
  });

  it('is replaced by a newer reply and never changed', async () => {
    const sought = await world.sought();
    await released(sought);
    world.cases.clock.advance(60_000);
    await world.prepare(sought.inquiryId, NOTHING);
    const { replies } = await world.read(sought.inquiryId);
    expect(replies.map(({ tells }) => tells)).toEqual([['no_information'], ALL]);
    const change = world.cases.owner.query(`UPDATE registry.inquiry_told SET status = NULL`);
    await expect(change).rejects.toMatchObject({ code: '23001' });
  });

  it('waits for whoever else may release it, and no longer once it is decided', async () => {
    const sought = await world.sought();
    const { id } = await world.prepareConsented(sought, ALL);
    const waits = async (by: Actor): Promise<boolean> =>
      (await world.news(by)).toDecide.some(({ inquiryId }) => inquiryId === sought.inquiryId);
    expect([await waits(world.second), await waits(world.agency), await waits(partner)]).toEqual([true, false, false]);
    await world.decide(sought.inquiryId, id, 'rejected');
    expect(await waits(world.second)).toBe(false);
    expect(await world.entry('inquiry_reply_rejected')).toMatchObject({ details: { reply: id } });
  });
});

describe('sent twice', () => {
  it('each step is one step', async () => {
    const sought = await world.sought();
    const given = { tells: ALL, person: sought.candidate, basis: 'owner_consent' };
    const [one, other] = [1, 2].map(() => world.prepare(sought.inquiryId, given, world.agency, 'reply-1'));
    const { id } = await one!;
    expect(await other).toEqual({ id, state: 'waits_for_consent' });
    expect((await world.work(sought.inquiryId)).replies).toHaveLength(1);
    const consents = [
      await world.consent(id, 'given', world.owner, 'c-1'),
      await world.consent(id, 'given', world.owner, 'c-1'),
    ];
    expect(consents[1]).toEqual(consents[0]);
    const decided = [1, 2].map(() => world.decide(sought.inquiryId, id, 'released', world.second, 'd-1'));
    expect(await decided[1]).toEqual(await decided[0]);
    expect((await world.read(sought.inquiryId)).replies).toHaveLength(1);
    const nothing = [1, 2].map(() => world.prepare(sought.inquiryId, NOTHING, world.agency, 'reply-2'));
    expect(await nothing[1]).toEqual(await nothing[0]);
    expect((await world.read(sought.inquiryId)).replies).toHaveLength(2);
  });
});
