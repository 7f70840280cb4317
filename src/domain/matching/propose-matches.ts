// Compares one record with those that share a search code with it, and says which may be the same person and why, in codes without a name.

import {
  identityAgreement,
  readIdentity,
  type ComparedIdentity,
  type IdentityAgreement,
  type KeptEvidence,
} from './identity-agreement.js';
import type { Rarity } from './name-agreement.js';

export interface MatchFinding {
  readonly band: 'same' | 'possible';
  /** Part by part; no weight, which would tell how rare a name is. `told-why.ts` says what of it a reader is told. */
  readonly why: readonly KeptEvidence[];
}

export interface MetPerson {
  readonly personId: string;
  readonly compared: ComparedIdentity;
}

/** A band that counted bearers of a name would tell the readers of one pair about the records of others. */
const BY_THE_TWO_ALONE: Rarity = () => 1;

function findingFrom({ verdict, evidence }: IdentityAgreement): MatchFinding | null {
  if (verdict === 'contradicts') return null;
  const why = evidence.map((one): KeptEvidence => {
    const { part, finding, reason } = one;
    return { part, finding, reason, ...('byYear' in one && { byYear: one.byYear }) };
  });
  return { band: verdict === 'agrees' ? 'same' : 'possible', why };
}

/**
 * One step for each of `met`, so that other work may go on in between. A finding depends on the two records alone: neither on who else was met,
 * nor on their order, nor on which of the two was matched.
 */
export function* proposeMatches(
  person: ComparedIdentity,
  met: readonly MetPerson[],
): Generator<undefined, ReadonlyMap<string, MatchFinding>> {
  const read = readIdentity(person);
  const found = new Map<string, MatchFinding>();
  for (const { personId, compared } of met) {
    const finding = findingFrom(identityAgreement(read, readIdentity(compared), BY_THE_TWO_ALONE));
    if (finding !== null) found.set(personId, finding);
    yield;
  }
  return found;
}
