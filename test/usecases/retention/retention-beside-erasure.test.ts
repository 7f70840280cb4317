// A date of retention beside an erasure by two people: whichever is first leaves the other nothing to do.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusalOf } from '../case-world.js';
import { openRetentionWorld, storedAs, WHY, type RetentionWorld } from './retention-world.js';

let world: RetentionWorld;

beforeAll(async () => {
  world = await openRetentionWorld();
});
afterAll(async () => {
  await world.stop();
});

describe('beside other ways', () => {
  it('an erasure by two people before the date leaves the clock nothing to do', async () => {
    const pseudonym = await world.closed('Tamsin Orrel');
    const { id } = await world.requestErasure.execute(
      world.coordinator,
      { pseudonym, ground: 'purpose_ended', reason: WHY },
      null,
    );
    await world.confirmErasure.execute(world.custodian, { pseudonym, erasureId: id }, null);
    world.pass(90);
    expect(await world.run()).toMatchObject({ erased: 0 });
    expect((await storedAs(world, await world.personId(pseudonym)))['next_on']).toBeNull();
    expect((await world.read(pseudonym)).state).toBe('erased');
  });

  it('a request for erasure that waits is answered as for somebody who is erased already', async () => {
    const pseudonym = await world.closed('Tamsin Orrel');
    world.pass(80);
    const { id } = await world.requestErasure.execute(
      world.coordinator,
      { pseudonym, ground: 'purpose_ended', reason: WHY },
      null,
    );
    world.pass(10);
    expect(await world.run()).toMatchObject({ erased: 1 });
    const confirmed = world.confirmErasure.execute(world.custodian, { pseudonym, erasureId: id }, null);
    expect((await refusalOf(confirmed)).code).toBe('identity_erased');
  });
});
