// Compares an inquiry with a stored identity by sound: what agrees may be one person, and a person decides.

import { birthInterval, type BirthInterval } from '../identity/birth-date.js';
import type { IdentityParticulars, PersonName } from '../identity/identity-particulars.js';
import { nameParts, type WordReader } from '../names/name-parts.js';
import { nameTokenSet } from '../names/normal-form.js';
import { isTellingPart } from '../names/telling-parts.js';
import type { BirthYears, Sex } from '../records/statement.js';
import { KIN_REASONS, kinAgreement, type KinEvidence, type ReadKin } from './kin-agreement.js';
import {
  LOSS_DATE_REASONS,
  LOSS_PLACE_REASONS,
  lossAgreement,
  lossContradicts,
  type ComparedLoss,
  type LossDateReason,
  type LossEvidence,
} from './loss-agreement.js';
import { verdictOf } from './match-threshold.js';
import { scoreOf, type PartEvidence, type Rarity, type ReadName } from './name-agreement.js';
import { findingOf, parentEvidence, patronymicsOf, type ParentEvidence } from './parents-agreement.js';
import { isRuledOut, personAgreement, type PersonAgreement, type PersonEvidence } from './person-agreement.js';
import { readUnit, UNIT_REASONS, unitAgreement, type ReadUnit, type UnitEvidence } from './unit-agreement.js';

/** Agrees: a whole name and a birth time in common, nothing against. Contradicts: no name in common, or something against. */
export type MatchVerdict = 'agrees' | 'possible' | 'contradicts';

export interface ComparedIdentity {
  /** The unit is absent where it is not compared. */
  readonly identity: Pick<IdentityParticulars, 'names' | 'fatherName' | 'motherName' | 'birthDate' | 'unit'>;
  /** Where only an age or a year is known; a birth date goes before it. */
  readonly birthYears: BirthYears | null;
  readonly sex: Sex;
  /** Of the newest episode; absent where nothing of a loss is compared. */
  readonly loss?: ComparedLoss | null;
  /** Absent where kin are not compared. */
  readonly kin?: ReadKin | null;
}

/** As it is compared, so that one of many comparisons reads it once. */
export interface ReadIdentity {
  readonly names: readonly WrittenName[];
  readonly father: readonly ReadName[];
  readonly mother: readonly ReadName[];
  readonly birth: BirthInterval | null;
  readonly sex: Sex;
  readonly loss: ComparedLoss | null;
  readonly unit: ReadUnit | null;
  readonly kin: ReadKin | null;
}

interface WrittenName {
  readonly read: ReadName;
  /** Exact normal form, in which words of any script are themselves. */
  readonly tokens: () => readonly string[];
}

/** Few comparisons ask for the exact form. */
function writtenName(text: string, words?: WordReader): WrittenName {
  let tokens: readonly string[] | null = null;
  return { read: nameParts(text, words), tokens: () => (tokens ??= nameTokenSet(text)) };
}

export const AGREEMENT_PARTS = [
  ...(['name', 'patronymic', 'extra', 'birth', 'sex', 'father', 'mother'] as const),
  ...(['loss_date', 'loss_place', 'unit', 'kin'] as const),
] as const;
export const AGREEMENT_REASONS = [
  'sounds_alike',
  'form_of_one_name',
  'initial_only',
  'sounds_differ',
  'missing_on_one_side',
  'same_day',
  'same_year',
  'overlap',
  'near',
  'apart',
  'sexes_agree',
  'sexes_differ',
  ...LOSS_DATE_REASONS,
  ...LOSS_PLACE_REASONS,
  ...UNIT_REASONS,
  ...KIN_REASONS,
] as const;

/** What is known of somebody beside who they are. */
type CircumstanceEvidence = LossEvidence | UnitEvidence | KinEvidence;

export type IdentityEvidence = PartEvidence | PersonEvidence | ParentEvidence | CircumstanceEvidence;

type Scored = Omit<PersonAgreement, 'evidence'> & { readonly evidence: readonly IdentityEvidence[] };

/** What is told of a piece of evidence: no weight, by which a score could be followed. */
export type ToldEvidence = Pick<IdentityEvidence, 'part' | 'finding' | 'reason'>;

/** As it is kept for several readers: with what is needed to tell one of them less. */
export type KeptEvidence = ToldEvidence & { readonly byYear?: LossDateReason };

export function toldEvidence(evidence: readonly IdentityEvidence[]): readonly ToldEvidence[] {
  return evidence.map(({ part, finding, reason }) => ({ part, finding, reason }));
}

export interface IdentityAgreement {
  readonly verdict: MatchVerdict;
  /** 0 to 1; it orders and is no probability. */
  readonly score: number;
  readonly evidence: readonly IdentityEvidence[];
}

