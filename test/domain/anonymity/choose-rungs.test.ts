// Whoever is shown on a rung has enough others beside them there, for every organisation that looks, whatever the order.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseRungs } from '../../../src/domain/anonymity/choose-rungs.js';
import { NOTHING_TOLD, RUNGS, type Rung } from '../../../src/domain/anonymity/rungs.js';
import { shownOwners, type Compared } from '../../../src/domain/anonymity/shown-owners.js';
import { anyCrowd } from './any-crowd.js';

const LEAST = 5;
const NOBODY = 'a reader with nobody';

type Rungs = ReadonlyMap<string, number>;

/** What every reader is told of a person. */
function shownAs(rungs: Rungs, { id, keys }: Compared): string {
  const rung = rungs.get(id) ?? -1;
  return rung === NOTHING_TOLD ? 'nothing' : `${rung}: ${keys[rung] ?? ''}`;
}

/** Of a crowd as these organisations see it together: those who look like this person, the person among them. */
function seenAlike(crowd: readonly Compared[], rungs: Rungs, person: Compared, readers: readonly string[]): Compared[] {
  return crowd.filter((one) => !readers.includes(one.owner) && shownAs(rungs, one) === shownAs(rungs, person));
}

/** Whether these readers are told nothing of anybody but their own: too small a crowd to hide in, and nobody can do more. */
function toldOfNobody(crowd: readonly Compared[], rungs: Rungs, readers: readonly string[]): boolean {
  return crowd.every(({ id, owner }) => readers.includes(owner) || rungs.get(id) === NOTHING_TOLD);
}

function ownersOf(crowd: readonly Compared[]): string[] {
  return [...new Set(crowd.map(({ owner }) => owner)), NOBODY];
}

/** As many people of one owner alike on every rung, or each like nobody. */
function people(owner: string, count: number, look: string | null): Compared[] {
  return Array.from({ length: count }, (_, at) => {
    const id = `${owner} ${look ?? 'alone'} ${at}`;
    return { id, owner, lot: id, keys: Array.from({ length: NOTHING_TOLD }, () => look ?? id) };
  });
}

function countOn(crowd: readonly Compared[], rungs: Rungs, owner: string, rung: number): number {
  return crowd.filter((one) => one.owner === owner && rungs.get(one.id) === rung).length;
}

describe('the ladder', () => {
  it('tells no more on any rung than on the one before', () => {
    const dates = ['month', 'year', null];
    const ages = ['band', 'adulthood', null];
    const fineness = (rung: Rung): number[] => [
      -dates.indexOf(rung.dates),
      -dates.indexOf(rung.lossDate),
      -ages.indexOf(rung.age),
      ...[rung.areas, rung.lossArea, rung.sex, rung.categories].map(Number),
    ];
    for (const [number, rung] of RUNGS.entries()) {
      const before = RUNGS[number - 1];
      if (before === undefined) continue;
      const was = fineness(before);
      expect(fineness(rung).every((value, at) => value <= (was[at] ?? 0))).toBe(true);
    }
    expect(RUNGS.at(NOTHING_TOLD)).toMatchObject({ name: 'nothing', sex: false, age: null, lossDate: null });
  });
});

