// The report to a person of who looked: to whom it is refused, what it tells of one's own and of other organisations, and what it cannot tell.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { ReportAccess, type AccessReport } from '../../../src/usecases/identity/report-access.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { SearchPersons } from '../../../src/usecases/identity/search-persons.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { named, NOBODY, PLENTY, refusalOf, statement } from '../case-world.js';
import { RequestWorld } from './request-world.js';

const DAY = 86_400_000;

let world: RequestWorld;
let reporting: ReportAccess;
let reading: ReadRecord;
let own: string;
let theirs: string;

beforeAll(async () => {
  world = await RequestWorld.open();
  reporting = new ReportAccess(world.cases.database, world.cases.clock);
  reading = new ReadRecord(world.cases.database, world.cases.clock);
});
beforeEach(async () => {
  ({ own, theirs } = await world.person());
});
afterAll(() => world.cases.stop());

const report = (actor: Actor, pseudonym = own, more: object = {}): Promise<AccessReport> =>
  reporting.execute(actor, { pseudonym, identityCheck: 'document_seen', ...more });
const read = (actor: Actor, pseudonym: string): Promise<unknown> => reading.execute(actor, { pseudonym, why: false });

describe('the report is refused', () => {
  it.each(ROLES.filter((role) => role !== 'coordinator' && role !== 'custodian'))('to the role %s', async (role) => {
    expect(await codeOfAsync(report(await world.cases.colleagueOf(world.liaison, [role])))).toBe('forbidden');
  });

  it('to any other organisation, and about whom it may not know as about nobody', async () => {
    const partner = await world.cases.colleagueOf(world.partner, ['coordinator', 'custodian']);
    expect(await codeOfAsync(report(partner, theirs))).toBe('forbidden');
    const party = await world.cases.party(`League ${own}`);
    const bound = await world.cases.worker({ party, roles: ['coordinator'] });
    const [hidden, nobody] = await Promise.all([own, NOBODY].map((one) => refusalOf(report(bound, one))));
    expect(hidden).toEqual(nobody);
  });

  it('without how the identity of who asks was checked, and for a cursor that is no day', async () => {
    const given = (identityCheck: unknown): Promise<unknown> =>
      reporting.execute(world.custodian, { pseudonym: own, identityCheck });
    expect(await codeOfAsync(given(undefined))).toBe('invalid_field');
    expect(await codeOfAsync(given('Passport of Arvel Tassin'))).toBe('invalid_field');
    for (const cursor of ['2021-02-30', '0000-01-01', 'yesterday'])
      expect(await codeOfAsync(report(world.custodian, own, { cursor }))).toBe('invalid_field');
  });
});

describe('the report', () => {
  it('tells day, organisation and purpose, and who of one’s own organisation; it is in the log itself', async () => {
    const { partner, liaison, custodian } = world;
    const id = await world.granted(partner, theirs, {}, { fields: ['names'] });
    await read(liaison, own);
    await read(liaison, own);
    await world.use(partner, theirs, id);
    const { looks, notTold, cursor } = await report(custodian);
    const day = new Date(world.cases.clock.now()).toISOString().slice(0, 10);
    const at = { day, purpose: null, fields: [] };
    const [office = '', other = ''] = [...new Set(looks.map(({ organisation }) => organisation))];
    expect(new Set(looks)).toEqual(
      new Set([
        { ...at, organisation: office, username: liaison.username, action: 'record_read', times: 2 },
        {
          ...at,
          organisation: other,
          username: null,
          action: 'identity_disclosed',
          purpose: 'identification',
          fields: ['names'],
          times: 1,
        },
      ]),
    );
    expect(cursor).toBeNull();
    expect(notTold).toEqual([
      'pages_of_many',
      'searches_and_inquiries',
      'counts_and_figures',
      'documents',
      'operators',
    ]);
    expect((await world.cases.noted(own)).at(-1)).toBe('access_reported');
    const again = await report(custodian);
    expect(again.looks).toContainEqual(
      expect.objectContaining({ action: 'access_reported', username: custodian.username, times: 1 }),
    );
  });

  it('tells nothing of what others write, search or ask, nor of another person', async () => {
    const { partner, coordinator } = world;
    const confidential = { ...statement({ kind: 'last_contact' }), confidential: true };
    const adding = new AddStatement(world.cases.database, world.cases.clock);
    const before = await report(coordinator);
    await adding.execute(partner, { pseudonym: theirs, statement: confidential }, null);
    await world.request(partner, theirs);
    const searching = new SearchPersons(world.cases.database, world.cases.vault, world.cases.clock, PLENTY);
    await searching.execute(partner, { name: 'Canarypell Canaryoster', purpose: 'family_tracing' });
    await read(partner, (await world.person()).theirs);
    const { looks } = await report(coordinator);
    const reports = (all: AccessReport['looks']): AccessReport['looks'] =>
      all.filter(({ action }) => action !== 'access_reported');
    expect(reports(looks)).toEqual(reports(before.looks));
  });

  it('goes on day by day, and as CSV is whole and no formula', async () => {
    for (let day = 0; day < 3; day += 1) {
      await read(world.liaison, own);
      world.cases.clock.advance(DAY);
    }
    const first = await report(world.coordinator, own, { limit: 2 });
    const second = await report(world.coordinator, own, { limit: 2, cursor: first.cursor ?? '' });
    const days = [...first.looks, ...second.looks].map(({ day }) => day);
    expect(new Set(days).size).toBe(3);
    expect([...days].sort().reverse()).toEqual(days);
    expect(second.cursor).toBeNull();
    await world.cases.owner.query(`UPDATE registry.organisation SET name = '=cmd|calc ' || name WHERE id = $1`, [
      world.liaison.organisationId,
    ]);
    const csv = await reporting.csv(world.coordinator, { pseudonym: own, identityCheck: 'called_back' });
    const rows = csv.trimEnd().split('\r\n');
    expect(rows[0]).toBe('day,organisation,username,action,purpose,fields,times');
    expect(rows.filter((row) => row.includes('record_read'))).toHaveLength(3);
    expect(csv).not.toMatch(/(^|,)=/m);
    expect(csv).toContain(`"'=cmd|calc `);
    expect(rows.filter((row) => row.includes('not_told'))).toHaveLength(5);
  });

  it('tells an organisation that depends on a party of disclosures by others alone, and says so', async () => {
    const party = await world.cases.party(`Republic ${own}`);
    const bureau = await world.cases.worker({ party, kind: 'national_information_bureau' });
    const [coordinator, custodian] = await Promise.all(
      (['coordinator', 'custodian'] as const).map((role) => world.cases.colleagueOf(bureau, [role])),
    );
    const held = await world.cases.register(bureau, {
      ...named('Orrin Vale'),
      sharingLevel: 'partners_pseudonymous',
    });
    const known = await world.newestOf(world.partner);
    await read(world.partner, known);
    const before = await report(coordinator!, held);
    expect(before.looks).toEqual([]);
    expect(before.notTold).toContain('other_organisations');
    const id = await world.request(world.partner, known, { fields: ['names'] });
    await world.approve(coordinator!, id);
    await world.approve(custodian!, id);
    await world.use(world.partner, known, id);
    const { looks } = await report(custodian!, held);
    expect(looks.filter(({ username }) => username === null).map(({ action }) => action)).toEqual([
      'identity_disclosed',
    ]);
  });
});
