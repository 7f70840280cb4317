// Remains through the API: refused, recorded, linked to persons by two people, handed over, and taken back.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditRows } from '../../support/audit-rows.js';
import type { TestApplication } from '../../support/http-application.js';
import { DNA, RemainsWorld, WHOLE } from './remains-world.js';

const CASE = {
  extent: 'whole',
  sharingLevel: 'partners_pseudonymous',
  sex: 'male',
  age: { from: 18, to: 30 },
  died: '1992/1994',
};

interface Link {
  readonly id: string;
  readonly state: string;
  readonly persons: string[];
  readonly handedOver: unknown;
  readonly reason: unknown;
  readonly confirmed: unknown;
}

let world: RemainsWorld;
let application: TestApplication;
const ask: RemainsWorld['ask'] = (...given) => world.ask(...given);
const made: RemainsWorld['made'] = (...given) => world.made(...given);
const missing: RemainsWorld['missing'] = (...given) => world.missing(...given);
const newPerson: RemainsWorld['missingForBoth'] = (...given) => world.missingForBoth(...given);
const confirmedLink: RemainsWorld['confirmedLink'] = (...given) => world.confirmedLink(...given);

async function statusOf(pseudonym: string, query = ''): Promise<string> {
  const { body } = await ask('GET', `/v1/persons/${pseudonym}/status${query}`, 'office');
  return (body as { status: string }).status;
}

/** As lists say it, which read the projection and fold nobody. */
async function isListed(pseudonym: string, status: string): Promise<boolean> {
  const { body } = await ask('GET', `/v1/persons?limit=200&status=${status}`, 'office');
  return (body as { records: { pseudonym: string }[] }).records.some((one) => one.pseudonym === pseudonym);
}

async function linksOf(caseId: string, user: 'first' | 'office' = 'first'): Promise<Link[]> {
  return ((await ask('GET', `/v1/remains/${caseId}`, user)).body as { links: Link[] }).links;
}

async function tasksOf(pseudonym: string, done = false): Promise<string[]> {
  const { body } = await ask('GET', `/v1/tasks?limit=200&done=${done}`, 'office');
  const { tasks } = body as { tasks: { pseudonym: string; kind: string; origin: string }[] };
  return tasks.filter((task) => task.pseudonym === pseudonym && task.origin === 'remains_case').map(({ kind }) => kind);
}

beforeAll(async () => {
  world = await RemainsWorld.open();
  ({ application } = world);
});
afterAll(() => application.stop());

describe('a case of remains', () => {
  it.each([
    [{ minimumIndividuals: 2 }, '/minimumIndividuals'],
    [{ age: { from: 40, to: 20 } }, '/age'],
    [{ died: '19920101' }, '/died'],
    [{ siteId: 'elsewhere' }, '/siteId'],
    [{ name: 'Mira' }, '/name'],
    [{ extent: 'half' }, '/extent'],
  ])('with %j is refused at its field', async (given, pointer) => {
    const { status, body, text } = await ask('POST', '/v1/remains', 'first', { ...CASE, ...given });
    expect([status, (body as { errors: { pointer: string }[] }).errors[0]?.pointer]).toEqual([422, pointer]);
    expect(text).not.toContain('Mira');
  });

  it('is seen by whom it is shared with', async () => {
    const hidden = await made('/v1/remains', 'first', { ...CASE, sharingLevel: 'registry_only' });
    const shared = await made('/v1/remains', 'first', CASE);
    const statuses = [];
    for (const [who, id] of [
      ['second', hidden],
      ['office', hidden],
      ['office', shared],
      ['bureau', shared],
    ] as const)
      statuses.push((await ask('GET', `/v1/remains/${id}`, who)).status);
    expect(statuses).toEqual([200, 404, 200, 404]);
    expect((await ask('GET', '/v1/remains', 'office')).body).toMatchObject({
      remains: [{ id: shared, age: { from: 18 } }],
    });
  });
});

