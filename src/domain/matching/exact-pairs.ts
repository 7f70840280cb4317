// What a person was searched by in version 1: pairs of words in exact normal form, asked for until the last older row is made anew.

import type { PersonName } from '../identity/identity-particulars.js';
import { nameTokenSet } from '../names/normal-form.js';
import { birthYearBuckets } from './birth-buckets.js';
import type { IndexedIdentity, SearchPair } from './search-pairs.js';

/** Words of one name that went into codes. */
const MOST_TOKENS = 12;

function tokensOf(name: PersonName): readonly string[] {
  return nameTokenSet(name.text).slice(0, MOST_TOKENS);
}

function pairsWithin(tokens: readonly string[]): SearchPair[] {
  return tokens.flatMap((a, at) => tokens.slice(at + 1).map((b): SearchPair => ['name_pair', a, b]));
}

function singles(tokens: readonly string[], buckets: readonly string[], parents: readonly string[]): SearchPair[] {
  return tokens.flatMap((token) => [
    ...buckets.map((bucket): SearchPair => ['name_birth', token, bucket]),
    ...parents.map((parent): SearchPair => ['name_parent', token, parent]),
  ]);
}

export function exactPairs({ identity, birthYears }: IndexedIdentity): SearchPair[] {
  const buckets = birthYearBuckets(birthYears);
  const parents = [...(identity.fatherName ?? []), ...(identity.motherName ?? [])].flatMap(tokensOf);
  const parentTokens = [...new Set(parents)].slice(0, MOST_TOKENS);
  return (identity.names ?? [])
    .map(tokensOf)
    .flatMap((tokens) => [...pairsWithin(tokens), ...singles(tokens, buckets, parentTokens)]);
}
