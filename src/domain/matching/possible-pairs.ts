// Which pairs may be one person as far as names, births, sexes and parents say, of many at once: of most of them a birth date is enough to know that they are not.

import type { WordReader } from '../names/name-parts.js';
import {
  birthOf,
  mayBeOnePerson,
  readIdentity,
  type ComparedIdentity,
  type ReadIdentity,
} from './identity-agreement.js';
import { comparedOf, type MatchedPerson } from './matched-person.js';
import { isRuledOut } from './person-agreement.js';

/** Somebody with whom others are compared. */
export interface Comparer {
  readonly person: MatchedPerson;
  readonly read: ReadIdentity;
}

interface Pair {
  readonly one: Comparer;
  readonly other: MatchedPerson;
}

/** Those whom sex rules out need not be looked at any further. */
export function pairsOf(one: Comparer, others: readonly MatchedPerson[]): Pair[] {
  const { sex } = one.read;
  return others.flatMap((other) =>
    isRuledOut({ sex, birth: null }, { sex: other.sex, birth: null }) ? [] : [{ one, other }],
  );
}

/** Whether the birth date, or where there is none the years that the registry knows, rule somebody out for all with whom these pairs compare them. */
export function rulesOutAll(pairs: readonly Pair[]): (personId: string, birthDate: string | undefined) => boolean {
  const comparers = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const held = comparers.get(pair.other.id);
    if (held === undefined) comparers.set(pair.other.id, [pair]);
    else held.push(pair);
  }
  return (personId, birthDate) =>
    (comparers.get(personId) ?? []).every(({ one, other: { birthYears, sex } }) => {
      const birth = birthOf({ identity: birthDate === undefined ? {} : { birthDate }, birthYears });
      return isRuledOut(one.read, { birth, sex });
    });
}

/** Ids of both, one step for each pair. Of whom nothing was opened there is no pair. */
export function* whoMayBe(
  pairs: readonly Pair[],
  opened: ReadonlyMap<string, ComparedIdentity['identity']>,
  words: WordReader,
): Generator<undefined, (readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  const read = new Map<string, ReadIdentity>();
  for (const { one, other } of pairs) {
    const identity = opened.get(other.id);
    if (identity === undefined) continue;
    const held = read.get(other.id) ?? readIdentity(comparedOf(other, identity), words);
    read.set(other.id, held);
    if (mayBeOnePerson(one.read, held)) found.push([one.person.id, other.id]);
    yield;
  }
  return found;
}
