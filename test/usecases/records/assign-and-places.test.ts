// Assigning workers to cases and adding places: who may, what is refused, what is noted.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { AddPlace } from '../../../src/usecases/records/add-place.js';
import { AssignPerson } from '../../../src/usecases/records/assign-person.js';
import { EndAssignment } from '../../../src/usecases/records/end-assignment.js';
import { ListAssignees } from '../../../src/usecases/records/list-assignees.js';
import { ListRecords } from '../../../src/usecases/records/list-records.js';
import { keyOf, NOBODY, openCaseWorld, refusalOf, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let assignPerson: AssignPerson;
let endAssignment: EndAssignment;
let listAssignees: ListAssignees;
let addPlace: AddPlace;
let liaison: Actor;
let coordinator: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  assignPerson = new AssignPerson(world.database, world.clock);
  endAssignment = new EndAssignment(world.database, world.clock);
  listAssignees = new ListAssignees(world.database);
  addPlace = new AddPlace(world.database, world.clock);
  liaison = await world.worker();
  coordinator = await world.colleagueOf(liaison, ['coordinator']);
});

afterAll(async () => {
  await world.stop();
});

async function assignees(pseudonym: string): Promise<string[]> {
  return (await listAssignees.execute(coordinator, pseudonym)).assignees.map(({ username }) => username);
}

describe('an assignment', () => {
  it.each(ROLES.filter((role) => role !== 'coordinator'))('is refused to the role %s', async (role) => {
    const pseudonym = await world.register(liaison);
    const actor = await world.colleagueOf(liaison, [role]);
    const command = { pseudonym, username: actor.username };
    await expect(assignPerson.execute(actor, command, null)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(endAssignment.execute(actor, command)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is refused for nobody, and for a person whom another organisation owns but shows', async () => {
    const nobody = assignPerson.execute(coordinator, { pseudonym: NOBODY, username: liaison.username }, null);
    await expect(nobody).rejects.toMatchObject({ code: 'not_found' });
    const other = await world.worker({ roles: ['coordinator'] });
    await world.register(liaison, { sharingLevel: 'partners_pseudonymous' });
    const { records } = await new ListRecords(world.database, world.clock).execute(other, { assignedToMe: false });
    const theirs = records[0]?.pseudonym ?? '';
    const assigning = assignPerson.execute(other, { pseudonym: theirs, username: other.username }, null);
    await expect(assigning).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listAssignees.execute(other, theirs)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is refused for a worker of another organisation, or without a role for cases, exactly as for an unknown one', async () => {
    const pseudonym = await world.register(liaison);
    const outsider = await world.worker();
    const analyst = await world.colleagueOf(liaison, ['analyst']);
    const refusals = await Promise.all(
      ['nobody.at-all', outsider.username, analyst.username].map((username) =>
        refusalOf(assignPerson.execute(coordinator, { pseudonym, username }, null)),
      ),
    );
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    expect(refusals[0]).toMatchObject({ code: 'invalid_field', pointers: ['/username'] });
  });

  it('is made once however often it is sent, ends once, and is noted', async () => {
    const pseudonym = await world.register(liaison);
    const colleague = await world.colleagueOf(liaison, ['verifier']);
    const command = { pseudonym, username: colleague.username };
    const key = keyOf(coordinator, 'assign-1', 'body');
    await Promise.all([1, 2].map(() => assignPerson.execute(coordinator, command, key)));
    await assignPerson.execute(coordinator, command, null);
    expect(await assignees(pseudonym)).toEqual([liaison.username, colleague.username].sort());
    await endAssignment.execute(coordinator, command);
    expect(await assignees(pseudonym)).toEqual([liaison.username]);
    await expect(endAssignment.execute(coordinator, command)).rejects.toMatchObject({ code: 'not_found' });
    expect(await world.noted(pseudonym)).toEqual([
      'person_registered',
      'person_assigned',
      'person_assigned',
      'assignments_read',
      'assignment_ended',
      'assignments_read',
    ]);
  });
});

describe('a place', () => {
  it.each(ROLES.filter((role) => role !== 'coordinator'))('is refused to the role %s', async (role) => {
    const actor = await world.colleagueOf(liaison, [role]);
    const adding = addPlace.execute(actor, { code: 'demo:9', name: 'Marsh' }, null);
    await expect(adding).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each([
    ['without a scheme', { code: '9', name: 'Marsh' }, '/code'],
    ['without a name', { code: 'demo:9', name: ' ' }, '/name'],
    ['under a place that is none', { code: 'demo:9', name: 'Marsh', parent: 'demo:404' }, '/parent'],
  ])('is refused %s', async (_how, command, pointer) => {
    const refusal = await refusalOf(addPlace.execute(coordinator, command, null));
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: [pointer] });
  });

  it('stands one level below its parent, once, and is noted', async () => {
    expect(await addPlace.execute(coordinator, { code: 'demo:1', name: 'Vale' }, null)).toMatchObject({ level: 1 });
    const below = { code: 'demo:101', name: 'Upper Vale', parent: 'demo:1' };
    expect(await addPlace.execute(coordinator, below, null)).toEqual({
      code: 'demo:101',
      name: 'Upper Vale',
      parentCode: 'demo:1',
      level: 2,
    });
    await expect(addPlace.execute(coordinator, below, null)).rejects.toMatchObject({ code: 'conflict' });
    expect((await world.noted()).filter((action) => action === 'place_added')).toHaveLength(2);
  });
});
