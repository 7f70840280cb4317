// Compares an inquiry with everybody who was met by a search code, step by step, so that other work may go on in between.

import {
  identityAgreement,
  readIdentity,
  type ComparedIdentity,
  type IdentityAgreement,
  type ReadIdentity,
} from './identity-agreement.js';
import type { ReadName } from './name-agreement.js';
import { rarityAmong } from './rarity.js';

/**
 * In the order of `held`; each step reads or compares one of them. How common a word is, is counted among these people alone, all of whom the
 * asker may know of: counted among everybody, the answer would tell how many bear a name in others' records.
 */
export function* compareCandidates(
  asked: ComparedIdentity,
  held: readonly ComparedIdentity[],
): Generator<undefined, IdentityAgreement[]> {
  const sought = readIdentity(asked);
  const people: ReadIdentity[] = [];
  for (const one of held) {
    people.push(readIdentity(one));
    yield;
  }
  const rarity = rarityAmong(people.flatMap(({ names }): ReadName[] => names.slice(0, 1).map(({ read }) => read)));
  const agreements: IdentityAgreement[] = [];
  for (const person of people) {
    agreements.push(identityAgreement(sought, person, rarity));
    yield;
  }
  return agreements;
}