describe('whom a rung shows', () => {
  it('has enough people beside them for every organisation that does not own them', () => {
    fc.assert(
      fc.property(anyCrowd, (crowd) => {
        const rungs = chooseRungs(crowd, LEAST);
        for (const person of crowd) {
          for (const reader of ownersOf(crowd).filter((owner) => owner !== person.owner)) {
            const alike = seenAlike(crowd, rungs, person, [reader]).length;
            const others = crowd.filter(({ owner }) => owner !== reader).length;
            if (toldOfNobody(crowd, rungs, [reader])) expect(alike).toBe(others);
            else expect(alike).toBeGreaterThanOrEqual(LEAST);
          }
        }
      }),
      { numRuns: 600 },
    );
  });

  it('has as many beside them for several who pool what they are shown, where one of them at most has people who look so', () => {
    fc.assert(
      fc.property(anyCrowd, (crowd) => {
        const rungs = chooseRungs(crowd, LEAST);
        const owners = ownersOf(crowd);
        const pairs = owners.flatMap((one, at) => owners.slice(at + 1).map((other) => [one, other]));
        for (const person of crowd) {
          for (const pair of pairs.filter((readers) => !readers.includes(person.owner))) {
            const all = seenAlike(crowd, rungs, person, []);
            const having = pair.filter((reader) => all.some(({ owner }) => owner === reader));
            if (having.length > 1 || pair.some((reader) => toldOfNobody(crowd, rungs, [reader]))) continue;
            expect(seenAlike(crowd, rungs, person, pair).length).toBeGreaterThanOrEqual(LEAST);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has fewer for two who pool what they know of their own people, which the rule does not answer', () => {
    const crowd = [...people('one', 5, 'a'), ...people('two', 5, 'a'), ...people('three', 1, 'a')];
    const rungs = chooseRungs(crowd, LEAST);
    const [lone] = people('three', 1, 'a') as [Compared];
    expect([...rungs.values()].every((rung) => rung === 0)).toBe(true);
    expect(seenAlike(crowd, rungs, lone, ['one']).length).toBe(6);
    expect(seenAlike(crowd, rungs, lone, ['two']).length).toBe(6);
    expect(seenAlike(crowd, rungs, lone, ['one', 'two']).length).toBe(1);
  });

  it('is the same in whatever order they came, and whatever their organisations are called', () => {
    fc.assert(
      fc.property(
        anyCrowd.chain((crowd) =>
          fc.tuple(fc.constant(crowd), fc.shuffledSubarray([...crowd], { minLength: crowd.length })),
        ),
        ([crowd, shuffled]) => {
          const rungs = chooseRungs(crowd, LEAST);
          const swapped = shuffled.map((one) => ({
            ...one,
            owner: one.owner === 'one' ? 'two' : one.owner === 'two' ? 'one' : one.owner,
          }));
          expect(new Map([...chooseRungs(swapped, LEAST)].sort())).toEqual(new Map([...rungs].sort()));
        },
      ),
    );
  });

  it('is the finest rung for all where one is enough', () => {
    fc.assert(
      fc.property(anyCrowd, (crowd) => {
        expect([...chooseRungs(crowd, 1).values()].every((rung) => rung === 0)).toBe(true);
      }),
    );
  });

  it.each<[Record<string, number>, readonly string[]]>([
    [{ one: 5 }, ['one']],
    [{ one: 4 }, []],
    [{ one: 9, two: 1 }, ['one']],
    [{ one: 200, two: 2, three: 2 }, ['one']],
    [{ one: 5, two: 5 }, ['one', 'two']],
    [{ one: 5, two: 4 }, ['one']],
    [{ one: 4, two: 4 }, []],
    [{ one: 3, two: 3, three: 2 }, ['one', 'two', 'three']],
    [{ one: 2, two: 2, three: 2 }, []],
    [{}, []],
  ])('counts for each reader without its own people: %j', (owners, shown) => {
    expect([...shownOwners(new Map(Object.entries(owners)), LEAST)]).toEqual(shown);
  });

  it('is as many owners as can be: no other choice shows more people to every reader safely', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });
    fc.assert(
      fc.property(counts, (drawn) => {
        const owners = new Map(drawn.map((count, at) => [`${at}`, count]));
        const names = [...owners.keys()];
        const sizeOf = (some: readonly string[]): number =>
          some.reduce((sum, name) => sum + (owners.get(name) ?? 0), 0);
        const isSafe = (some: readonly string[]): boolean =>
          [...names, NOBODY].every((reader) => {
            const found = sizeOf(some.filter((name) => name !== reader));
            return found === 0 || found >= LEAST;
          });
        const choices = Array.from({ length: 2 ** names.length }, (_, bits) =>
          names.filter((__, at) => (bits >> at) % 2 === 1),
        );
        const chosen = [...shownOwners(owners, LEAST)];
        expect(isSafe(chosen)).toBe(true);
        expect(sizeOf(chosen)).toBe(Math.max(...choices.filter(isSafe).map(sizeOf)));
      }),
    );
  });
});

describe('a few people of a small organisation', () => {
  it('take from the many of a large one no more than those who keep them company', () => {
    const few = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', null), { minLength: 1, maxLength: 6 });
    const large = ['a', 'b', 'c', 'd'].flatMap((look) => people('large', 50, look));
    fc.assert(
      fc.property(few, (drawn) => {
        const small = drawn.flatMap((look, at) =>
          people('small', 1, look).map((one) => ({
            ...one,
            id: `small ${at}`,
            lot: `small ${at}`,
            keys: one.keys.map((key) => look ?? `${key} ${at}`),
          })),
        );
        const rungs = chooseRungs([...large, ...small], LEAST);
        expect(countOn(large, rungs, 'large', 0)).toBeGreaterThanOrEqual(200 - LEAST);
        expect(countOn(large, rungs, 'large', 0) + countOn(large, rungs, 'large', NOTHING_TOLD)).toBe(200);
      }),
    );
  });

  it('are told nothing of while they are too few for the large one, on the same rung for every other reader', () => {
    const crowd = [...people('large', 200, 'a'), ...people('small', 3, 'a'), ...people('small', 5, 'b')];
    const rungs = chooseRungs(crowd, LEAST);
    expect(countOn(crowd, rungs, 'small', NOTHING_TOLD)).toBe(8);
    expect(countOn(crowd, rungs, 'large', 0)).toBe(200 - LEAST);
    // Rungs of each reader's own would show a third one three more among 203; beside what the large one knows these are three, and not eight.
    const [one] = people('small', 1, 'a') as [Compared];
    const ofThird = chooseRungs(
      crowd.map((some) => ({ ...some, owner: 'somebody else' })),
      LEAST,
    );
    expect(seenAlike(crowd, ofThird, one, []).length).toBe(203);
    expect(seenAlike(crowd, ofThird, one, ['large']).length).toBe(3);
    expect(seenAlike(crowd, rungs, one, ['large']).length).toBe(8);
  });

  it('are joined by as many as hide them where they are too few for every reader, whom nobody misses', () => {
    const crowd = [...people('large', 7, 'a'), ...people('large', 30, 'b'), ...people('small', 2, null)];
    const rungs = chooseRungs(crowd, LEAST);
    expect(countOn(crowd, rungs, 'large', NOTHING_TOLD)).toBe(LEAST);
    for (const look of ['a', 'b']) {
      const stayed = crowd.filter(({ id, keys }) => keys[0] === look && rungs.get(id) === 0).length;
      expect(stayed).toBeGreaterThanOrEqual(LEAST);
    }
  });

  it('take with them whoever no longer hides in a class that was left', () => {
    const near = people('large', 6, 'b').map((one, at) => ({
      ...one,
      keys: [...one.keys.slice(0, 4).map((key) => `${key} ${at}`), 'b'],
    }));
    const crowd = [...people('large', 6, 'a'), ...near, ...people('small', 1, null)];
    const rungs = chooseRungs(crowd, LEAST);
    expect([rungs.get('large a 0'), rungs.get('large b 0'), rungs.get('small alone 0')]).toEqual([
      0,
      NOTHING_TOLD,
      NOTHING_TOLD,
    ]);
    expect(chooseRungs([...people('large', 6, 'a'), ...near], LEAST).get('large b 0')).toBe(4);
  });
});
