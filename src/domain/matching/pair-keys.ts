// Keys under which records of one person meet: pairs of skeletons, one of them with a letter left out; never one word alone.

import type { BirthInterval } from '../identity/birth-date.js';
import type { NamePart } from '../names/name-parts.js';
import { plainWords } from '../names/plain-words.js';
import { skeletonOf, skeletons } from '../names/skeleton.js';
import { likeliestReading } from '../names/sound-readings.js';
import { readName, type ReadName } from './name-agreement.js';

/**
 * A skeleton of one sound is left whole: without it, the other word alone would be the key. One of two sounds loses one of them as well, which
 * finds six of a hundred slips of the pen that nothing else does, and lets 7 of 10,000 random pairs meet.
 */
const SHORTEST_CUT = 2;
const MOST_SKELETONS = 4;
const MOST_WORDS = 4;
/** Years of birth of records with one word meet when they are not further apart. */
const BUCKET_YEARS = 5;

/** Of two words of one name. */
export interface SkeletonPair {
  readonly whole: string;
  readonly other: string;
  /** Whether a letter of `other` is left out. */
  readonly isCut: boolean;
}

function cuts(skeleton: string): string[] {
  if (skeleton.length < SHORTEST_CUT) return [];
  return Array.from(skeleton, (_, place) => skeleton.slice(0, place) + skeleton.slice(place + 1));
}

function keySkeletons(part: NamePart): string[] {
  return skeletons(part.readings).slice(0, MOST_SKELETONS);
}

function pairsOf(one: NamePart, other: NamePart): SkeletonPair[] {
  return keySkeletons(one).flatMap((whole) =>
    keySkeletons(other).flatMap((uncut) => [
      { whole, other: uncut, isCut: false },
      ...cuts(uncut).map((cut) => ({
        whole,
        other: cut,
        isCut: true,
      })),
    ]),
  );
}

function wordsOf(core: readonly NamePart[]): NamePart[] {
  return core.filter(({ initial }) => !initial).slice(0, MOST_WORDS);
}

/** Whether the name has two whole words: one with fewer scores below `same` with any other, whatever else is known. */
export function hasTwoWords(name: ReadName): boolean {
  return name.some(({ core }) => wordsOf(core).length > 1);
}

/** Of every two words of every way to read the name, in both orders. */
export function skeletonPairs(name: ReadName): SkeletonPair[] {
  return name.flatMap(({ core }) => {
    const words = wordsOf(core);
    return words.flatMap((one, at) => words.flatMap((other, place) => (at === place ? [] : pairsOf(one, other))));
  });
}

/** Of each word of the name as it is written, its skeletons. */
export function wordSkeletons(name: ReadName): string[][] {
  return wordsOf(name[0]?.core ?? []).map(keySkeletons);
}

/**
 * The likeliest skeleton of the first word of a name that is no initial; undefined where there is none. One word, of which most texts are, is read
 * for its sounds alone: whether it is a known given name, and what its sounds cost, takes three times as long and says nothing of its skeleton.
 */
export function likeliestSkeleton(name: string): string | undefined {
  const words = plainWords(name);
  const [word] = words;
  if (word === undefined || words.length > 1) return wordSkeletons(readName(name))[0]?.[0];
  return word.initial ? undefined : skeletonOf(likeliestReading(word.text, word.script));
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
  const alone = name.flatMap(({ core }) => {
    const [first, ...rest] = wordsOf(core);
    return first === undefined || rest.length > 0 ? [] : yearKeys(first, birth);
  });
  return [...new Set([...skeletonPairs(name).map(({ whole, other }) => `${whole}|${other}`), ...alone])];
}
