// Whether two records may be one person: the evidence of the names, of birth dates as intervals, and of sex.

import type { BirthInterval } from '../identity/birth-date.js';
import type { Sex } from '../records/statement.js';
import { sexContradicts } from './inquiry.js';
import { verdictOf } from './match-threshold.js';
import { nameAgreement, scoreOf, type PartEvidence, type Rarity, type ReadName } from './name-agreement.js';

export interface ComparedPerson {
  readonly name: ReadName;
  readonly birth: BirthInterval | null;
  readonly sex: Sex;
}

type BirthReason = 'same_day' | 'same_year' | 'overlap' | 'near' | 'apart' | 'missing_on_one_side';

export interface PersonEvidence {
  readonly part: 'birth' | 'sex';
  readonly finding: PartEvidence['finding'];
  readonly reason: BirthReason | 'sexes_agree' | 'sexes_differ';
  readonly weight: number;
}

export interface PersonAgreement {
  /** 0 to 1. */
  readonly score: number;
  /** As of NameAgreement. */
  readonly sum: number;
  readonly cap: number;
  readonly evidence: readonly (PartEvidence | PersonEvidence)[];
}

const DAY = 86_400_000;
/** A leap year and a time zone. */
const YEAR = 367 * DAY;
/** ln of how much likelier one person is than two: of 365 days and some 40 years of birth, and of two sexes. */
const BIRTH: Readonly<Record<BirthReason, number>> = {
  same_day: 6,
  same_year: 3,
  overlap: 1,
  near: -3,
  apart: -9,
  missing_on_one_side: 0,
};
const SEX_AGREES = 0.5;
const SEX_DIFFERS = -6;
/** Among many records two of one name are likelier two people than in a pair that somebody chose to compare. */
const AMONG_MANY = -2;
const CAP = { apart: 0.2, near: 0.45, sex: 0.2 } as const;

function birthReason(one: BirthInterval | null, other: BirthInterval | null): BirthReason {
  if (one === null || other === null) return 'missing_on_one_side';
  const gap = Math.max(one.earliest, other.earliest) - Math.min(one.latest, other.latest);
  if (gap > 0) return gap <= YEAR ? 'near' : 'apart';
  const widest = Math.max(one.latest - one.earliest, other.latest - other.earliest);
  if (widest <= 2 * DAY) return 'same_day';
  return widest <= YEAR ? 'same_year' : 'overlap';
}

function birthEvidence(one: Pick<ComparedPerson, 'birth'>, other: Pick<ComparedPerson, 'birth'>): PersonEvidence {
  const reason = birthReason(one.birth, other.birth);
  const weight = BIRTH[reason];
  const finding = weight === 0 ? 'blank' : weight > 0 ? 'match' : 'mismatch';
  return { part: 'birth', finding, reason, weight };
}

function sexEvidence(one: Pick<ComparedPerson, 'sex'>, other: Pick<ComparedPerson, 'sex'>): PersonEvidence[] {
  if (sexContradicts(one.sex, other.sex))
    return [{ part: 'sex', finding: 'mismatch', reason: 'sexes_differ', weight: SEX_DIFFERS }];
  const agree = one.sex === other.sex && one.sex !== 'unknown';
  return agree ? [{ part: 'sex', finding: 'match', reason: 'sexes_agree', weight: SEX_AGREES }] : [];
}

function capOf(evidence: readonly PersonEvidence[]): number {
  const reasons = evidence.map(({ reason }) => reason);
  if (reasons.includes('apart')) return CAP.apart;
  if (reasons.includes('sexes_differ')) return CAP.sex;
  return reasons.includes('near') ? CAP.near : 1;
}

/** Symmetric. Whether births or sexes alone cap the score of a pair below `possible`, whatever else is known of the two: then no name need be opened or read. */
export function isRuledOut(
  one: Pick<ComparedPerson, 'birth' | 'sex'>,
  other: Pick<ComparedPerson, 'birth' | 'sex'>,
): boolean {
  return verdictOf(capOf([birthEvidence(one, other), ...sexEvidence(one, other)])) === 'different';
}

/** Symmetric. `rarity` is that of the records at hand. */
export function personAgreement(one: ComparedPerson, other: ComparedPerson, rarity: Rarity): PersonAgreement {
  const names = nameAgreement(one.name, other.name, rarity);
  const evidence = [birthEvidence(one, other), ...sexEvidence(one, other)];
  const sum = evidence.reduce((total, { weight }) => total + weight, names.sum + AMONG_MANY);
  const cap = Math.min(names.cap, capOf(evidence));
  return { score: scoreOf(sum, cap), sum, cap, evidence: [...names.evidence, ...evidence] };
}
