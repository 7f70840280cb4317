// Finding one's own people by name, and changing who they are: for whom, how well, and what is noted.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { ChangeIdentity } from '../../../src/usecases/identity/change-identity.js';
import { SearchPersons, type FoundPerson } from '../../../src/usecases/identity/search-persons.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { named, NOBODY, PLENTY, openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

/** Of somebody who has not said what they read. */
const UNSEEN = { ifMatch: null };
const ANY = { ifMatch: ['*'] };

let world: CaseWorld;
let searchPersons: SearchPersons;
let changeIdentity: ChangeIdentity;
let liaison: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  searchPersons = new SearchPersons(world.database, world.vault, world.clock, PLENTY);
  changeIdentity = new ChangeIdentity(world.database, world.vault, world.clock);
  liaison = await world.worker();
});

afterAll(async () => {
  await world.stop();
});

async function search(name: string, birthYear?: number, actor = liaison): Promise<readonly FoundPerson[]> {
  return (await searchPersons.execute(actor, { name, birthYear, purpose: 'family_tracing' })).found;
}

describe('a search is refused', () => {
  it.each(ROLES.filter((role) => role !== 'liaison' && role !== 'coordinator'))('to the role %s', async (role) => {
    const actor = await world.colleagueOf(liaison, [role]);
    await expect(search('Arvel Tassin', undefined, actor)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each([
    ['nothing', { name: '' }, '/name'],
    ['a wildcard', { name: '%' }, '/name'],
    ['one name alone', { name: 'Arvel' }, '/name'],
    ['a year to come', { name: 'Arvel Tassin', birthYear: 2022 }, '/birthYear'],
    ['no purpose', { name: 'Arvel Tassin', purpose: 'boredom' }, '/purpose'],
  ])('for %s', async (_what, given, pointer) => {
    const refusal = await refusalOf(searchPersons.execute(liaison, { purpose: 'medical', ...given }));
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: [pointer] });
  });
});

describe('a search', () => {
  it('finds by any order of the name, surer with the year, and tells apart by it', async () => {
    const younger = await world.register(liaison, named('Benno Quillfeder', '2001-04-17'));
    const older = await world.register(liaison, {
      ...named('Quillfeder Benno', '1960'),
      statements: [statement({ kind: 'capture' })],
    });
    const alike = { part: 'name', finding: 'match', reason: 'sounds_alike' };
    const undated = [alike, alike, { part: 'birth', finding: 'blank', reason: 'missing_on_one_side' }];
    expect(new Set(await search('QUILLFEDER BENNO'))).toEqual(
      new Set([
        { pseudonym: younger, band: 'possible', status: 'missing', why: undated },
        { pseudonym: older, band: 'possible', status: 'believed_held', why: undated },
      ]),
    );
    expect(await search('Benno Quillfeder', 2001)).toEqual([
      {
        pseudonym: younger,
        band: 'one_match',
        status: 'missing',
        why: [alike, alike, { part: 'birth', finding: 'match', reason: 'same_year' }],
      },
    ]);
    expect(await search('Benno', 1960)).toEqual([]);
  });

  it('finds nobody of another organisation, whatever it shares', async () => {
    const other = await world.worker();
    await world.register(other, { ...named('Ilvy Marrow', '1980'), sharingLevel: 'partners_pseudonymous' });
    expect(await search('Ilvy Marrow', 1980)).toEqual([]);
    expect(await search('Ilvy Marrow', 1980, other)).toHaveLength(1);
  });

  it('is noted with counts and without the name', async () => {
    await search('Canarysolo Canarytwo');
    const entries = await world.owner.query<{ text: string }>(
      `SELECT e::text AS text FROM registry.audit_entry e WHERE action = 'search_made' ORDER BY id DESC LIMIT 1`,
    );
    expect(entries.rows[0]?.text).toMatch(/family_tracing/);
    expect(entries.rows[0]?.text).not.toMatch(/canary/i);
  });
});

describe('a change of an identity is refused', () => {
  it.each(ROLES.filter((role) => role !== 'liaison' && role !== 'coordinator'))('to the role %s', async (role) => {
    const pseudonym = await world.register(liaison);
    const actor = await world.colleagueOf(liaison, [role]);
    const work = changeIdentity.execute(actor, { pseudonym, change: { marks: 'scar' }, ...UNSEEN }, null);
    await expect(work).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each([
    ['nothing', {}, ''],
    ['an unknown field', { shoeSize: 43 }, ''],
    ['a date that is none', { birthDate: 'May' }, '/birthDate'],
  ])('for %s', async (_what, change, pointer) => {
    const pseudonym = await world.register(liaison);
    const refusal = await refusalOf(changeIdentity.execute(liaison, { pseudonym, change, ...UNSEEN }, null));
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: [pointer] });
  });

  it('for nobody, and for another organisation’s person as for nobody', async () => {
    const theirs = await world.register(await world.worker());
    const refusals = await Promise.all(
      [NOBODY, theirs].map((pseudonym) =>
        refusalOf(changeIdentity.execute(liaison, { pseudonym, change: { marks: 'scar' }, ...UNSEEN }, null)),
      ),
    );
    expect(refusals[1]).toEqual(refusals[0]);
    expect(refusals[0]?.code).toBe('not_found');
  });

  it('by who does not say what they read, or read what has changed, and leaves all as it was', async () => {
    const pseudonym = await world.register(liaison, named('Rook Haverly', '1970-05-05'));
    const read = new ReadRecord(world.database, world.clock);
    const { tag } = await read.execute(liaison, { pseudonym, why: false });
    const change = { names: [{ text: 'Rook Otherwise' }] };
    const refusal = await refusalOf(changeIdentity.execute(liaison, { pseudonym, change, ...UNSEEN }, null));
    expect(refusal.code).toBe('precondition_required');
    expect(await world.noted(pseudonym)).not.toContain('identity_changed');
    await changeIdentity.execute(liaison, { pseudonym, change: { marks: 'scar' }, ifMatch: [tag] }, null);
    const stale = changeIdentity.execute(liaison, { pseudonym, change, ifMatch: [tag] }, null);
    expect((await refusalOf(stale)).code).toBe('precondition_failed');
    expect(await search('Rook Otherwise', 1970)).toEqual([]);
    expect(await search('Rook Haverly', 1970)).toHaveLength(1);
  });
});

describe('a change of an identity', () => {
  it('gives a nameless record a name that is found, and years of birth', async () => {
    const pseudonym = await world.register(liaison);
    const change = { names: [{ text: 'Orla Fenwright' }], birthDate: '1975-03' };
    const answer = await changeIdentity.execute(liaison, { pseudonym, change, ...ANY }, null);
    expect(answer).toEqual({ pseudonym, changed: ['names', 'father_name', 'mother_name', 'birth_date'] });
    expect(await search('Orla Fenwright', 1975)).toMatchObject([{ pseudonym, band: 'one_match', status: 'missing' }]);
    const { record, own } = await new ReadRecord(world.database, world.clock).execute(liaison, {
      pseudonym,
      why: false,
    });
    expect(record.birthYears).toEqual({ from: 1975, to: 1975 });
    expect(own?.hasIdentity).toBe(true);
    expect(await world.noted(pseudonym)).toContain('identity_changed');
  });

  it('replaces a name, so that the old one is found no more, and leaves the rest', async () => {
    const pseudonym = await world.register(liaison, named('Wren Alder', '1988-01-01'));
    world.clock.advance(1000);
    await changeIdentity.execute(liaison, { pseudonym, change: { names: [{ text: 'Wren Birch' }] }, ...ANY }, null);
    expect(await search('Wren Alder')).toEqual([]);
    expect(await search('Wren Birch', 1988)).toMatchObject([{ pseudonym, band: 'one_match' }]);
  });

  it('corrects the years with the birth date', async () => {
    const pseudonym = await world.register(liaison, named('Tove Linden', '1988-01-01'));
    world.clock.advance(1000);
    await changeIdentity.execute(liaison, { pseudonym, change: { birthDate: '1998-01-01' }, ...ANY }, null);
    const { record } = await new ReadRecord(world.database, world.clock).execute(liaison, { pseudonym, why: false });
    expect(record.birthYears).toEqual({ from: 1998, to: 1998 });
  });
});
