// Whether two names may be one person's: the evidence of each part, added as Fellegi and Sunter do, and what contradicts caps the sum.

import type { NameScript } from '../names/detect-script.js';
import type { KnownName } from '../names/known-name.js';
import { nameParts, type NamePart, type NameParts } from '../names/name-parts.js';
import { petNameSimilarity } from '../names/pet-names.js';
import { substitution } from '../names/sound-costs.js';
import { soundSimilarity } from '../names/sound-similarity.js';

export const PART_FINDINGS = ['match', 'mismatch', 'blank'] as const;

export interface PartEvidence {
  readonly part: 'name' | 'patronymic' | 'extra';
  readonly finding: (typeof PART_FINDINGS)[number];
  readonly reason: 'sounds_alike' | 'form_of_one_name' | 'initial_only' | 'sounds_differ' | 'missing_on_one_side';
  /** Natural logarithm of how much likelier this is for one person than for two. */
  readonly weight: number;
}

export interface NameAgreement {
  /** 0 to 1. */
  readonly score: number;
  /** Weights of all parts and of the prior. */
  readonly sum: number;
  /** No score is above it. */
  readonly cap: number;
  readonly evidence: readonly PartEvidence[];
}

/** A name as it is compared, so that one of many comparisons reads it once. */
export type ReadName = readonly NameParts[];

export function readName(text: string): ReadName {
  return nameParts(text);
}

/** Of the similarity of two parts: where evidence turns from against to for, how steeply, and its bounds. */
const TURNING = 0.71;
const STEEPNESS = 22;
const MOST_FOR = 5;
const MOST_AGAINST = -9;
/** Below it two parts are two names, whatever the others say. */
const CONTRADICTS = 0.56;
/** Of words that are known as forms of one given name, and of words that are known as two names. */
const ONE_NAME = 0.9;
const TWO_NAMES = 0.5;
const INITIAL_WEIGHT = 0.5;
const PATRONYMIC_FOR = 0.5;
const PATRONYMIC_CONTRADICTS = 0.6;
const EXTRA_WEIGHT = -0.6;
/** What the evidence of a given name and a surname must outweigh. */
const PRIOR = -3.6;
const CAP = { contradiction: 0.2, initial: 0.45, single: 0.45 } as const;

/** How much agreeing on a word says: 1 for an ordinary word, less for one that many bear. */
export type Rarity = (part: NamePart) => number;
const ORDINARY: Rarity = () => 1;

/** Added to the similarity of parts between two scripts, more beside Arabic, which carries fewer sounds across (docs/matching.md). */
const ACROSS_SCRIPTS = 0.06;
const BESIDE_ARABIC = 0.08;

function shiftOf(one: NameScript, other: NameScript): number {
  if (one === other) return 0;
  return one === 'Arab' || other === 'Arab' ? BESIDE_ARABIC : ACROSS_SCRIPTS;
}

interface Compared {
  readonly rarity: number;
  readonly similarity: number;
  readonly initial: boolean;
  readonly byForm: boolean;
}

const INITIALS_MEET = 0.3;

function initialsMeet(one: NamePart, other: NamePart): boolean {
  return one.readings.some((mine) =>
    other.readings.some((theirs) => substitution(mine.numbers[0] ?? 0, theirs.numbers[0] ?? 0) <= INITIALS_MEET),
  );
}

/** Two names of the list, unless the words are more alike than one of them is to its own: then that one was perhaps not meant. */
function areTwoNames(one: KnownName | null, other: KnownName | null, sounds: number): boolean {
  if (one === null || other === null || sounds >= Math.min(one.alike, other.alike)) return false;
  return one.names.every((name) => !other.names.includes(name));
}

function areOneName(one: KnownName | null, other: KnownName | null): boolean {
  return one?.names.length === 1 && other?.names.length === 1 && one.names[0] === other.names[0];
}

/** A slip of the pen within an ending makes it none: both are then compared as they are written. */
function soundsAlike(one: NamePart, other: NamePart): number {
  const sounds = soundSimilarity(one.readings, other.readings);
  if (one.surnameLike === other.surnameLike) return sounds;
  return Math.max(sounds, soundSimilarity(one.whole, other.whole));
}

function likeness(one: NamePart, other: NamePart, shift: number): Omit<Compared, 'rarity'> {
  if (one.initial || other.initial)
    return { similarity: initialsMeet(one, other) ? 1 : 0, initial: true, byForm: false };
  const sounds = soundsAlike(one, other);
  const alike = sounds < 1 ? Math.min(1, sounds + shift) : 1;
  const two = { similarity: Math.min(alike, TWO_NAMES), initial: false, byForm: false };
  if (areTwoNames(one.known, other.known, sounds)) return two;
  if (sounds < 1 && areOneName(one.known, other.known))
    return { similarity: Math.max(alike, ONE_NAME), initial: false, byForm: ONE_NAME > alike };
  // Surnames that are made from two given names (Hasanov and Huseynov), however alike they sound.
  if (areTwoNames(one.knownStem, other.knownStem, sounds)) return two;
  const form = sounds >= ONE_NAME ? 0 : petNameSimilarity(one.readings, other.readings);
  return { similarity: Math.max(alike, form), initial: false, byForm: form > alike };
}

function comparePart(one: NamePart, other: NamePart, rarity: Rarity): Compared {
  return { ...likeness(one, other, shiftOf(one.script, other.script)), rarity: (rarity(one) + rarity(other)) / 2 };
}

