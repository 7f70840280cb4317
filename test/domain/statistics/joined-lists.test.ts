// Capture tables from pairs: people by chains of pairs, in whatever order lists, records and pairs come.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RecordGroups } from '../../../src/domain/matching/record-groups.js';
import { JoinedLists, type ListCaptures, type ScoredPair } from '../../../src/domain/statistics/joined-lists.js';

const RUNS = { seed: 20201110, numRuns: 300 };

interface World {
  readonly lists: number;
  readonly listOf: readonly number[];
  readonly pairs: readonly ScoredPair[];
}

const world: fc.Arbitrary<World> = fc
  .record({ lists: fc.integer({ min: 2, max: 6 }), records: fc.integer({ min: 1, max: 14 }) })
  .chain(({ lists, records }) => {
    const record = fc.nat(records - 1);
    const pair = fc.record({ one: record, other: record, score: fc.integer({ min: 25, max: 99 }).map((n) => n / 100) });
    return fc.record({
      lists: fc.constant(lists),
      listOf: fc.array(fc.nat(lists - 1), { minLength: records, maxLength: records }),
      pairs: fc.array(pair, { maxLength: 14 }),
    });
  });

function capturesOf({ lists, listOf, pairs }: World, threshold: number): ListCaptures {
  const joined = new JoinedLists(threshold, listOf);
  for (const pair of pairs) joined.take(pair);
  return joined.captures(lists);
}

/** By colouring records until nothing changes, which is slow and plain. */
function groupsOf({ listOf, pairs }: World, threshold: number): number[] {
  const colour = listOf.map((_, record) => record);
  for (let changed = true; changed;) {
    changed = false;
    for (const { one, other, score } of pairs) {
      if (score < threshold || colour[one] === colour[other]) continue;
      const least = Math.min(colour[one]!, colour[other]!);
      colour[one] = colour[other] = least;
      changed = true;
    }
  }
  return colour;
}

function expectedOf(given: World, threshold: number): ListCaptures {
  const groups = new Map<number, number[]>();
  groupsOf(given, threshold).forEach((colour, record) => {
    groups.set(colour, [...(groups.get(colour) ?? []), given.listOf[record]!]);
  });
  const counts = new Array<number>(2 ** given.lists - 1).fill(0);
  for (const lists of groups.values()) counts[[...new Set(lists)].reduce((sum, list) => sum + 2 ** list, 0) - 1]! += 1;
  return {
    counts,
    documented: groups.size,
    duplicatesWithinLists: [...groups.values()].filter((lists) => new Set(lists).size < lists.length).length,
    largestGroup: Math.max(...[...groups.values()].map(({ length }) => length)),
  };
}

const threshold = fc.integer({ min: 25, max: 99 }).map((n) => n / 100);

