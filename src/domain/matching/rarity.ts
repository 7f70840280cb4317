// How much it says that two records agree on a word, by how many records of the same file bear a word like it.

import type { NamePart } from '../names/name-parts.js';
import { skeletons } from '../names/skeleton.js';
import type { Rarity, ReadName } from './name-agreement.js';

/** ln 100: agreeing on a word that one of a hundred bears counts as an ordinary agreement. */
const ORDINARY = Math.log(100);
const LEAST = 0.3;
const MOST = 1.2;

/** Of all names of the file, the one at hand included; a word of a file of few names is ordinary. */
export function rarityAmong(names: readonly ReadName[]): Rarity {
  const bearers = new Map<string, number>();
  for (const [written] of names) {
    const words = new Set((written?.core ?? []).map((part) => skeletons(part.readings)[0] ?? ''));
    for (const word of words) bearers.set(word, (bearers.get(word) ?? 0) + 1);
  }
  return (part: NamePart) => {
    const count = bearers.get(skeletons(part.readings)[0] ?? '') ?? 1;
    // Two bearers may be one person twice, which says nothing about how common the word is.
    const share = Math.max(count - 1, 1) / Math.max(names.length, 100);
    return Math.max(LEAST, Math.min(MOST, -Math.log(share) / ORDINARY));
  };
}