function weightOf(similarity: number): number {
  return Math.max(MOST_AGAINST, Math.min(MOST_FOR, (similarity - TURNING) * STEEPNESS));
}

function evidenceOf(part: PartEvidence['part'], compared: Compared, contradicts: number): PartEvidence {
  if (compared.similarity < contradicts)
    return { part, finding: 'mismatch', reason: 'sounds_differ', weight: weightOf(compared.similarity) };
  if (compared.initial) return { part, finding: 'match', reason: 'initial_only', weight: INITIAL_WEIGHT };
  const reason = compared.byForm ? 'form_of_one_name' : 'sounds_alike';
  const weight = weightOf(compared.similarity);
  return { part, finding: 'match', reason, weight: weight > 0 ? weight * compared.rarity : weight };
}

interface Assignment {
  readonly pairs: readonly Compared[];
  /** Of the longer name, words that nothing stands against. */
  readonly left: readonly NamePart[];
  readonly worth: number;
}

const NOTHING: NameAgreement = { score: 0, sum: -Infinity, cap: 0, evidence: [] };

/** Log-odds to probability, halved because parts of a name are not independent. */
export function scoreOf(sum: number, cap: number): number {
  return Math.min(cap, 1 / (1 + Math.exp(-sum / 2)));
}

/** Every way to set the words of the shorter name against words of the longer; 8 words at most are cut to 4 before. */
function assign(
  few: readonly NamePart[],
  many: readonly NamePart[],
  table: readonly (readonly Compared[])[],
): Assignment {
  let best: Assignment = { pairs: [], left: many, worth: -Infinity };
  const place = (at: number, free: readonly number[], pairs: readonly Compared[], worth: number): void => {
    if (at === few.length) {
      if (worth > best.worth) best = { pairs, left: free.flatMap((one) => many[one] ?? []), worth };
      return;
    }
    for (const one of free) {
      const compared = table[at]?.[one];
      if (compared === undefined) continue;
      const gain = compared.initial && compared.similarity > 0 ? INITIAL_WEIGHT : weightOf(compared.similarity);
      place(
        at + 1,
        free.filter((other) => other !== one),
        [...pairs, compared],
        worth + gain,
      );
    }
  };
  place(
    0,
    many.map((_, index) => index),
    [],
    0,
  );
  return best;
}

const MOST_COMPARED = 4;
const BLANK: PartEvidence = { part: 'patronymic', finding: 'blank', reason: 'missing_on_one_side', weight: 0 };

function patronymicEvidence(
  one: NamePart | null,
  other: NamePart | null,
  left: readonly NamePart[],
  rarity: Rarity,
): PartEvidence[] {
  const [given, against] = one === null ? [other, one] : [one, other];
  if (given === null) return [];
  const candidates = against === null ? left : [against];
  if (candidates.length === 0) return [BLANK];
  const compared = candidates.map((candidate) => comparePart(given, candidate, rarity));
  const best = compared.reduce((most, each) => (each.similarity > most.similarity ? each : most));
  const evidence = evidenceOf(against === null ? 'extra' : 'patronymic', best, PATRONYMIC_CONTRADICTS);
  return [
    evidence.finding === 'match' ? { ...evidence, weight: Math.max(0, evidence.weight) * PATRONYMIC_FOR } : evidence,
  ];
}

function capOf(evidence: readonly PartEvidence[], names: number): number {
  if (evidence.some(({ finding, part }) => finding === 'mismatch' && part !== 'extra')) return CAP.contradiction;
  if (names < 2) return CAP.single;
  return evidence.some(({ reason, part }) => reason === 'initial_only' && part === 'name') ? CAP.initial : 1;
}

function agreementOf(one: NameParts, other: NameParts, rarity: Rarity): NameAgreement {
  const [few, many] = one.core.length <= other.core.length ? [one.core, other.core] : [other.core, one.core];
  const shorter = few.slice(0, MOST_COMPARED);
  const longer = many.slice(0, MOST_COMPARED);
  if (shorter.length === 0) return NOTHING;
  const table = shorter.map((mine) => longer.map((theirs) => comparePart(mine, theirs, rarity)));
  const { pairs, left } = assign(shorter, longer, table);
  const names = pairs.map((compared) => evidenceOf('name', compared, CONTRADICTS));
  const fathers = patronymicEvidence(one.patronymic, other.patronymic, left, rarity);
  const unused = left.length - (fathers.some(({ part }) => part === 'extra') ? 1 : 0);
  const extras = Array.from({ length: unused }, (): PartEvidence => ({
    ...BLANK,
    part: 'extra',
    weight: EXTRA_WEIGHT,
  }));
  const evidence = [...names, ...fathers, ...extras];
  const sum = evidence.reduce((total, { weight }) => total + weight, PRIOR);
  const cap = capOf(evidence, pairs.length);
  return { score: scoreOf(sum, cap), sum, cap, evidence };
}

/** Symmetric; the order of words counts where it alone says which of three is the father's name. */
export function nameAgreement(one: ReadName, other: ReadName, rarity: Rarity = ORDINARY): NameAgreement {
  const [first, ...joinedFirst] = one;
  const [second, ...joinedSecond] = other;
  if (first === undefined || second === undefined) return NOTHING;
  const ways = [
    agreementOf(first, second, rarity),
    ...joinedFirst.map((joined) => agreementOf(joined, second, rarity)),
    ...joinedSecond.map((joined) => agreementOf(first, joined, rarity)),
  ];
  return ways.reduce((best, way) => (way.score > best.score ? way : best));
}
