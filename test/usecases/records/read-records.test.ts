// Reading records, statements and lists: for whom they are, how fine, at what time, and what is noted.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import type { Party } from '../../../src/domain/organisations/organisation.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { ListRecords } from '../../../src/usecases/records/list-records.js';
import { ListStatements } from '../../../src/usecases/records/list-statements.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { ReadStatus } from '../../../src/usecases/records/read-status.js';
import { RetractStatement } from '../../../src/usecases/records/retract-statement.js';
import { NOBODY, openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let readRecord: ReadRecord;
let listRecords: ListRecords;
let listStatements: ListStatements;
let addStatement: AddStatement;
let party: Party;
let liaison: Actor;
let partner: Actor;
let boundPartner: Actor;
let agency: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  readRecord = new ReadRecord(world.database, world.clock);
  listRecords = new ListRecords(world.database, world.clock);
  listStatements = new ListStatements(world.database, world.clock);
  addStatement = new AddStatement(world.database, world.clock);
  party = await world.party('Northern Republic');
  liaison = await world.worker();
  partner = await world.worker({ kind: 'ngo' });
  boundPartner = await world.worker({ party });
  agency = await world.worker({ kind: 'central_tracing_agency' });
  await world.place('demo:1', 'Vale');
  await world.place('demo:101', 'Upper Vale', 'demo:1');
});

afterAll(async () => {
  await world.stop();
});

async function listedBy(actor: Actor): Promise<readonly string[]> {
  const { records } = await listRecords.execute(actor, { assignedToMe: false, limit: 200 });
  return records.map(({ pseudonym }) => pseudonym);
}

/** What `actor` sees of a list that `make` adds one person to: its pseudonym there, or null. */
async function seenBy(actor: Actor, make: () => Promise<unknown>): Promise<string | null> {
  const before = await listedBy(actor);
  await make();
  return (await listedBy(actor)).find((pseudonym) => !before.includes(pseudonym)) ?? null;
}

const capture = statement({
  kind: 'capture',
  valid: '2021-05-13',
  place: { code: 'demo:101', precision: 'exact_10m' },
  reference: 'note-1',
});

