// Arbitrary crowds of people to compare: few values of each part, so that many look alike on some rung and few on others.

import fc from 'fast-check';
import type { Compared } from '../../../src/domain/anonymity/choose-rungs.js';

const owner = fc.constantFrom('one', 'one', 'two', 'three');
const parts = fc.tuple(...[4, 3, 3, 2, 2].map((most) => fc.integer({ min: 0, max: most })));

/** The key of a rung is made of ever fewer parts, as on the ladder. */
export const anyCrowd: fc.Arbitrary<readonly Compared[]> = fc
  .array(fc.tuple(owner, parts), { maxLength: 60 })
  .map((people) =>
    people.map(([owned, values], at) => ({
      id: `person ${at}`,
      owner: owned,
      keys: values.map((_, rung) => `${rung} ${values.slice(rung).join(' ')}`),
    })),
  );
