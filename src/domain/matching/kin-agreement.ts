// What kin who are in the registry say of whether two records are of one person: one spouse in common, or that the two are kin of each other.

import type { Kinship } from '../records/kinds/kind-values.js';

/** Somebody in the registry whom the record calls kin. */
export interface ComparedKin {
  readonly kinship: Kinship;
  /** Inner id of the record in which they stand. */
  readonly personId: string;
}

export interface ReadKin {
  /** Inner id of the compared person's own record. */
  readonly recordId: string;
  readonly kin: readonly ComparedKin[];
}

export const KIN_REASONS = ['same_spouse_or_child', 'same_kin', 'kin_of_each_other'] as const;

export interface KinEvidence {
  readonly part: 'kin';
  readonly finding: 'match' | 'mismatch';
  readonly reason: (typeof KIN_REASONS)[number];
  /** Natural logarithm of how much likelier this is for one person than for two. */
  readonly weight: number;
}

/**
 * Set by hand. Brothers have parents, siblings and guardians in common, who count as a parent's name does; a spouse or a child, of one sex, one person has alone, but for
 * a wrong link. Nobody is their own brother.
 */
const WEIGHT = { same_spouse_or_child: 5, same_kin: 2, kin_of_each_other: -9 } as const;

/** Those whom few share: two people of one sex do not both have this spouse or this child. */
const OWN: readonly Kinship[] = ['spouse', 'child'];

function reasonOf(one: ReadKin, other: ReadKin): KinEvidence['reason'] | null {
  const names = ({ kin }: ReadKin, { recordId }: ReadKin): boolean => kin.some(({ personId }) => personId === recordId);
  if (names(one, other) || names(other, one)) return 'kin_of_each_other';
  const shared = one.kin.filter((mine) =>
    other.kin.some(({ kinship, personId }) => kinship === mine.kinship && personId === mine.personId),
  );
  if (shared.length === 0) return null;
  return shared.some(({ kinship }) => OWN.includes(kinship)) ? 'same_spouse_or_child' : 'same_kin';
}

/** Symmetric. Kin whom one side alone names are no evidence: few are in the registry at all. */
export function kinAgreement(one: ReadKin | null, other: ReadKin | null): readonly KinEvidence[] {
  const reason = one === null || other === null ? null : reasonOf(one, other);
  if (reason === null) return [];
  return [
    { part: 'kin', finding: reason === 'kin_of_each_other' ? 'mismatch' : 'match', reason, weight: WEIGHT[reason] },
  ];
}
