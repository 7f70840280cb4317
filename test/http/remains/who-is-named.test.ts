// Whom remains name to readers of other organisations where people are compared with each other.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RemainsWorld, type RemainsUser } from './remains-world.js';

const CASE = { extent: 'whole', sharingLevel: 'partners_pseudonymous', died: '1993-04-17' };

let world: RemainsWorld;
beforeAll(async () => {
  world = await RemainsWorld.open({ environment: { leastAlike: 5 } });
});
afterAll(() => world.application.stop());

async function named(caseId: string, user: RemainsUser): Promise<readonly (readonly string[])[]> {
  const { links } = await world.read<{ links: { persons: string[] }[] }>(`/v1/remains/${caseId}`, user);
  return links.map(({ persons }) => persons);
}

describe('a confirmed link', () => {
  it('ties a person to the day of a death for nobody but those who know it already', async () => {
    const caseId = await world.made('/v1/remains', 'first', CASE);
    const { own, theirs, partners } = await world.missingForBoth();
    await world.confirmedLink(caseId, [theirs]);
    expect(await named(caseId, 'partner')).toEqual([]);
    expect(await named(caseId, 'first')).toEqual([[theirs]]);
    expect(await named(caseId, 'office')).toEqual([[own]]);
    // The partner is shown the case and the person, and of the person that the remains are identified.
    expect((await world.read<{ died: string }>(`/v1/remains/${caseId}`, 'partner')).died).toBe(CASE.died);
    const record = await world.read<{ status: string; loss: object | null }>(`/v1/persons/${partners}`, 'partner');
    expect([record.status, record.loss]).toEqual(['remains_identified', null]);
  });
});
