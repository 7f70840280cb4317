// What a person is found by in the vault: pairs of skeletons of their names, and for single words a span of birth years or a parent's name.

import type { IdentityParticulars, PersonName } from '../identity/identity-particulars.js';
import type { BirthYears } from '../records/statement.js';
import { nameTokens } from '../names/normal-form.js';
import { isTellingPart } from '../names/telling-parts.js';
import { birthYearBuckets } from './birth-buckets.js';
import { readName, type ReadName } from './name-agreement.js';
import { likeliestSkeleton, skeletonPairs, wordSkeletons } from './pair-keys.js';

/**
 * Two words of one name; for names of one word, that word with a span of birth years or with a word of a parent's name. Never one word
 * alone: how often given names are borne is public and would name the codes.
 */
export type PairClass = 'name_pair' | 'name_birth' | 'name_parent';

export type SearchPair = readonly [PairClass, string, string];

export interface IndexedIdentity {
  readonly identity: Pick<IdentityParticulars, 'names' | 'fatherName' | 'motherName'>;
  readonly birthYears: BirthYears | null;
}

/** Of the names of both parents. */
const MOST_PARENT_SKELETONS = 12;

/** Of one name: 66 pairs. No known naming custom needs more, and a pasted sentence must not cost thousands. */
const MOST_TOKENS = 12;

interface Read {
  readonly names: readonly ReadName[];
  readonly exact: readonly (readonly SearchPair[])[];
  readonly buckets: readonly string[];
  readonly parents: readonly string[];
}

function read({ identity, birthYears }: IndexedIdentity): Read {
  const parents = [...(identity.fatherName ?? []), ...(identity.motherName ?? [])];
  return {
    names: (identity.names ?? []).map(({ text }: PersonName) => readName(text)),
    exact: (identity.names ?? []).map(({ text }) => pairsOfTokens(nameTokens(text).slice(0, MOST_TOKENS))),
    buckets: birthYearBuckets(birthYears),
    parents: [...new Set(parents.flatMap(({ text }) => wordSkeletons(readName(text)).flat()))].slice(
      0,
      MOST_PARENT_SKELETONS,
    ),
  };
}

/** Pairs without a cut first: where there is no room for all, those are kept that say most. */
function pairsWithin(names: readonly ReadName[]): SearchPair[] {
  const pairs = names.flatMap(skeletonPairs);
  const surest = [...pairs.filter(({ isCut }) => !isCut), ...pairs.filter(({ isCut }) => isCut)];
  return surest.map(({ whole, other }) => ['name_pair', whole, other]);
}

/** What stands for words that have no partner in their own name. */
function singles(words: readonly (readonly string[])[], { buckets, parents }: Read): SearchPair[] {
  return words
    .flat()
    .flatMap((skeleton) => [
      ...buckets.map((bucket): SearchPair => ['name_birth', skeleton, bucket]),
      ...parents.map((parent): SearchPair => ['name_parent', skeleton, parent]),
    ]);
}

/** By which a person is stored, for each of their names, the surest first; some may be given twice. */
export function heldPairs(person: IndexedIdentity): SearchPair[][] {
  const given = read(person);
  return given.names.map((name, at) => {
    const words = wordSkeletons(name);
    return [...(words.length === 1 ? singles(words, given) : []), ...(given.exact[at] ?? []), ...pairsWithin([name])];
  });
}

/**
 * By which a person is asked for; none when one word is given alone. Every word is also tried by itself, since the stored record may know less
 * of the name than whoever asks.
 */
export function askedPairs(query: IndexedIdentity): SearchPair[] {
  const given = read(query);
  const alone = given.names.flatMap((name) => singles(wordSkeletons(name), given));
  return [...alone, ...given.exact.flat(), ...pairsWithin(given.names)];
}

/** What a word in exact normal form is met by: its likeliest skeleton, or itself where one sign is a whole name. */
function skeletonOf(token: string): string[] {
  if (!isTellingPart(token)) return [];
  return [likeliestSkeleton(token) ?? token];
}

/**
 * By which a name is met two words of which stand together somewhere exactly as they are written, a father's name and long names included. `known`
 * keeps what was read of each word, where the same words come again: in a text each stands in three windows.
 */
export function pairsOfTokens(tokens: readonly string[], known = new Map<string, readonly string[]>()): SearchPair[] {
  const words = tokens.flatMap((token) => {
    const skeleton = known.get(token) ?? skeletonOf(token);
    known.set(token, skeleton);
    return skeleton;
  });
  return words.flatMap((one, at) =>
    words
      .slice(at + 1)
      .map((other): SearchPair => (one < other ? ['name_pair', one, other] : ['name_pair', other, one])),
  );
}
