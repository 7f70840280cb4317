// Matching by units, which stay sealed: what agrees in any language counts, and nobody is searched for by one.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ShownMatch } from '../../../src/domain/matching/shown-match.js';
import { ChangeIdentity } from '../../../src/usecases/identity/change-identity.js';
import { inventedNames, lost, openMatchesWorld, type MatchesWorld } from './matches-world.js';

let world: MatchesWorld;
const somebody = inventedNames();

beforeAll(async () => {
  world = await openMatchesWorld();
});
afterAll(() => world.stop());

async function pair(mine: string | null, theirs: string | null): Promise<string> {
  const name = somebody();
  const of = (unit: string | null) => ({
    identity: { names: [{ text: name }], birthDate: '1984-05-06', ...(unit !== null && { unit }) },
  });
  const a = await world.register(world.liaison, { ...lost(name, '1984-05-06'), ...of(mine) });
  await world.register(world.partner, { ...lost(name, '1984-05-06'), ...of(theirs) });
  await world.match();
  return a;
}

async function found(a: string): Promise<ShownMatch | undefined> {
  return (await world.listed(world.verifier)).find(({ persons }) => persons.some(({ pseudonym }) => pseudonym === a));
}

async function said(a: string): Promise<string[]> {
  return ((await found(a))?.why ?? []).filter(({ part }) => part === 'unit').map(({ reason }) => reason);
}

describe('units', () => {
  it('are compared in any language, and what is told of them is that they agree', async () => {
    const a = await pair('5th Karavel Brigade, 2nd company', 'бригада «Каравель»');
    expect(await said(a)).toEqual(['same_unit']);
    expect(JSON.stringify(await found(a))).not.toMatch(/karavel|каравель|\b5th\b/i);
    expect(await said(await pair('2nd company', '2-й взвод'))).toEqual(['same_unit_number']);
    expect(await said(await pair('5th brigade', '7-я рота'))).toEqual(['other_unit']);
  });

  it('say nothing where one record holds none', async () => {
    expect(await said(await pair('5th brigade', null))).toEqual([]);
    expect(await said(await pair(null, null))).toEqual([]);
  });

  it('are compared anew when one is changed, and no more when it is taken away', async () => {
    const a = await pair('5th brigade', '5-я бригада');
    expect(await said(a)).toEqual(['same_unit_number']);
    for (const [unit, told] of [
      ['40217', ['other_unit']],
      [null, []],
    ] as const) {
      await new ChangeIdentity(world.database, world.vault, world.clock).execute(
        world.liaison,
        { pseudonym: a, change: { unit }, ifMatch: ['*'] },
        null,
      );
      await world.match();
      expect(await said(a)).toEqual(told);
    }
  });
});
