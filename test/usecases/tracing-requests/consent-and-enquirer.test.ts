// Consents, the safe channel and the enquirer of a tracing request: what stands, who may replace it, who is shown whom.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { keyOf, refusalOf, type CaseWorld } from '../case-world.js';
import { ASKED, CONSENT, openTracingWorld, REASON, requestOf, type TracingWorld } from './tracing-world.js';
import { everybody } from '../../support/everybody.js';

let office: TracingWorld;
let world: CaseWorld;
let liaison: Actor;
let colleague: Actor;
let coordinator: Actor;
let taken: TracingWorld['taken'];
let custodian: Actor;

beforeAll(async () => {
  office = await openTracingWorld();
  ({ world, liaison, colleague, coordinator, taken } = office);
  custodian = await world.colleagueOf(liaison, ['custodian']);
});
afterAll(() => world.stop());

describe('consent', () => {
  it('is added, taken back once, and replaced by the found person’s for every request about that person', async () => {
    const { id, pseudonym } = await taken({ consents: [CONSENT] });
    const other = await office.add.execute(liaison, requestOf(pseudonym, { consents: [CONSENT] }), null);
    const standing = async (requestId: string) => (await office.read.execute(liaison, requestId)).consents.length;
    const record = (requestId: string, rest: object) =>
      office.consent.execute(liaison, { requestId, consent: { ...CONSENT, ...rest } }, null);
    expect(await standing(id)).toBe(1);
    await record(id, { decision: 'withdrawn' });
    expect([await standing(id), await standing(other.id)]).toEqual([0, 1]);
    expect(await refusalOf(record(id, { decision: 'withdrawn' }))).toMatchObject({ code: 'conflict' });
    await record(id, { givenBy: 'sought_person', purpose: 'family_news', recipient: 'enquirer', decision: 'refused' });
    expect([await standing(id), await standing(other.id)]).toEqual([0, 0]);
    world.clock.advance(1000);
    await record(other.id, { givenBy: 'sought_person', purpose: 'family_news', recipient: 'enquirer' });
    expect([await standing(id), await standing(other.id)]).toEqual([1, 1]);
    expect((await office.read.execute(liaison, id)).decisions).toHaveLength(4);
    expect(await refusalOf(record(id, { recipient: 'organisation' }))).toMatchObject({ pointers: ['/organisationId'] });
  });
});

describe('the safe channel', () => {
  it('is replaced by who has seen the newest one, and by nobody else', async () => {
    const { id } = await taken();
    const channel = (ifVersion: number[] | null, rest = {}) =>
      office.change.execute(liaison, { requestId: id, safeChannel: { channel: 'letter', ...rest }, ifVersion }, null);
    expect(await refusalOf(channel(null))).toMatchObject({ code: 'precondition_required' });
    expect(await refusalOf(channel([7]))).toMatchObject({ code: 'precondition_failed' });
    const { request } = await office.read.execute(liaison, id);
    const outcomes = await Promise.allSettled([1, 2].map((n) => channel([request.version], { details: `Way ${n}` })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const shown = await office.disclose.execute(liaison, { requestId: id, ...ASKED }, null);
    expect(shown.safeChannel).toMatch(/^Way [12]$/);
    expect(shown.contact).toMatchObject({ name: 'Oda Tassin' });
    await channel([request.version + 1]);
    expect((await office.disclose.execute(liaison, { requestId: id, ...ASKED }, null)).safeChannel).toBeNull();
  });
});

describe('the enquirer', () => {
  it('is shown to who works on the request, for what was asked, and each look is on record', async () => {
    const { id } = await taken();
    expect(await refusalOf(office.disclose.execute(colleague, { requestId: id, ...ASKED }, null))).toMatchObject({
      code: 'forbidden',
    });
    expect(await refusalOf(office.disclose.execute(coordinator, { requestId: id, ...ASKED }, null))).toMatchObject({
      code: 'forbidden',
    });
    const faulty = { ...ASKED, fields: ['contact', 'names'] };
    expect(await refusalOf(office.disclose.execute(liaison, { requestId: id, ...faulty }, null))).toMatchObject({
      pointers: ['/fields'],
    });
    const court = office.disclose.execute(liaison, { requestId: id, ...ASKED, purpose: 'court' }, null);
    expect(await refusalOf(court)).toMatchObject({ code: 'court_refer_to_giver' });
    const key = keyOf(liaison, 'show-1', 'body');
    const shown = await office.disclose.execute(liaison, { requestId: id, ...ASKED, fields: ['contact'] }, key);
    expect(shown).toMatchObject({
      contact: { name: 'Oda Tassin', address: '4 Lantern Street', phone: '+00 000 0001' },
      safeChannel: null,
    });
    expect((await office.disclose.execute(liaison, { requestId: id, ...ASKED }, key)).disclosureId).toBe(
      shown.disclosureId,
    );
    world.clock.advance(16 * 60_000);
    expect(await refusalOf(office.disclose.execute(liaison, { requestId: id, ...ASKED }, key))).toMatchObject({
      code: 'conflict',
    });
    expect(await office.looked.execute(custodian, { requestId: id })).toMatchObject({
      disclosures: [{ username: liaison.username, reason: REASON }],
      cursor: null,
    });
    await office.assign.execute(coordinator, { requestId: id, username: colleague.username }, null);
    expect((await office.disclose.execute(colleague, { requestId: id, ...ASKED }, null)).contact).not.toBeNull();
    const { rows } = await world.owner.query<{ action: string }>(
      `SELECT action FROM registry.audit_entry WHERE subject_kind = 'tracing_request' AND subject_id = $1 AND action LIKE '%disclos%' ORDER BY id`,
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'disclosure_refused',
      'disclosure_refused',
      'identity_disclosed',
      'disclosures_read',
      'identity_disclosed',
    ]);
  });

  it('is found by no search, and stands in no table of the registry', async () => {
    await taken({ enquirer: { name: 'Zelmira Quennerdane' } });
    const { candidates } = await world.vault.findCandidates(
      {
        identity: { names: [{ text: 'Zelmira Quennerdane', script: 'Latn', order: 'unknown', role: 'own' }] },
        birthYears: null,
      },
      everybody,
    );
    expect(candidates).toEqual([]);
    for (const table of ['tracing_request', 'tracing_consent', 'tracing_request_step', 'audit_entry', 'idempotency']) {
      const { rows } = await world.owner.query<{ row: string }>(`SELECT t::text AS row FROM registry.${table} t`);
      expect(rows.map(({ row }) => row).join()).not.toMatch(/Quennerdane|Tassin|Lantern|library/);
    }
  });
});
