// What organisations and families learn of remains that are not theirs: proposals, cursors, and which identification is told.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditRows } from '../../support/audit-rows.js';
import { DNA, RemainsWorld, type RemainsUser } from './remains-world.js';

const CASE = { extent: 'whole', sharingLevel: 'partners_pseudonymous' };
const NOWHERE = '00000000-0000-4000-8000-000000000000';

let world: RemainsWorld;
const ask: RemainsWorld['ask'] = (...given) => world.ask(...given);
const made: RemainsWorld['made'] = (...given) => world.made(...given);

async function linksOf(caseId: string, user: RemainsUser, query = ''): Promise<{ id: string; state: string }[]> {
  return (await world.read<{ links: { id: string; state: string }[] }>(`/v1/remains/${caseId}${query}`, user)).links;
}

async function tasksOf(pseudonym: string): Promise<string[]> {
  const { tasks } = await world.read<{ tasks: { pseudonym: string; kind: string }[] }>('/v1/tasks?limit=200', 'office');
  return tasks.filter((task) => task.pseudonym === pseudonym).map(({ kind }) => kind);
}

beforeAll(async () => {
  world = await RemainsWorld.open();
  await ask('POST', '/v1/places', 'office', { code: 'test:10', name: 'Upper Vale' });
});
afterAll(() => world.application.stop());

describe('a proposed link', () => {
  it('is known to whoever made it, keeps the case or registered a person, and to nobody else until it is confirmed', async () => {
    const caseId = await made('/v1/remains', 'first', CASE);
    const { theirs } = await world.missingForBoth();
    const link = await made(`/v1/remains/${caseId}/links`, 'first', { persons: [theirs], ...DNA });
    const steps = `/v1/remains/${caseId}/links/${link}`;
    expect(await linksOf(caseId, 'partner')).toEqual([]);
    expect((await ask('POST', `${steps}/confirmation`, 'partner')).status).toBe(404);
    expect((await ask('POST', `${steps}/withdrawal`, 'partner', { reason: 'Not ours.' })).status).toBe(404);
    for (const who of ['second', 'office'] as const)
      expect(await linksOf(caseId, who)).toMatchObject([{ id: link, state: 'proposed' }]);
    const before = new Date(world.application.clock.now()).toISOString();
    await world.done(`${steps}/confirmation`, 'second');
    expect(await linksOf(caseId, 'partner')).toMatchObject([{ id: link, state: 'confirmed' }]);
    expect(await linksOf(caseId, 'partner', `?knownAt=${before}`)).toEqual([]);
    await world.done(`${steps}/withdrawal`, 'second', { reason: 'A better profile.' });
    expect(await linksOf(caseId, 'partner')).toMatchObject([{ id: link, state: 'withdrawn' }]);
  });

  it('that was taken back before anybody confirmed it stays with them, as do the persons whom it named', async () => {
    const caseId = await made('/v1/remains', 'first', CASE);
    const { theirs } = await world.missingForBoth();
    const link = await made(`/v1/remains/${caseId}/links`, 'first', { persons: [theirs], ...DNA });
    await world.done(`/v1/remains/${caseId}/links/${link}/withdrawal`, 'first', { reason: 'A mistake.' });
    expect(await linksOf(caseId, 'partner')).toEqual([]);
    expect(await linksOf(caseId, 'office')).toMatchObject([{ state: 'withdrawn' }]);
    const read = (await auditRows(world.application.database)).filter(
      ({ action, subject_id }) => action === 'remains_read' && subject_id === caseId,
    );
    // Each read of the case, and for the office one of the person; the partner read of nobody.
    expect(read).toHaveLength(3);
  });

  it('of somebody else’s case is known to who proposed it and to who keeps the case', async () => {
    const caseId = await made('/v1/remains', 'first', CASE);
    const { partners } = await world.missingForBoth();
    const link = await made(`/v1/remains/${caseId}/links`, 'partner', { persons: [partners], ...DNA });
    for (const who of ['partner', 'first', 'office'] as const)
      expect((await linksOf(caseId, who)).map(({ id }) => id)).toEqual([link]);
  });
});