describe('reading is refused', () => {
  it.each(ROLES.filter((role) => !['liaison', 'coordinator', 'verifier', 'custodian'].includes(role)))(
    'to the role %s in every form',
    async (role) => {
      const pseudonym = await world.register(liaison);
      const actor = await world.colleagueOf(liaison, [role]);
      const forbidden = { code: 'forbidden' };
      await expect(readRecord.execute(actor, { pseudonym, why: false })).rejects.toMatchObject(forbidden);
      const readStatus = new ReadStatus(world.database, world.clock);
      await expect(readStatus.execute(actor, { pseudonym, why: false })).rejects.toMatchObject(forbidden);
      await expect(listStatements.execute(actor, { pseudonym })).rejects.toMatchObject(forbidden);
      await expect(listRecords.execute(actor, { assignedToMe: false })).rejects.toMatchObject(forbidden);
    },
  );

  it('for another organisation’s person exactly as for nobody', async () => {
    const pseudonym = await world.register(liaison);
    const [theirs, nobody] = await Promise.all(
      [pseudonym, NOBODY].map((text) => refusalOf(readRecord.execute(partner, { pseudonym: text, why: false }))),
    );
    expect(theirs).toEqual(nobody);
    expect(nobody?.code).toBe('not_found');
  });

  it('for a time before anything was known', async () => {
    const pseudonym = await world.register(liaison);
    const early = readRecord.execute(liaison, { pseudonym, why: false, knownAt: Date.parse('2021-05-31T12:00:00Z') });
    await expect(early).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the sharing levels', () => {
  it.each([
    ['registry_only', { partner: false, bound: false, agency: false }],
    ['named_organisations', { partner: true, bound: false, agency: true }],
    ['central_agency_only', { partner: false, bound: false, agency: true }],
    ['partners_pseudonymous', { partner: true, bound: false, agency: true }],
  ])('%s shows a person to whom it says', async (sharingLevel, expected) => {
    const namedOrganisations = sharingLevel === 'named_organisations' ? [partner.organisationId] : [];
    const before = {
      partner: await listedBy(partner),
      bound: await listedBy(boundPartner),
      agency: await listedBy(agency),
    };
    await world.register(liaison, { sharingLevel, namedOrganisations });
    expect({
      partner: (await listedBy(partner)).length > before.partner.length,
      bound: (await listedBy(boundPartner)).length > before.bound.length,
      agency: (await listedBy(agency)).length > before.agency.length,
    }).toEqual(expected);
  });

  it('hide nothing from the central agency that a national information bureau gives', async () => {
    const bureau = await world.worker({ kind: 'national_information_bureau', party });
    expect(await seenBy(agency, () => world.register(bureau, { sharingLevel: 'registry_only' }))).toMatch(/^WB-/);
  });
});

describe('a record', () => {
  it('is exact for its owner and coarse for a partner, who has a pseudonym of its own', async () => {
    let own = '';
    const theirs = await seenBy(partner, async () => {
      own = await world.register(liaison, {
        sharingLevel: 'partners_pseudonymous',
        reference: '2021/44',
        statements: [capture],
      });
    });
    expect(theirs).not.toBe(own);
    const exact = await readRecord.execute(liaison, { pseudonym: own, why: true });
    const coarse = await readRecord.execute(partner, { pseudonym: theirs ?? '', why: true });
    expect(exact.record.loss).toMatchObject({
      valid: { edtf: '2021-05-13' },
      place: { code: 'demo:101', precision: 'exact_10m' },
    });
    expect(coarse.record.status).toBe(exact.record.status);
    expect(coarse.record.loss).toMatchObject({
      valid: { edtf: '2021-05' },
      place: { state: 'demo:1', precision: 'admin_area' },
    });
    expect(JSON.stringify(coarse)).not.toMatch(/2021-05-13|exact_10m|2021\/44/);
    expect(coarse.own).toBeNull();
    expect(exact.own?.reference).toBe('2021/44');

    const timeline = await listStatements.execute(partner, { pseudonym: theirs ?? '' });
    expect(JSON.stringify(timeline)).not.toMatch(/2021-05-13|exact_10m/);
    expect(timeline.statements.every(({ own: theirOwn, exact: fine }) => !theirOwn && !fine)).toBe(true);
  });

  it('is told why, from statements that its reader can read', async () => {
    const pseudonym = await world.register(liaison, { statements: [capture] });
    const { record } = await readRecord.execute(liaison, { pseudonym, why: true });
    const { statements } = await listStatements.execute(liaison, { pseudonym });
    expect(record.why.rule).toBe('custody_believed');
    const readable = statements.map(({ statement: one }) => one.id);
    expect(record.why.deciding.length).toBeGreaterThan(0);
    expect(readable).toEqual(expect.arrayContaining([...record.why.deciding]));
  });

  it('shows what was known and what was valid at another time', async () => {
    const pseudonym = await world.register(liaison);
    world.clock.advance(3_600_000);
    const { id } = await addStatement.execute(liaison, { pseudonym, statement: capture }, null);
    const added = world.clock.now();
    world.clock.advance(3_600_000);
    await new RetractStatement(world.database, world.clock).execute(
      liaison,
      { statementId: id, reason: 'wrong person' },
      null,
    );
    const status = async (times: { knownAt?: number; validAt?: number }): Promise<string> =>
      (await readRecord.execute(liaison, { pseudonym, why: false, ...times })).record.status;
    expect(await status({})).toBe('missing');
    expect(await status({ knownAt: added })).toBe('believed_held');
    expect(await status({ knownAt: added - 1 })).toBe('missing');
    expect(await status({ knownAt: added, validAt: Date.parse('2021-05-12') })).toBe('missing');
    const then = await listStatements.execute(liaison, { pseudonym, knownAt: added });
    expect(then.statements.map(({ withdrawn }) => withdrawn)).toEqual([null, null]);
    const now = await listStatements.execute(liaison, { pseudonym });
    expect(now.statements.at(-1)?.withdrawn).toMatchObject({ how: 'retracted', reason: 'wrong person' });
  });

  it('is not moved for anybody else by what somebody says in confidence', async () => {
    let own = '';
    const theirs = await seenBy(partner, async () => {
      own = await world.register(liaison, { sharingLevel: 'partners_pseudonymous', statements: [capture] });
    });
    const see = async (): Promise<string> => {
      const record = await readRecord.execute(partner, { pseudonym: theirs ?? '', why: true });
      const timeline = await listStatements.execute(partner, { pseudonym: theirs ?? '' });
      const list = await listRecords.execute(partner, { assignedToMe: false, limit: 200 });
      return JSON.stringify([record.record, timeline.statements, list]);
    };
    const before = await see();
    const secret = statement({
      kind: 'located',
      valid: '2021-05-20',
      source: 'person',
      details: { attestedBy: 'person' },
      confidential: true,
    });
    const { id } = await addStatement.execute(liaison, { pseudonym: own, statement: secret }, null);
    expect((await readRecord.execute(liaison, { pseudonym: own, why: false })).record.status).toBe('returned_located');
    expect(await see()).toBe(before);
    await new RetractStatement(world.database, world.clock).execute(
      liaison,
      { statementId: id, reason: 'not so' },
      null,
    );
    expect(await see()).toBe(before);
  });

  it('that is read is noted, as are its statements and its status', async () => {
    const pseudonym = await world.register(liaison);
    await readRecord.execute(liaison, { pseudonym, why: false });
    await new ReadStatus(world.database, world.clock).execute(liaison, { pseudonym, why: true });
    await listStatements.execute(liaison, { pseudonym });
    expect(await world.noted(pseudonym)).toEqual([
      'person_registered',
      'record_read',
      'record_read',
      'statements_read',
    ]);
  });
});

describe('a list of records', () => {
  it.each([
    ['a status', { status: 'gone' }, '/status'],
    ['a flag', { flag: 'red' }, '/flag'],
    ['a limit', { limit: 201 }, '/limit'],
    ['a limit', { limit: 0 }, '/limit'],
    ['a cursor', { cursor: 'bm90aGluZw' }, '/cursor'],
  ])('is refused for %s that is none', async (_what, given, pointer) => {
    const refusal = await refusalOf(listRecords.execute(liaison, { assignedToMe: false, ...given }));
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: [pointer] });
  });

  it('comes page by page, without a gap or a double, in an order that no filter changes', async () => {
    // Who depends on a party sees its own people alone, unless somebody names it.
    const worker = await world.worker({ party });
    const registered: string[] = [];
    for (let person = 0; person < 5; person += 1) registered.push(await world.register(worker));
    const pages: string[][] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await listRecords.execute(worker, { assignedToMe: false, limit: 2, cursor });
      pages.push(page.records.map(({ pseudonym }) => pseudonym));
      cursor = page.cursor;
    }
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect([...pages.flat()].sort()).toEqual([...registered].sort());
    const filtered = await listRecords.execute(worker, { assignedToMe: false, status: 'missing' });
    expect(filtered.records.map(({ pseudonym }) => pseudonym)).toEqual(pages.flat());
  });

  it('does not take another organisation’s cursor', async () => {
    const worker = await world.worker();
    await world.register(worker);
    await world.register(worker);
    const { cursor } = await listRecords.execute(worker, { assignedToMe: false, limit: 1 });
    const refusal = await refusalOf(listRecords.execute(liaison, { assignedToMe: false, cursor: cursor ?? '' }));
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: ['/cursor'] });
  });

  it('is filtered by status, flag and assignment, and noted', async () => {
    const worker = await world.worker({ party });
    const colleague = await world.colleagueOf(worker, ['liaison']);
    const held = await world.register(worker, { statements: [capture], particulars: { birth: { date: '2010-02' } } });
    const missing = await world.register(colleague, { particulars: { birth: { age: 40, asOf: '2021' } } });
    const list = async (filter: object): Promise<readonly string[]> =>
      (await listRecords.execute(worker, { assignedToMe: false, ...filter })).records.map(({ pseudonym }) => pseudonym);
    expect(await list({ status: 'believed_held' })).toEqual([held]);
    expect(await list({ flag: 'child' })).toEqual([held]);
    expect(await list({ assignedToMe: true })).toEqual([held]);
    expect([...(await list({}))].sort()).toEqual([held, missing].sort());
    const { records } = await listRecords.execute(worker, { assignedToMe: false, status: 'believed_held' });
    expect(records).toEqual([
      {
        pseudonym: held,
        own: true,
        reference: null,
        status: 'believed_held',
        flags: ['child', 'particulars_not_seen'],
        month: '2021-05',
        state: 'demo:1',
        ageBand: '0-17',
        signOfLifeDays: 19,
      },
    ]);
    expect((await world.noted()).at(-1)).toBe('records_listed');
  });
});
