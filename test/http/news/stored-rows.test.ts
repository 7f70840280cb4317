// What lists and counts read is what a rebuild makes of it, after every turn of an embargo and of a will.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { VerifyRecords, type RecordDifference } from '../../../src/usecases/records/verify-records.js';
import { ARRIVAL, DEATH, NewsWorld, REASON } from './news-world.js';

let world: NewsWorld;

beforeAll(async () => {
  world = await NewsWorld.open();
});
afterAll(() => world.service.stop());

async function differences(): Promise<RecordDifference[]> {
  const found: RecordDifference[] = [];
  const verify = new VerifyRecords(world.service.platform.database);
  await verify.execute(servicePrincipal('operator', randomUUID()), {
    onDifference: (difference) => void found.push(difference),
  });
  return found;
}

it('no stored row differs from what a rebuild would store', async () => {
  const will = { reachedOn: '2021-05-30', contact: 'no', sharedWith: 'nobody', said: 'in_person' };
  const [first, second, third] = [await world.person(), await world.person(), await world.person()];
  const death = await world.add(first.partner, 'partner', DEATH);
  expect(await differences()).toEqual([]);
  await world.verify(death, 'verifier');
  const arrival = await world.add(second.own, 'liaison', ARRIVAL);
  await world.made(`/v1/persons/${second.own}/wills`, 'liaison', will);
  await world.verify(arrival, 'verifier');
  expect(await differences()).toEqual([]);
  const named = { ...will, sharedWith: 'named_organisations', namedOrganisations: [world.organisations.agency] };
  await world.made(`/v1/persons/${second.own}/wills`, 'liaison', named);
  const wrong = await world.add(third.own, 'liaison', DEATH);
  await world.verify(wrong, 'verifier', 'rejected');
  await world.made(`/v1/statements/${wrong}/retraction`, 'liaison', { reason: REASON });
  expect(await differences()).toEqual([]);
});

it('what a release counts moves with the verdict, and not with the news', async () => {
  const cells = (): Promise<unknown> =>
    world.service.platform.database.transaction(servicePrincipal('operator', randomUUID()), (room) =>
      room.statistics.countShared(['status'], world.service.clock.now()),
    );
  const person = await world.person();
  const before = await cells();
  const death = await world.add(person.own, 'liaison', DEATH);
  expect(await cells()).toEqual(before);
  await world.verify(death, 'verifier');
  expect(await cells()).not.toEqual(before);
});

it('what is told later tells others no more of an open date than its giver did, in what is stored and in what is read', async () => {
  const { clock } = world.service;
  const person = await world.person();
  const detention = {
    kind: 'detention',
    valid: '2020-12/..',
    source: 'organisation',
    grade: 'B2',
    untilVerified: true,
  };
  const held = await world.add(person.own, 'coordinator', detention);
  clock.advance(5000);
  const second = new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const home = await world.add(person.own, 'liaison', { ...ARRIVAL, valid: second });
  await world.verify(home, 'verifier');
  expect(await world.state(person.partner, 'partner')).toBe('returned_located');
  clock.advance(5000);
  expect((await world.verify(held, 'verifier')).status).toBe(201);
  for (const [who, pseudonym] of [
    ['partner', person.partner],
    ['liaison', person.own],
  ] as const)
    expect(await world.state(pseudonym, who)).toBe('returned_located');
  const { text } = await world.ask('GET', `/v1/persons/${person.partner}/statements`, 'partner');
  expect(text).not.toContain('givenAt');
  expect(await differences()).toEqual([]);
});
