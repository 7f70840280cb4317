// Whoever is shown on a rung has enough others beside them there, for every organisation that looks, whatever the order.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseRungs, hideEachOther, type Compared } from '../../../src/domain/anonymity/choose-rungs.js';
import { NOTHING_TOLD, RUNGS, type Rung } from '../../../src/domain/anonymity/rungs.js';
import { anyCrowd } from './any-crowd.js';

const LEAST = 5;

/** Of a crowd as one organisation sees it: how many others look like this person, the person among them. */
function seenAlike(crowd: readonly Compared[], rungs: ReadonlyMap<string, number>, person: Compared, reader: string) {
  const rung = rungs.get(person.id) ?? -1;
  return crowd.filter(
    ({ id, owner, keys }) =>
      owner !== reader && rungs.get(id) === rung && (rung === NOTHING_TOLD || keys[rung] === person.keys[rung]),
  ).length;
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
        const owners = [...new Set(crowd.map(({ owner }) => owner)), 'a reader with nobody'];
        for (const person of crowd) {
          for (const reader of owners.filter((owner) => owner !== person.owner)) {
            const everybody = crowd.filter(({ owner }) => owner !== reader).length;
            const isWhole =
              rungs.get(person.id) === NOTHING_TOLD && [...rungs.values()].every((rung) => rung === NOTHING_TOLD);
            // A crowd that is too small to hide in is told nothing of; nobody can do more.
            if (!isWhole) expect(seenAlike(crowd, rungs, person, reader)).toBeGreaterThanOrEqual(LEAST);
            else expect(seenAlike(crowd, rungs, person, reader)).toBe(everybody);
          }
        }
      }),
      { numRuns: 300 },
    );
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

  it.each([
    [{ one: 5 }, true],
    [{ one: 4 }, false],
    [{ one: 9, two: 1 }, false],
    [{ one: 5, two: 5 }, true],
    [{ one: 5, two: 4 }, false],
    [{ one: 3, two: 3, three: 2 }, true],
    [{ one: 2, two: 2, three: 2 }, false],
    [{}, false],
  ])('counts for each reader without its own people: %j', (owners, hidden) => {
    expect(hideEachOther(new Map(Object.entries(owners)), LEAST)).toBe(hidden);
  });

  it('tells nothing of the nearest class where it alone could hide the few of whom nothing is told', () => {
    const alike = Array.from({ length: 6 }, (_, at) => ({
      id: `a${at}`,
      owner: 'one',
      keys: ['a', 'a', 'a', 'a', 'a'],
    }));
    const near = Array.from({ length: 6 }, (_, at) => ({
      id: `b${at}`,
      owner: 'one',
      keys: [`b${at}`, `b${at}`, `b${at}`, `b${at}`, 'b'],
    }));
    const lone = { id: 'lone', owner: 'one', keys: ['c', 'c', 'c', 'c', 'c'] };
    const rungs = chooseRungs([...alike, ...near, lone], LEAST);
    expect([rungs.get('a0'), rungs.get('b0'), rungs.get('lone')]).toEqual([0, NOTHING_TOLD, NOTHING_TOLD]);
    expect(chooseRungs([...alike, ...near], LEAST).get('b0')).toBe(4);
  });
});
