// Published figures of invented publishers, with as much as a test wants to say.

import { requireFigure, type ReadFigure } from '../../../src/domain/published-figures/figure-reading.js';
import type { PublishedFigure } from '../../../src/domain/published-figures/published-figure.js';

export const NOW = Date.parse('2021-06-01T12:00:00Z');

export const PLAIN = {
  publisher: 'Vale Monitoring Group',
  subject: 'people held after the fighting',
  asOf: '2021-02-28',
  value: { exact: 40 },
};

export function read(given: object): ReadFigure {
  return requireFigure({ ...PLAIN, ...given }, NOW, '');
}

export function figure(given: object = {}): PublishedFigure {
  const one = read(given);
  return { ...one, id: one.id ?? 'a-figure' };
}

/** Pointer and code of each fault, in the order in which they are told. */
export function faultsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    const { faults } = error as { faults: readonly { pointer: string; code: string }[] };
    return faults.map(({ pointer, code }) => `${pointer} ${code}`);
  }
  return [];
}