describe('JoinedLists', () => {
  it('joins at the threshold and not below it', () => {
    const given = {
      lists: 2,
      listOf: [0, 1, 0, 1],
      pairs: [
        { one: 0, other: 1, score: 0.5 },
        { one: 2, other: 3, score: 0.499 },
      ],
    };
    expect(capturesOf(given, 0.5)).toEqual({
      counts: [1, 1, 1],
      documented: 3,
      duplicatesWithinLists: 0,
      largestGroup: 2,
    });
    expect(capturesOf(given, 0.501).counts).toEqual([2, 2, 0]);
    expect(capturesOf(given, 0.4).counts).toEqual([0, 0, 2]);
  });

  it('takes a chain for one person, though its ends agree with nobody but the middle, and tells of it', () => {
    const pairs = [
      { one: 0, other: 1, score: 0.9 },
      { one: 1, other: 2, score: 0.9 },
      { one: 0, other: 2, score: 0.2 },
    ];
    expect(capturesOf({ lists: 2, listOf: [0, 1, 0], pairs }, 0.5)).toEqual({
      counts: [0, 0, 1],
      documented: 1,
      duplicatesWithinLists: 1,
      largestGroup: 3,
    });
  });

  it('counts a person once whom one list holds twice', () => {
    const pairs = [{ one: 0, other: 1, score: 0.9 }];
    expect(capturesOf({ lists: 2, listOf: [0, 0, 1], pairs }, 0.5)).toMatchObject({
      counts: [1, 1, 0],
      documented: 2,
      duplicatesWithinLists: 1,
    });
  });

  it('has a column for a list without records, and nobody where there are none', () => {
    expect(capturesOf({ lists: 3, listOf: [2], pairs: [] }, 0.5).counts).toEqual([0, 0, 0, 1, 0, 0, 0]);
    expect(capturesOf({ lists: 2, listOf: [], pairs: [] }, 0.5)).toMatchObject({ documented: 0, largestGroup: 0 });
  });

  it('agrees with groups that are found by colouring', () => {
    fc.assert(
      fc.property(world, threshold, (given, at) => {
        expect(capturesOf(given, at)).toEqual(expectedOf(given, at));
      }),
      RUNS,
    );
  });

  it('is the same for records and pairs in another order', () => {
    fc.assert(
      fc.property(
        world.chain((given) =>
          fc.tuple(fc.constant(given), shuffled(given.listOf.length), shuffled(given.pairs.length)),
        ),
        threshold,
        ([given, records, pairs], at) => {
          const turned: World = {
            lists: given.lists,
            listOf: records.map((record) => given.listOf[record]!),
            pairs: pairs.map((place) => {
              const { one, other, score } = given.pairs[place]!;
              return { one: records.indexOf(other), other: records.indexOf(one), score };
            }),
          };
          expect(capturesOf(turned, at)).toEqual(capturesOf(given, at));
        },
      ),
      RUNS,
    );
  });

  it('changes positions and nothing else for lists in another order', () => {
    fc.assert(
      fc.property(
        world.chain((given) => fc.tuple(fc.constant(given), shuffled(given.lists))),
        threshold,
        ([given, order], at) => {
          const own = capturesOf(given, at);
          const turned = capturesOf({ ...given, listOf: given.listOf.map((list) => order[list]!) }, at);
          const moved = (mask: number): number =>
            order.reduce((sum, place, list) => ((mask >> list) & 1 ? sum | (1 << place) : sum), 0);
          expect({ ...turned, counts: [] }).toEqual({ ...own, counts: [] });
          own.counts.forEach((count, cell) => {
            expect(turned.counts[moved(cell + 1) - 1]).toBe(count);
          });
        },
      ),
      RUNS,
    );
  });

  it('never joins more at a higher threshold', () => {
    fc.assert(
      fc.property(world, threshold, threshold, (given, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((at) => {
          const groups = new RecordGroups(given.listOf.length);
          for (const pair of given.pairs) if (pair.score >= at) groups.join(pair.one, pair.other);
          return given.listOf.map((_, record) => groups.firstOf(record));
        });
        high!.forEach((first, record) => {
          expect(low![record]).toBe(low![first]);
        });
        const [lower, higher] = [capturesOf(given, Math.min(one, other)), capturesOf(given, Math.max(one, other))];
        expect(higher.documented).toBeGreaterThanOrEqual(lower.documented);
        expect(higher.largestGroup).toBeLessThanOrEqual(lower.largestGroup);
      }),
      RUNS,
    );
  });
});

function shuffled(length: number): fc.Arbitrary<number[]> {
  const all = Array.from({ length }, (_, at) => at);
  return fc.shuffledSubarray(all, { minLength: length });
}

describe('RecordGroups', () => {
  it('is led by the first record of each group, however long the chain is', () => {
    const groups = new RecordGroups(1_000);
    for (let record = 999; record > 0; record -= 1) groups.join(record, record - 1);
    expect([0, 1, 500, 999].map((record) => groups.firstOf(record))).toEqual([0, 0, 0, 0]);
    const apart = new RecordGroups(4);
    apart.join(3, 1);
    expect([0, 1, 2, 3].map((record) => apart.firstOf(record))).toEqual([0, 1, 2, 1]);
  });
});