describe('a link', () => {
  it('needs a method that confirms, and a person and remains that are theirs to know', async () => {
    const caseId = await made('/v1/remains', 'first', CASE);
    const { theirs } = await newPerson();
    const path = `/v1/remains/${caseId}/links`;
    const visual = await ask('POST', path, 'first', { persons: [theirs], ...DNA, method: 'visual' });
    expect([visual.status, (visual.body as { errors: { pointer: string }[] }).errors[0]?.pointer]).toEqual([
      422,
      '/level',
    ]);
    const hidden = await missing('registry_only');
    expect((await ask('POST', path, 'first', { persons: [hidden], ...DNA })).status).toBe(404);
    expect((await ask('POST', path, 'bureau', { persons: [theirs], ...DNA })).status).toBe(404);
    expect((await ask('POST', path, 'first', { persons: [], ...DNA })).status).toBe(422);
  });

  it('changes nothing until another person confirms it', async () => {
    const caseId = await made('/v1/remains', 'first', CASE);
    const { own, theirs } = await newPerson();
    const link = await made(`/v1/remains/${caseId}/links`, 'first', { persons: [theirs], ...DNA });
    expect(await statusOf(own)).toBe('missing');
    const confirm = `/v1/remains/${caseId}/links/${link}/confirmation`;
    const self = await ask('POST', confirm, 'first');
    expect([self.status, (self.body as { code: string }).code]).toEqual([409, 'second_person_needed']);
    expect((await ask('POST', confirm, 'liaison')).status).toBe(403);
    expect((await ask('POST', confirm, 'second')).status).toBe(200);
    expect((await ask('POST', confirm, 'second')).status).toBe(409);
    expect(await statusOf(own)).toBe('remains_identified');
    expect(await linksOf(caseId, 'office')).toMatchObject([
      { state: 'confirmed', persons: [own], confirmed: { organisation: 'Institute', username: null } },
    ]);
    expect(await tasksOf(own)).toEqual(['tell_family']);
  });

  it('of a preliminary identification establishes nothing', async () => {
    const caseId = await made('/v1/remains', 'first', CASE);
    const { own, theirs } = await newPerson();
    await confirmedLink(caseId, [theirs], { ...DNA, method: 'effects', level: 'preliminary' });
    expect(await statusOf(own)).toBe('death_reported');
    expect(await tasksOf(own)).toEqual([]);
  });

  it('stays open while a part is handed over, and is returned with the whole', async () => {
    const caseId = await made('/v1/remains', 'first', { ...CASE, extent: 'partial' });
    const { own, theirs } = await newPerson();
    const link = await confirmedLink(caseId, [theirs]);
    const path = `/v1/remains/${caseId}/links/${link}/hand-over`;
    expect((await ask('POST', path, 'office', WHOLE)).status).toBe(403);
    expect((await ask('POST', path, 'second', { ...WHOLE, extent: 'part' })).status).toBe(200);
    expect([await statusOf(own), (await linksOf(caseId))[0]?.handedOver]).toEqual(['remains_identified', 'part']);
    expect((await ask('POST', path, 'second', WHOLE)).status).toBe(200);
    expect([await statusOf(own), (await linksOf(caseId))[0]?.handedOver]).toEqual(['remains_returned', 'whole']);
  });

  it('that is withdrawn folds everybody concerned back to what the rest supports, and both families have their tasks', async () => {
    const caseId = await made('/v1/remains', 'first', CASE);
    const wrong = await newPerson();
    const right = await newPerson();
    const link = await confirmedLink(caseId, [wrong.theirs]);
    await ask('POST', `/v1/remains/${caseId}/links/${link}/hand-over`, 'second', WHOLE);
    const before = new Date(application.clock.now()).toISOString();
    expect(await statusOf(wrong.own)).toBe('remains_returned');
    const path = `/v1/remains/${caseId}/links/${link}/withdrawal`;
    expect((await ask('POST', path, 'office', { reason: 'Not ours to say.' })).status).toBe(403);
    expect((await ask('POST', path, 'first', { reason: ' ' })).status).toBe(422);
    expect((await ask('POST', path, 'first', { reason: 'The samples were exchanged.' })).status).toBe(200);
    expect((await ask('POST', path, 'first', { reason: 'The samples were exchanged.' })).status).toBe(409);
    expect([await statusOf(wrong.own), await isListed(wrong.own, 'missing')]).toEqual(['missing', true]);
    expect(await statusOf(wrong.own, `?knownAt=${before}`)).toBe('remains_returned');
    await confirmedLink(caseId, [right.theirs]);
    expect([await statusOf(right.own), await isListed(right.own, 'remains_identified')]).toEqual([
      'remains_identified',
      true,
    ]);
    expect(await tasksOf(wrong.own)).toEqual(['family_contact_after_correction']);
    expect((await tasksOf(wrong.own, true)).sort()).toEqual(['family_contact_after_correction', 'tell_family']);
    expect(await tasksOf(right.own)).toEqual(['tell_family']);
    expect((await linksOf(caseId)).map(({ state, reason }) => [state, reason])).toEqual([
      ['withdrawn', 'The samples were exchanged.'],
      ['confirmed', null],
    ]);
    expect((await linksOf(caseId, 'office'))[0]?.reason).toBeNull();
  });

  it('of commingled remains is of several persons at once, and so is its withdrawal', async () => {
    const caseId = await made('/v1/remains', 'first', { ...CASE, extent: 'commingled', minimumIndividuals: 2 });
    const [one, other] = [await newPerson(), await newPerson()];
    const link = await confirmedLink(caseId, [one.theirs, other.theirs]);
    expect([await statusOf(one.own), await statusOf(other.own)]).toEqual(['remains_identified', 'remains_identified']);
    await ask('POST', `/v1/remains/${caseId}/links/${link}/withdrawal`, 'second', { reason: 'A better profile.' });
    expect([await statusOf(one.own), await statusOf(other.own)]).toEqual(['missing', 'missing']);
  });

  it('retracts exactly the statements that it wrote', async () => {
    const [one, two] = [await made('/v1/remains', 'first', CASE), await made('/v1/remains', 'first', CASE)];
    const { own, theirs } = await newPerson();
    const first = await confirmedLink(one, [theirs]);
    await confirmedLink(two, [theirs]);
    await ask('POST', `/v1/remains/${one}/links/${first}/withdrawal`, 'second', { reason: 'A better profile.' });
    expect(await statusOf(own)).toBe('remains_identified');
    const { body } = await ask('GET', `/v1/persons/${own}/statements`, 'office');
    const { statements } = body as {
      statements: { kind: string; withdrawn: unknown; details: { remains?: string } }[];
    };
    const stated = statements.filter(({ kind }) => kind === 'remains_identified');
    expect(stated.map(({ details, withdrawn }) => [details.remains, withdrawn === null]).sort()).toEqual(
      [
        [one, false],
        [two, true],
      ].sort(),
    );
  });

  it('is noted step by step, without its reasons', async () => {
    const rows = await auditRows(application.database);
    const noted = new Set(rows.map(({ action }) => action).filter((action) => action.startsWith('remains_')));
    expect(noted).toEqual(
      new Set([
        'remains_recorded',
        'remains_read',
        'remains_listed',
        'remains_link_proposed',
        'remains_link_confirmed',
        'remains_link_withdrawn',
        'remains_handed_over',
      ]),
    );
    expect(JSON.stringify(rows)).not.toContain('samples');
  });
});
