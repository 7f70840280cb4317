// Invented people whose names are as unevenly spread as real ones, for whoever wants to tell codes by how often they come.

import { GIVEN_NAMES } from '../../../src/domain/names/given-names.js';

/** mulberry32 by Tommy Ettinger, seeded: the same people in every run. */
export function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const BEGINNINGS = [
  'Bar',
  'Dov',
  'Gel',
  'Kar',
  'Lom',
  'Mor',
  'Nav',
  'Por',
  'Ras',
  'Sev',
  'Tam',
  'Vel',
  'Zar',
  'Quil',
  'Fen',
];
const MIDDLES = ['a', 'ena', 'ili', 'oko', 'uda', 'emi', 'oro', 'isa', 'aku', 'ope', 'anti', 'umbe', 'ergo', 'alda'];
const ENDINGS = ['tin', 'mar', 'yan', 'ov', 'shvili', 'zade', 'beck', 'nor', 'lind', 'gash'];

/** Invented: no family is called so. */
const SURNAMES: readonly string[] = BEGINNINGS.flatMap((beginning) =>
  MIDDLES.flatMap((middle) => ENDINGS.map((ending) => beginning + middle + ending)),
);
const GIVEN: readonly string[] = GIVEN_NAMES.flatMap(([spelling]) => (spelling === undefined ? [] : [spelling]));

/** The n-th word is borne by a share that is as 1 to n + `flat` (Zipf and Mandelbrot), as names of a country are. */
function unevenly(words: readonly string[], flat: number, next: () => number): () => string {
  let total = 0;
  const sums = words.map((_, at) => (total += 1 / (at + 1 + flat)));
  return () => {
    const drawn = next() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < drawn) low = middle + 1;
      else high = middle;
    }
    return words[low] ?? '';
  };
}

export interface Named {
  readonly given: string;
  readonly surname: string;
}

/** `given` and `surname`: how flat the shares of the most frequent are; 0 is steeper than any country's. */
export interface Skew {
  readonly given: number;
  readonly surname: number;
}

export function peopleOfOneCountry(count: number, seed: number, skew: Skew): Named[] {
  const next = drawing(seed);
  const [given, surname] = [unevenly(GIVEN, skew.given, next), unevenly(SURNAMES, skew.surname, next)];
  return Array.from({ length: count }, () => ({ given: given(), surname: surname() }));
}
