// Adds a published release up again, by the plainest means there are.

import type { ReleaseDocument, ReleaseTable } from '../../src/domain/statistics/release-document.js';

type Numbered = ReleaseTable['cells'][number];

/** Every number of a document. */
export function publishedNumbers(document: ReleaseDocument): number[] {
  return document.tables.flatMap(({ cells, margins }) => [...cells, ...margins].map(({ count }) => count));
}

/** What each margin says, and what the cells under it add up to. */
export function marginsAndSums(table: ReleaseTable): { readonly said: number[]; readonly added: number[] } {
  const under = (margin: Numbered): number =>
    table.cells
      .filter(({ key }) => Object.entries(margin.key).every(([dimension, value]) => key[dimension] === value))
      .reduce((sum, { count }) => sum + count, 0);
  return { said: table.margins.map(({ count }) => count), added: table.margins.map(under) };
}
