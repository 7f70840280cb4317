// What the names of parents say of whether two records are of one person: a contradiction outweighs everything, a missing name says nothing.

import type { NameParts } from '../names/name-parts.js';
import { verdictOf } from './match-threshold.js';
import { nameAgreement, type PartEvidence, type ReadName } from './name-agreement.js';

export interface ParentEvidence {
  readonly part: 'father' | 'mother';
  readonly finding: PartEvidence['finding'];
  readonly reason: 'sounds_alike' | 'sounds_differ' | 'missing_on_one_side';
  /** Natural logarithm of how much likelier this is for one person than for two. */
  readonly weight: number;
}

/** As much as half a surname: brothers have it in common. */
const WEIGHT = { match: 2, mismatch: -9, blank: 0 } as const;
const REASON = { match: 'sounds_alike', mismatch: 'sounds_differ', blank: 'missing_on_one_side' } as const;

export function parentEvidence(part: ParentEvidence['part'], finding: ParentEvidence['finding']): ParentEvidence {
  return { part, finding, reason: REASON[finding], weight: WEIGHT[finding] };
}

function compared(one: ReadName, other: ReadName): ParentEvidence['finding'] {
  const { score, evidence } = nameAgreement(one, other);
  if (evidence.some(({ finding }) => finding === 'mismatch')) return 'mismatch';
  return verdictOf(score) === 'different' ? 'blank' : 'match';
}

/** Of several writings one that agrees is enough; they contradict when all do. */
export function findingOf(asked: readonly ReadName[], held: readonly ReadName[]): ParentEvidence['finding'] {
  const findings = asked.flatMap((one) => held.map((other) => compared(one, other)));
  if (findings.includes('match')) return 'match';
  return findings.length > 0 && findings.every((finding) => finding === 'mismatch') ? 'mismatch' : 'blank';
}

/** A father's name within a name, as a name of its own. */
export function patronymicsOf(names: readonly ReadName[]): ReadName[] {
  return names.flatMap(([written]) => {
    const father = written?.patronymic ?? null;
    const parts: NameParts[] = father === null ? [] : [{ core: [father], patronymic: null }];
    return parts.length === 0 ? [] : [parts];
  });
}