describe('a cursor and a filter', () => {
  it('tell of no case and no site that the reader may not see', async () => {
    const place = { code: 'test:10', precision: 'admin_area' };
    const hidden = {
      remains: await made('/v1/remains', 'first', { ...CASE, sharingLevel: 'registry_only' }),
      sites: await made('/v1/sites', 'first', { place, sharingLevel: 'registry_only' }),
    };
    for (const list of ['remains', 'sites'] as const) {
      const faults = [];
      for (const cursor of [hidden[list], NOWHERE, 'nothing']) {
        const { status, body } = await ask('GET', `/v1/${list}?cursor=${cursor}`, 'office');
        faults.push([status, (body as { errors?: { pointer: string }[] }).errors?.[0]?.pointer]);
      }
      expect(faults).toEqual([
        [422, '/cursor'],
        [422, '/cursor'],
        [422, '/cursor'],
      ]);
      expect((await ask('GET', `/v1/${list}?cursor=${hidden[list]}`, 'first')).status).toBe(200);
    }
    const shared = await made('/v1/remains', 'first', { ...CASE, siteId: hidden.sites });
    const siteTold = async (reader: 'first' | 'office'): Promise<unknown[]> => {
      const { remains } = await world.read<{ remains: { id: string; siteId: string | null }[] }>('/v1/remains', reader);
      const { siteId } = await world.read<{ siteId: string | null }>(`/v1/remains/${shared}`, reader);
      return [siteId, remains.find(({ id }) => id === shared)?.siteId];
    };
    expect(await siteTold('first')).toEqual([hidden.sites, hidden.sites]);
    expect(await siteTold('office')).toEqual([null, null]);
    for (const site of [hidden.sites, NOWHERE])
      expect((await ask('GET', `/v1/remains?site=${site}`, 'office')).status).toBe(422);
    expect((await ask('GET', `/v1/remains?site=${hidden.sites}`, 'first')).body).toMatchObject({ remains: [{}] });
  });
});

describe('a family is told of no identification', () => {
  const DEATH = { method: 'dna', level: 'confirmed', valid: '2021-05' };

  it('that somebody signed whose kind of organisation establishes no death, and not corrected of it either', async () => {
    const caseId = await made('/v1/remains', 'partner', CASE);
    const { own, partners } = await world.missingForBoth();
    const link = await made(`/v1/remains/${caseId}/links`, 'partner', { persons: [partners], ...DNA });
    await world.done(`/v1/remains/${caseId}/links/${link}/confirmation`, 'colleague');
    expect(await world.read(`/v1/persons/${own}/status`, 'office')).toMatchObject({ status: 'death_reported' });
    expect(await tasksOf(own)).toEqual([]);
    await world.done(`/v1/remains/${caseId}/links/${link}/withdrawal`, 'colleague', { reason: 'A mistake.' });
    expect(await tasksOf(own)).toEqual([]);
  });

  it('that does not count by its grade', async () => {
    const caseId = await made('/v1/remains', 'first', CASE);
    const { own, theirs } = await world.missingForBoth();
    await world.confirmedLink(caseId, [theirs], { ...DEATH, grade: 'E5' });
    expect(await world.read(`/v1/persons/${own}/status`, 'office')).toMatchObject({ status: 'missing' });
    expect(await tasksOf(own)).toEqual([]);
  });

  it('but of one that establishes it, and of its withdrawal', async () => {
    const caseId = await made('/v1/remains', 'first', CASE);
    const { own, theirs } = await world.missingForBoth();
    const link = await world.confirmedLink(caseId, [theirs], { ...DEATH, grade: 'A1' });
    expect(await tasksOf(own)).toEqual(['tell_family']);
    await world.done(`/v1/remains/${caseId}/links/${link}/withdrawal`, 'first', { reason: 'A better profile.' });
    // Nobody goes to tell what is said no more.
    expect(await tasksOf(own)).toEqual(['family_contact_after_correction']);
  });
});
