// Somebody who cannot be compared: all others are, no run ends as failed for a broken seal, and who they are is told nowhere.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import { SetAside } from '../../../src/domain/matching/set-aside.js';
import { ChangeIdentity } from '../../../src/usecases/identity/change-identity.js';
import { MatchPersons } from '../../../src/usecases/matches/match-persons.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { MatchingTables } from './matching-tables.js';
import { inventedNames, JOB, lost, openMatchesWorld, type MatchesWorld } from './matches-world.js';

const BORN = '1984-05-06';

let world: MatchesWorld;
let tables: MatchingTables;
let liaison: Actor;
let partner: Actor;
const somebody = inventedNames();

beforeAll(async () => {
  world = await openMatchesWorld();
  ({ liaison, partner } = world);
  tables = new MatchingTables(world);
});
afterAll(() => world.stop());
beforeEach(async () => {
  expect(await world.match()).toMatchObject({ notCompared: 0, elsewhere: false });
});

async function two(name = somebody()): Promise<readonly [string, string]> {
  return [await world.register(liaison, lost(name, BORN)), await world.register(partner, lost(name, BORN))];
}

async function run(aside: SetAside, vault: IdentityVault = world.vault) {
  return new MatchPersons(world.database, vault, world.clock).execute(JOB, { aside });
}

describe('somebody whose seal is broken', () => {
  it('is counted and stays marked, while all others are compared in the same run', async () => {
    const broken = await world.register(liaison, lost(somebody(), BORN));
    await world.alterSeal(broken);
    const others = await two();
    const before = (await world.states()).length;
    expect(await world.match()).toEqual({ matched: 2, proposals: 1, elsewhere: false, notCompared: 1 });
    expect((await world.states()).length).toBe(before + 1);
    expect(await tables.timesMatched([broken, ...others])).toEqual([0, 1, 1]);
    expect(await world.match()).toEqual({ matched: 0, proposals: 0, elsewhere: false, notCompared: 1 });
    expect([await tables.waiting(), (await world.noted(broken)).includes('match_made')]).toEqual([1, false]);
    await world.alterSeal(broken);
    expect(await world.match()).toEqual({ matched: 1, proposals: 0, elsewhere: false, notCompared: 0 });
  });

  it('is not tried again by a process that set them aside, until they change or that forgets them', async () => {
    const name = somebody();
    const broken = await world.register(liaison, lost(name, BORN));
    await world.alterSeal(broken);
    const aside = new SetAside();
    expect(await run(aside)).toMatchObject({ matched: 0, notCompared: 1 });
    await world.alterSeal(broken);
    expect(await run(aside)).toEqual({ matched: 0, proposals: 0, elsewhere: false, notCompared: 1 });
    const change = { names: [{ text: name }, { text: somebody() }] };
    await new ChangeIdentity(world.database, world.vault, world.clock).execute(
      liaison,
      { pseudonym: broken, change, ifMatch: ['*'] },
      null,
    );
    expect(await run(aside)).toEqual({ matched: 1, proposals: 0, elsewhere: false, notCompared: 0 });
    expect(await tables.waiting()).toBe(0);
  });

  it('keeps nobody from being compared with others, and the pair with them stays as it is', async () => {
    const name = somebody();
    const [one, broken] = await two(name);
    await world.match();
    const before = await world.states();
    await world.alterSeal(broken);
    const third = await world.register(partner, lost(name, BORN));
    const change = { names: [{ text: name }, { text: somebody() }] };
    await new ChangeIdentity(world.database, world.vault, world.clock).execute(
      liaison,
      { pseudonym: one, change, ifMatch: ['*'] },
      null,
    );
    expect(await world.match()).toEqual({ matched: 2, proposals: 1, elsewhere: false, notCompared: 0 });
    expect(await world.states()).toEqual([...before, 'open'].sort());
    expect(await tables.timesMatched([one, broken, third])).toEqual([2, 1, 1]);
    await world.alterSeal(broken);
  });
});

describe('an error that is of no seal', () => {
  it('is told after all others were compared, and not again by a process that set the person aside', async () => {
    const failed = await world.register(liaison, lost(somebody(), BORN));
    const others = await two();
    const id = await tables.idOf(failed);
    const { compared } = world.vault;
    const failing = {
      compared: {
        meet: compared.meet.bind(compared),
        openUnless: compared.openUnless.bind(compared),
        open: (ids: readonly string[]) =>
          ids.includes(id) ? Promise.reject(new RangeError('unread')) : compared.open(ids),
      },
    } as unknown as IdentityVault;
    const aside = new SetAside();
    await expect(run(aside, failing)).rejects.toThrow('unread');
    expect(await tables.timesMatched([failed, ...others])).toEqual([0, 1, 1]);
    expect(await run(aside, failing)).toEqual({ matched: 0, proposals: 0, elsewhere: false, notCompared: 1 });
    aside.clear();
    expect(await run(aside)).toEqual({ matched: 1, proposals: 0, elsewhere: false, notCompared: 0 });
  });

  it('of a vault that cannot be reached ends the run at once, and sets nobody aside', async () => {
    await two();
    const away = new DomainError('unavailable', 'The vault cannot be reached at the moment.');
    const failing = { compared: { open: () => Promise.reject(away) } } as unknown as IdentityVault;
    const aside = new SetAside();
    expect(await codeOfAsync(run(aside, failing))).toBe('unavailable');
    expect([aside.people, await tables.waiting()]).toEqual([0, 2]);
  });
});

describe('more people than single ones', () => {
  it('who cannot be compared end the run, which says where to look', async () => {
    const aside = new SetAside();
    aside.put(Array.from({ length: 1_000 }, (_, at) => ({ personId: `person ${at}`, marks: [] })));
    const broken = await world.register(liaison, lost(somebody(), BORN));
    await world.alterSeal(broken);
    expect(await codeOfAsync(run(aside))).toBe('seal_broken');
    expect(await run(aside)).toMatchObject({ matched: 0, notCompared: 1_001 });
    await world.alterSeal(broken);
  });
});
