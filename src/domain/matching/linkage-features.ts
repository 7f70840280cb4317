// What an encoding is made of: parts of skeletons of the names, years about the birth, and the sex, each with how many bits it sets.

import type { NamePart } from '../names/name-parts.js';
import { skeletons } from '../names/skeleton.js';
import type { ComparedPerson } from './person-agreement.js';

/** Two sounds beside each other; a whole skeleton; a year; a sex. */
export type FeatureKind = 'pair' | 'word' | 'year' | 'sex';

export interface LinkageFeature {
  readonly kind: FeatureKind;
  readonly text: string;
  /** Bits that it sets, some of them more than once. */
  readonly bits: number;
}

/** Fixed on the tuning half of the labelled set (docs/linkage.md). */
const BITS: Readonly<Record<FeatureKind, number>> = { pair: 8, word: 24, year: 30, sex: 8 };
const MOST_SKELETONS = 3;
/** A wider interval says too little and would fill the encoding. */
const WIDEST_YEARS = 5;
/** Stand for the ends of a word; no sound is written so. */
const [BEGIN, END] = ['<', '>'];

function ofWord(part: NamePart): [FeatureKind, string][] {
  return skeletons(part.readings)
    .slice(0, MOST_SKELETONS)
    .flatMap((skeleton) => {
      const sounds = [BEGIN, ...Array.from(skeleton), END];
      const pairs = sounds.slice(1).map((sound, at): [FeatureKind, string] => ['pair', `${sounds[at]}${sound}`]);
      return [...pairs, ['word', skeleton] satisfies [FeatureKind, string]];
    });
}

/** Each year of the birth and its neighbours: births a year apart have two of three in common. */
function ofBirth(birth: ComparedPerson['birth']): [FeatureKind, string][] {
  if (birth === null) return [];
  const [from, to] = [birth.earliest, birth.latest].map((instant) => new Date(instant).getUTCFullYear());
  if (from === undefined || to === undefined || to - from > WIDEST_YEARS) return [];
  return Array.from({ length: to - from + 3 }, (_, at) => ['year', String(from - 1 + at)]);
}

/** Distinct, in a fixed order; none at all for a name without a word, which is like nobody's. The order of words in a name counts for nothing. */
export function linkageFeatures({ name, birth, sex }: ComparedPerson): LinkageFeature[] {
  const [read] = name;
  if (read === undefined || read.core.length === 0) return [];
  const words = [...read.core, ...(read.patronymic === null ? [] : [read.patronymic])];
  const found: [FeatureKind, string][] = [...words.flatMap(ofWord), ...ofBirth(birth)];
  if (sex !== 'unknown') found.push(['sex', sex]);
  const distinct = new Map(found.map(([kind, text]) => [`${kind} ${text}`, { kind, text, bits: BITS[kind] }]));
  return [...distinct.keys()].sort().flatMap((key) => distinct.get(key) ?? []);
}