/** Writings of one person that are compared; who has more is known by the first of them. */
const MOST_NAMES = 8;

/** A birth time says who somebody is only when it is narrow: an age with its date of asking gives two years. */
const NARROW_YEARS = 2;
const LONGEST_YEAR = 366 * 24 * 60 * 60 * 1000;

export interface ComparedBirth {
  readonly identity: Pick<IdentityParticulars, 'birthDate'>;
  readonly birthYears: BirthYears | null;
}

export function birthOf({ identity, birthYears }: ComparedBirth): BirthInterval | null {
  const date = identity.birthDate === undefined ? null : birthInterval(identity.birthDate);
  if (date !== null || birthYears === null) return date;
  return { earliest: Date.UTC(birthYears.from, 0, 1), latest: Date.UTC(birthYears.to + 1, 0, 1) - 1 };
}

export function readIdentity(compared: ComparedIdentity, words?: WordReader): ReadIdentity {
  const { identity, sex, loss = null, kin = null } = compared;
  const readAll = (names: readonly PersonName[] = []): WrittenName[] =>
    names.slice(0, MOST_NAMES).map(({ text }) => writtenName(text, words));
  return {
    names: readAll(identity.names),
    father: readAll(identity.fatherName).map(({ read }) => read),
    mother: readAll(identity.motherName).map(({ read }) => read),
    birth: birthOf(compared),
    sex,
    loss,
    unit: identity.unit === undefined ? null : readUnit(identity.unit),
    kin,
  };
}

function isNarrow(birth: BirthInterval): boolean {
  return birth.latest - birth.earliest <= NARROW_YEARS * LONGEST_YEAR;
}

function birthsAgree(one: BirthInterval | null, other: BirthInterval | null): boolean {
  if (one === null || other === null || !isNarrow(one) || !isNarrow(other)) return false;
  return one.earliest <= other.latest && other.earliest <= one.latest;
}

/** A father's name that stands in one side's name alone may agree with the other side's father, and never contradicts: a middle name looks like it. */
function fatherFinding(asked: ReadIdentity, held: ReadIdentity): ParentEvidence['finding'] {
  if (asked.father.length > 0 && held.father.length > 0) return findingOf(asked.father, held.father);
  const [within, fathers] = asked.father.length > 0 ? [held, asked] : [asked, held];
  const inName = patronymicsOf(within.names.map(({ read }) => read));
  return findingOf(inName, fathers.father) === 'match' ? 'match' : 'blank';
}

/** What nobody was asked about, or nobody knows, is no evidence. */
function parents(asked: ReadIdentity, held: ReadIdentity): ParentEvidence[] {
  const found = [
    parentEvidence('father', fatherFinding(asked, held)),
    parentEvidence('mother', findingOf(asked.mother, held.mother)),
  ];
  return found.filter(({ finding }) => finding !== 'blank');
}

const CONTRADICTED = 0.2;
const DOUBTED = 0.45;
/** Of two words that are written alike, as sounds alike would have it; scripts without sounds of ours agree by it alone. */
const ALIKE: PartEvidence = { part: 'name', finding: 'match', reason: 'sounds_alike', weight: 5 };
const PRIOR = -5.6;

/** Names of one sign each pass for initials. */
function isUntold({ score, evidence }: PersonAgreement): boolean {
  return verdictOf(score) === 'different' || evidence.some(({ reason }) => reason === 'initial_only');
}

function writtenAlike(one: WrittenName, other: WrittenName): boolean {
  const tokens = one.tokens();
  if (tokens.filter(isTellingPart).length < 2 || tokens.length !== other.tokens().length) return false;
  return tokens.every((token, at) => token === other.tokens()[at]);
}

function compareNames(asked: ReadIdentity, held: ReadIdentity, rarity: Rarity): PersonAgreement {
  const ways = asked.names.flatMap((one) =>
    held.names.map((other): PersonAgreement => {
      const person = (name: ReadName, { birth, sex }: ReadIdentity) => ({ name, birth, sex });
      const agreement = personAgreement(person(one.read, asked), person(other.read, held), rarity);
      return isUntold(agreement) && writtenAlike(one, other) ? exactAgreement(agreement) : agreement;
    }),
  );
  return ways.reduce((best, way) => (way.score > best.score ? way : best), NOTHING);
}

const NOTHING: PersonAgreement = { score: 0, sum: -Infinity, cap: 0, evidence: [] };

