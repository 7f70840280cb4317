// Whom the lines of a list may be about: who may ask, what is counted, what is told, and that others' people change nothing.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { NameQuota } from '../../../src/domain/matching/name-quota.js';
import type { Party } from '../../../src/domain/organisations/organisation.js';
import { AddList, type AddListCommand } from '../../../src/usecases/lists/add-list.js';
import { MatchLine } from '../../../src/usecases/lists/match-line.js';
import { SuggestPeople, type SuggestPeopleAnswer } from '../../../src/usecases/lists/suggest-people.js';
import { named, openCaseWorld, PLENTY, statement, type CaseWorld } from '../case-world.js';

const PURPOSE = 'family_tracing';

let world: CaseWorld;
let liaison: Actor;
let stranger: Actor;
let holder: Party;

beforeAll(async () => {
  world = await openCaseWorld();
  holder = await world.party('Northern Republic');
});
beforeEach(async () => {
  liaison = await world.worker();
  stranger = await world.worker();
});
afterAll(() => world.stop());

const record = async (lines: AddListCommand['lines'], actor = liaison): Promise<string> => {
  const command = {
    submitter: { organisationId: actor.organisationId },
    recipient: { party: holder.partyKey },
    submittedOn: '2021-02-01',
    lines,
  };
  return (await new AddList(world.database, world.vault, world.clock).execute(actor, command, null)).id;
};

const suggest = (
  listId: string,
  { actor = liaison, quota = PLENTY, ...rest }: { actor?: Actor; quota?: NameQuota } & Record<string, unknown> = {},
): Promise<SuggestPeopleAnswer> =>
  new SuggestPeople(world.database, world.vault, world.clock, quota).execute(actor, {
    listId,
    purpose: PURPOSE,
    ...rest,
  });

const texts = (...lines: string[]): AddListCommand['lines'] => lines.map((text) => ({ text }));

describe('suggestions', () => {
  it.each(ROLES.filter((role) => !['liaison', 'coordinator'].includes(role)))('are not the role %s’s', async (role) => {
    const listId = await record(texts('Tassin, Arvel'));
    const actor = await world.colleagueOf(liaison, [role]);
    await expect(suggest(listId, { actor })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('are of one’s own lists, for a purpose, a page at a time', async () => {
    const listId = await record(texts('Tassin, Arvel'));
    await expect(suggest(listId, { actor: stranger })).rejects.toMatchObject({ code: 'not_found' });
    await expect(suggest(listId, { purpose: 'curiosity' })).rejects.toMatchObject({ code: 'invalid_field' });
    for (const limit of [0, 201, 1.5])
      await expect(suggest(listId, { limit })).rejects.toMatchObject({ code: 'invalid_field' });
    await expect(suggest(listId, { after: -1 })).rejects.toMatchObject({ code: 'invalid_field' });
  });

  it('say how exactly each name agrees, across scripts, and of which lines there is nothing to ask', async () => {
    const exact = await world.register(liaison, named('Arvel Tassin', '1990'));
    const sounded = await world.register(liaison, named('Benno Quillfeder', '1988'));
    const matched = await world.register(liaison, named('Orla Zadrunin', '1970'));
    const listId = await record([
      { text: '1. TASSIN, Arvel (1990)' },
      { text: 'Квиллфедер Бенно' },
      { text: 'Nobody Whoever' },
      { text: 'Arvel' },
      { least: 4, most: 5 },
      { pseudonym: matched },
      { text: 'Zadrunin, Orla' },
    ]);
    await new MatchLine(world.database, world.clock).execute(liaison, { listId, line: 7, pseudonym: matched }, null);
    const { lines, next } = await suggest(listId);
    expect(next).toBeNull();
    expect(
      lines.map(({ line, state, found }) => [line, state, found.map((one) => [one.pseudonym, one.exactness])]),
    ).toEqual([
      [1, 'asked', [[exact, 'same_words']]],
      [2, 'asked', [[sounded, 'sounds_alike']]],
      [3, 'asked', []],
      [4, 'unreadable', []],
      [5, 'counted', []],
      [6, 'matched', []],
      [7, 'matched', []],
    ]);
    expect(lines[0]?.found[0]?.why.map(({ part, finding }) => [part, finding])).toEqual([
      ['name', 'match'],
      ['name', 'match'],
      ['birth', 'match'],
    ]);
  });

  it('come page by page', async () => {
    const listId = await record(texts('Tassin, Arvel', 'Tassin, Berta', 'Tassin, Cosmo'));
    const first = await suggest(listId, { limit: 2 });
    expect([first.lines.map(({ line }) => line), first.next]).toEqual([[1, 2], 2]);
    const second = await suggest(listId, { after: 2, limit: 2 });
    expect([second.lines.map(({ line }) => line), second.next]).toEqual([[3], null]);
  });

  it('are the same whatever others have registered', async () => {
    const listId = await record(texts('Tassin, Dorvan'));
    const before = await suggest(listId);
    await world.register(stranger, named('Dorvan Tassin', '1990'));
    await world.register(stranger, { ...named('Dorvan Tassin', '1991'), sharingLevel: 'partners_pseudonymous' });
    expect(await suggest(listId)).toEqual(before);
  });

  it('are noted without a name, with what was asked and found', async () => {
    await world.register(liaison, named('Ervan Tassin', '1990'));
    const listId = await record(texts('Tassin, Ervan', 'Nobody Whoever', 'Ervan'));
    await suggest(listId);
    const { rows } = await world.owner.query<{ text: string; details: unknown }>(
      `SELECT e::text AS text, details FROM registry.audit_entry e WHERE action = 'list_people_suggested' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0]?.text).not.toMatch(/tassin|ervan/iu);
    expect(rows[0]?.details).toMatchObject({ purpose: PURPOSE, asked: 2, found: 1 });
  });
});

describe('the names of a list', () => {
  const quota = NameQuota.of({ perUser: 1, perOrganisation: 5 });

  it('count for the organisation alone, all of them or none, before anybody is looked for', async () => {
    const listId = await record(texts('Tassin, Arvel', 'Tassin, Berta', 'Tassin, Cosmo', 'Arvel'));
    expect((await suggest(listId, { quota })).lines).toHaveLength(4);
    await expect(suggest(listId, { quota })).rejects.toMatchObject({ code: 'quota_exhausted' });
    expect((await suggest(listId, { quota, limit: 2 })).lines).toHaveLength(2);
    await expect(suggest(listId, { quota, limit: 1 })).rejects.toMatchObject({ code: 'quota_exhausted' });
    expect((await suggest(listId, { quota, after: 3 })).lines).toHaveLength(1);
  });

  it('are never more than may be, however many come at once', async () => {
    const listId = await record(texts('Tassin, Arvel', 'Tassin, Berta'));
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => suggest(listId, { quota })));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });
});

it('matches nobody by itself', async () => {
  const pseudonym = await world.register(liaison, {
    ...named('Ferran Tassin', '1990'),
    statements: [statement({ kind: 'capture', valid: '2020-11-01', details: { holder: holder.partyKey } })],
  });
  const listId = await record(texts('Tassin, Ferran'));
  expect((await suggest(listId)).lines[0]?.found[0]?.pseudonym).toBe(pseudonym);
  expect((await suggest(listId)).lines[0]?.state).toBe('asked');
});
