// The pairs of records of one table that may be one person, found by keys that both have and scored by names, births and sexes.

import { verdictOf, type NameVerdict } from './match-threshold.js';
import { pairKeys } from './pair-keys.js';
import { personAgreement, type ComparedPerson } from './person-agreement.js';
import { rarityAmong } from './rarity.js';

/** An earlier record that may be the same person. */
export interface AlikeRecord {
  /** Its position. */
  readonly earlier: number;
  /** 0 to 1. */
  readonly score: number;
  readonly verdict: Exclude<NameVerdict, 'different'>;
}

export interface ComparedRecord {
  /** Its position. */
  readonly record: number;
  /** Earlier records with which it shares a key; whoever shares none is not scored. */
  readonly compared: number;
  /** Those of them that are the same or possible, in their order. */
  readonly alike: readonly AlikeRecord[];
}

/** One step for each record, in their order: with the records before it. How common a word is, is counted among all of them. */
export function* pairsByRecord(people: readonly ComparedPerson[]): Generator<ComparedRecord, void> {
  const rarity = rarityAmong(people.map(({ name }) => name));
  const holders = new Map<string, number[]>();
  for (const [record, person] of people.entries()) {
    const met = meet(holders, person, record);
    const alike = met.flatMap((earlier): AlikeRecord[] => {
      const other = people[earlier];
      const score = other === undefined ? 0 : personAgreement(other, person, rarity).score;
      const verdict = verdictOf(score);
      return verdict === 'different' ? [] : [{ earlier, score, verdict }];
    });
    yield { record, compared: met.length, alike };
  }
}

/** Earlier records that share a key with this one, in their order; it is then one of them. */
function meet(holders: Map<string, number[]>, { name, birth }: ComparedPerson, record: number): number[] {
  const met = new Set<number>();
  for (const key of pairKeys(name, birth)) {
    const held = holders.get(key);
    if (held === undefined) holders.set(key, [record]);
    else {
      for (const earlier of held) met.add(earlier);
      held.push(record);
    }
  }
  return [...met].sort((a, b) => a - b);
}