/** The evidence of birth and sex as it is, with two words alike instead of what no sounds could tell. */
function exactAgreement(found: PersonAgreement): PersonAgreement {
  const others = found.evidence.filter(({ part }) => part === 'birth' || part === 'sex');
  const evidence = [ALIKE, ALIKE, ...others];
  const against = others.filter(({ finding }) => finding === 'mismatch');
  const cap = against.length === 0 ? 1 : against.every(({ reason }) => reason === 'near') ? DOUBTED : CONTRADICTED;
  const sum = evidence.reduce((total, { weight }) => total + weight, PRIOR);
  return { score: scoreOf(sum, cap), sum, cap, evidence };
}

/** Two words in common at least, and none that one side has and the other has not, but for a father's name. */
function isWhole(evidence: readonly IdentityEvidence[]): boolean {
  const names = evidence.filter(({ part }) => part === 'name');
  return names.length >= 2 && !evidence.some(({ part, finding }) => part === 'extra' && finding === 'blank');
}

function withParents(found: PersonAgreement, evidence: readonly ParentEvidence[]): Scored {
  const sum = evidence.reduce((total, { weight }) => total + weight, found.sum);
  const contradicted = evidence.some(({ finding }) => finding === 'mismatch');
  const cap = contradicted ? Math.min(found.cap, CONTRADICTED) : found.cap;
  return { score: scoreOf(sum, cap), sum, cap, evidence: [...found.evidence, ...evidence] };
}

function circumstances(asked: ReadIdentity, held: ReadIdentity): readonly CircumstanceEvidence[] {
  return [
    ...lossAgreement(asked.loss, held.loss),
    ...unitAgreement(asked.unit, held.unit),
    ...kinAgreement(asked.kin, held.kin),
  ];
}

function capOfCircumstances(evidence: readonly CircumstanceEvidence[]): number {
  if (evidence.some(({ reason }) => reason === 'kin_of_each_other')) return CONTRADICTED;
  return lossContradicts(evidence) ? DOUBTED : 1;
}

function withCircumstances(found: Scored, evidence: readonly CircumstanceEvidence[]): Scored {
  if (evidence.length === 0) return found;
  const sum = evidence.reduce((total, { weight }) => total + weight, found.sum);
  const cap = Math.min(found.cap, capOfCircumstances(evidence));
  return { score: scoreOf(sum, cap), sum, cap, evidence: [...found.evidence, ...evidence] };
}

/** One spouse or child in common is as much as a time of birth in common, where that is not known. */
function tellsWho(evidence: readonly IdentityEvidence[], asked: ReadIdentity, held: ReadIdentity): boolean {
  if (birthsAgree(asked.birth, held.birth)) return true;
  const unborn = asked.birth === null || held.birth === null;
  return unborn && evidence.some(({ reason }) => reason === 'same_spouse_or_child');
}

/** Two words that everybody bears and a year in common are below it, with a day in common above. */
const AGREES_FROM = 0.6;

const ORDINARY: Rarity = () => 1;

interface ByThemselves {
  readonly parental: readonly ParentEvidence[];
  readonly alone: Scored;
}

/** What names, births, sexes and parents say; null where no name can be compared. */
function byThemselves(asked: ReadIdentity, held: ReadIdentity): ByThemselves | null {
  const named = compareNames(asked, held, ORDINARY);
  if (named.evidence.length === 0) return null;
  const parental = parents(asked, held);
  return { parental, alone: withParents(named, parental) };
}

/** Symmetric. False where `identityAgreement` contradicts whatever loss and kin are, which need not be read then. */
export function mayBeOnePerson(asked: ReadIdentity, held: ReadIdentity): boolean {
  if (isRuledOut(asked, held)) return false;
  const found = byThemselves(asked, held);
  return found !== null && verdictOf(found.alone.score) !== 'different';
}

/**
 * Symmetric. `rarity` is that of the people who were met: where many of them bear a word, agreeing on it is not enough to agree, and leaves it
 * possible. Neither it nor a loss or kin in common makes possible what is not.
 */
export function identityAgreement(asked: ReadIdentity, held: ReadIdentity, rarity: Rarity): IdentityAgreement {
  const found = byThemselves(asked, held);
  if (found === null) return { verdict: 'contradicts', score: 0, evidence: [] };
  const { parental, alone } = found;
  if (verdictOf(alone.score) === 'different')
    return { verdict: 'contradicts', score: alone.score, evidence: alone.evidence };
  const around = circumstances(asked, held);
  const { score, evidence } = withCircumstances(alone, around);
  const verdict = verdictOf(score);
  if (verdict === 'different') return { verdict: 'contradicts', score, evidence };
  const mayAgree =
    verdict === 'same' && verdictOf(alone.score) === 'same' && isWhole(evidence) && tellsWho(evidence, asked, held);
  const agrees =
    mayAgree &&
    withCircumstances(withParents(compareNames(asked, held, rarity), parental), around).score >= AGREES_FROM;
  return { verdict: agrees ? 'agrees' : 'possible', score, evidence };
}
