// Keys under which records of one person meet: pairs of skeletons, one of them with a letter left out; never one word alone.

import type { BirthInterval } from '../identity/birth-date.js';
import type { NamePart } from '../names/name-parts.js';
import { skeletons } from '../names/skeleton.js';
import type { ReadName } from './name-agreement.js';

/** A skeleton of one sound is left whole: without it, the other word alone would be the key. */
const SHORTEST_CUT = 2;
const MOST_SKELETONS = 4;
const MOST_WORDS = 4;
/** Years of birth of records with one word meet when they are not further apart. */
const BUCKET_YEARS = 5;

function cuts(skeleton: string): string[] {
  if (skeleton.length < SHORTEST_CUT) return [skeleton];
  const shorter = Array.from(skeleton, (_, place) => skeleton.slice(0, place) + skeleton.slice(place + 1));
  return [skeleton, ...shorter];
}

function keysOfPair(one: NamePart, other: NamePart): string[] {
  return skeletons(one.readings)
    .slice(0, MOST_SKELETONS)
    .flatMap((whole) =>
      skeletons(other.readings)
        .slice(0, MOST_SKELETONS)
        .flatMap((cut) => cuts(cut).map((each) => `${whole}|${each}`)),
    );
}

function yearKeys(part: NamePart, birth: BirthInterval | null): string[] {
  if (birth === null) return [];
  const bucket = (instant: number, shift: number): number =>
    Math.floor((new Date(instant).getUTCFullYear() + shift) / BUCKET_YEARS);
  const buckets = new Set([bucket(birth.earliest, -1), bucket(birth.latest, 1)]);
  return skeletons(part.readings).flatMap((whole) => [...buckets].map((each) => `${whole}#${each}`));
}

/** Distinct keys; a name without two words has keys only together with a birth date. */
export function pairKeys(name: ReadName, birth: BirthInterval | null): string[] {
  const keys = name.flatMap(({ core }) => {
    const words = core.filter(({ initial }) => !initial).slice(0, MOST_WORDS);
    const [first] = words;
    if (words.length === 1 && first !== undefined) return yearKeys(first, birth);
    return words.flatMap((one, at) => words.flatMap((other, place) => (at === place ? [] : keysOfPair(one, other))));
  });
  return [...new Set(keys)];
}
