// Whoever stole the table of search codes ranks them by how often they come, beside names of the same country: what that tells, with a control.

import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readName } from '../../../src/domain/matching/name-agreement.js';
import { skeletons } from '../../../src/domain/names/skeleton.js';
import { BlindIndex } from '../../../src/vault/blind-index.js';
import { makeKeys, readKeys } from '../../../src/vault/key-file.js';
import { runCount } from '../../support/run-count.js';
import { drawing, peopleOfOneCountry, type Named, type Skew } from './people-of-one-country.js';

/** Among 4,000 even codes of words are told apart by chance alone, and among 10,000 too few are for the control. */
const OF_A_COUNTRY = 20_000;
/** The leak of a valley shows among half as many, which is what every run takes. */
const OF_A_VALLEY = runCount(10_000, 20_000);
/** The most frequent that are guessed. */
const TOP = 20;

const skeletonOf = new Map<string, string>();
function wordOf(word: string): string {
  const skeleton = skeletonOf.get(word) ?? skeletons(readName(word)[0]?.core[0]?.readings ?? [])[0] ?? word;
  skeletonOf.set(word, skeleton);
  return skeleton;
}
const pairOf = ({ given, surname }: Named): string => `${wordOf(given)} ${wordOf(surname)}`;

/** A code, or several that come with the same people and hence stand for one thing. */
interface Cluster {
  readonly people: readonly number[];
}

/** The attacker's own work: needs no key. Codes that come once are left out, as are all random ones. */
function mostFrequent(rows: readonly (readonly string[])[]): Cluster[] {
  const bearers = new Map<string, number[]>();
  for (const [person, codes] of rows.entries()) {
    for (const code of new Set(codes)) {
      const held = bearers.get(code);
      if (held === undefined) bearers.set(code, [person]);
      else held.push(person);
    }
  }
  const clusters = new Map<string, Cluster>();
  for (const people of bearers.values()) if (people.length > 1) clusters.set(people.join(' '), { people });
  const ranked = [...clusters].sort(([a, m], [b, n]) => n.people.length - m.people.length || (a < b ? -1 : 1));
  return ranked.slice(0, TOP).map(([, cluster]) => cluster);
}

/** What most of these people have. */
function meaningOf({ people }: Cluster, things: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const person of people) counts.set(things[person] ?? '', (counts.get(things[person] ?? '') ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

interface Attacked {
  readonly right: number;
  /** What guesses in a random order hit: mean and three standard deviations. */
  readonly byChance: number;
}

/** The attacker says of the n-th most frequent that it is what the n-th most frequent of their own people stands for. */
function compare(meanings: readonly string[], guesses: readonly string[]): Attacked {
  const hits = (guessed: readonly string[]): number => meanings.filter((one, at) => one === guessed[at]).length;
  const next = drawing(1);
  const tries = Array.from({ length: 400 }, () => {
    const lots = guesses.map((guess) => [next(), guess] as const);
    return hits(lots.sort(([a], [b]) => a - b).map(([, guess]) => guess));
  });
  const mean = tries.reduce((sum, one) => sum + one, 0) / tries.length;
  const spread = Math.sqrt(tries.reduce((sum, one) => sum + (one - mean) ** 2, 0) / tries.length);
  return { right: hits(guesses), byChance: mean + 3 * spread };
}

function codesOf(people: readonly Named[]): string[][] {
  const index = new BlindIndex(readKeys(makeKeys()));
  return people.map(({ given, surname }) => {
    const text = `${given} ${surname}`;
    const names = [{ text, script: 'Latn', order: 'given_first', role: 'own' } as const];
    return index.codesOf({ identity: { names }, birthYears: null }).flat();
  });
}

/** What a code may be guessed to stand for. */
const THINGS = {
  pair: pairOf,
  surname: ({ surname }: Named) => wordOf(surname),
  given: ({ given }: Named) => wordOf(given),
} as const;

/** Registered people, and others of the same country by whom the attacker knows how often each name is borne there. */
function attackOnCodes(skew: Skew, size: number): Record<keyof typeof THINGS, Attacked> {
  const [stolen, own] = [20_201_110, 20_211_201].map((seed) => {
    const people = peopleOfOneCountry(size, seed, skew);
    return { people, clusters: mostFrequent(codesOf(people)) };
  });
  const attacked = Object.entries(THINGS).map(([thing, of]) => {
    const [meanings = [], guesses = []] = [stolen, own].map((side) => {
      const things = (side?.people ?? []).map(of);
      return (side?.clusters ?? []).map((cluster) => meaningOf(cluster, things));
    });
    return [thing, compare(meanings, guesses)] as const;
  });
  return Object.fromEntries(attacked) as Record<keyof typeof THINGS, Attacked>;
}

/** As if each word of a name had a code of its own, and nothing were filled up. */
function attackOnWords(skew: Skew): Attacked {
  const ranked = [20_201_110, 20_211_201].map((seed) => {
    const people = peopleOfOneCountry(OF_A_COUNTRY, seed, skew);
    const words = people.flatMap(({ given, surname }) => [wordOf(given), wordOf(surname)]);
    const code = (word: string): string => createHmac('sha256', String(seed)).update(word).digest('hex');
    return mostFrequent(words.map((word) => [code(word)])).map((cluster) => meaningOf(cluster, words));
  });
  return compare(ranked[0] ?? [], ranked[1] ?? []);
}

/** The most frequent given name is borne by 3.4 of a hundred and the most frequent surname by 1.3, as in large countries of the region. */
const LIKE_A_COUNTRY: Skew = { given: 5, surname: 15 };
/** One of 21 bears the most frequent full name: a valley of few families. With one of 59 nothing is recovered beyond chance. */
const LIKE_A_VALLEY: Skew = { given: -0.5, surname: -0.5 };

describe('of the most frequent names of a country', () => {
  it('words are recovered from codes of words: the control', () => {
    const { right, byChance } = attackOnWords(LIKE_A_COUNTRY);
    expect(right).toBeGreaterThan(byChance);
  });

  it('nothing is recovered from the codes of this registry beyond chance', () => {
    const { pair, surname, given } = attackOnCodes(LIKE_A_COUNTRY, OF_A_COUNTRY);
    expect(pair.right).toBe(0);
    for (const { right, byChance } of [pair, surname, given]) expect(right).toBeLessThanOrEqual(byChance);
  });
});

it('of a valley in which one of twenty bears the same full name, pairs are recovered: the leak that is documented', () => {
  const { pair } = attackOnCodes(LIKE_A_VALLEY, OF_A_VALLEY);
  expect(pair.right).toBeGreaterThan(pair.byChance);
});
