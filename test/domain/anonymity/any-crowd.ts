// Arbitrary crowds of people to compare: few values of each part, so that many look alike on some rung and few on others.

import fc from 'fast-check';
import type { Compared } from '../../../src/domain/anonymity/shown-owners.js';

/** Three of like size, one beside two that have a few people each, and one that has nearly all. */
const owners = fc.constantFrom(
  ['one', 'one', 'two', 'three'],
  [...Array.from({ length: 16 }, () => 'one'), 'two', 'two', 'three'],
  [...Array.from({ length: 40 }, () => 'one'), 'two'],
);
const parts = fc
  .constantFrom([4, 3, 3, 2, 2], [1, 1, 1, 1, 0], [30, 8, 4, 3, 1])
  .map((most) => fc.tuple(...most.map((value) => fc.integer({ min: 0, max: value }))));

/** The key of a rung is made of ever fewer parts, as on the ladder. */
const crowdOfParts: fc.Arbitrary<readonly Compared[]> = fc
  .tuple(owners, parts)
  .chain(([names, values]) =>
    fc.array(fc.tuple(fc.constantFrom(...names), values, fc.nat()), { maxLength: 60, size: 'max' }),
  )
  .map((people) =>
    people.map(([owner, values, drawn], at) => ({
      id: `person ${at}`,
      owner,
      lot: `${String(drawn).padStart(10, '0')} ${at}`,
      keys: values.map((_, rung) => `${rung} ${values.slice(rung).join(' ')}`),
    })),
  );

interface Alike {
  /** How many of each organisation. */
  readonly counts: readonly number[];
  /** The finest rung on which they look alike. */
  readonly from: number;
}

const alike = fc.record<Alike>({
  counts: fc.array(fc.constantFrom(0, 0, 1, 2, 3, 5, 6, 9), { minLength: 1, maxLength: 3 }),
  from: fc.integer({ min: 0, max: 4 }),
});

/** A few classes, most of which some rung shows, beside a few people who are like nobody: as a rule too few of them. */
const crowdOfClasses: fc.Arbitrary<readonly Compared[]> = fc
  .tuple(
    fc.array(alike, { maxLength: 5, size: 'max' }),
    fc.array(fc.nat({ max: 2 }), { maxLength: 4, size: 'max' }),
    fc.infiniteStream(fc.nat()),
  )
  .map(([classes, alone, drawn]) => {
    const looks = [
      ...classes.flatMap(({ counts, from }, look) =>
        counts.flatMap((count, owner) => Array.from({ length: count }, () => ({ owner, from, look }))),
      ),
      ...alone.map((owner) => ({ owner, from: 5, look: -1 })),
    ];
    return looks.map(({ owner, from, look }, at) => ({
      id: `person ${at}`,
      owner: ['one', 'two', 'three'][owner] ?? '',
      lot: `${String(drawn.next().value).padStart(10, '0')} ${at}`,
      keys: Array.from({ length: 5 }, (_, rung) => (rung < from ? `${rung} of ${at}` : `${rung} like ${look}`)),
    }));
  });

export const anyCrowd: fc.Arbitrary<readonly Compared[]> = fc.oneof(crowdOfParts, crowdOfClasses);
