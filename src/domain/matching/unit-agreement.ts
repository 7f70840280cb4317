// Whether two records tell of one unit: its numbers are the same in every language, its name is compared by sound, and words for kinds of units say nothing.

import { inPlainDigits } from '../names/plain-digits.js';
import { plainWords } from '../names/plain-words.js';
import { soundWord, type SoundWord } from '../names/sound-costs.js';
import { isConsonantal } from '../names/detect-script.js';
import { wordReadings } from '../names/sound-readings.js';
import { soundSimilarity } from '../names/sound-similarity.js';
import { isUnitKind } from './unit-kinds.js';

export const UNIT_REASONS = ['same_unit', 'same_unit_number', 'other_unit'] as const;

export interface UnitEvidence {
  readonly part: 'unit';
  readonly finding: 'match' | 'mismatch';
  readonly reason: (typeof UNIT_REASONS)[number];
  /** Natural logarithm of how much likelier this is for one person than for two. */
  readonly weight: number;
}

/** As it is compared. */
export interface ReadUnit {
  /** Digits of any script as 0 to 9, without leading zeros. */
  readonly numbers: ReadonlySet<string>;
  /** Of a name, each word in all of its readings. */
  readonly words: readonly (readonly SoundWord[])[];
}

/**
 * ln (m / u), set by hand: no labelled pairs of real people may leave anybody's files. A number of three digits or more, two numbers or a name in
 * common are taken to be of one unit in twenty; many units have a first, second or third. One report names the brigade and another the company, so that
 * other numbers say little against.
 */
const WEIGHT = { same_unit: 3, same_unit_number: 1, other_unit: -0.7 } as const;

const MANY_DIGITS = 3;
/** Below it two words are two names; as words of names are told apart (`known-name.ts`). */
const SOUNDS_LIKE = 0.86;
const SHORTEST_NAME = 4;

/** Numbers stand within words too, as in A1234. */
function numbersIn(text: string): string[] {
  const found = inPlainDigits(text.normalize('NFKC')).match(/\d+/g) ?? [];
  return found.map((digits) => digits.replace(/^0+(?=\d)/, ''));
}

export function readUnit(text: string): ReadUnit {
  const words = plainWords(text).filter(
    (word) => !isUnitKind(word.text) && Array.from(word.text).length >= SHORTEST_NAME && !/\d/.test(word.text),
  );
  return {
    numbers: new Set(numbersIn(text)),
    words: words.map(({ text: word, script }) =>
      wordReadings(word, script).sounds.map((sounds) => soundWord(sounds, isConsonantal(script))),
    ),
  };
}

function haveNameInCommon(one: ReadUnit, other: ReadUnit): boolean {
  return one.words.some((mine) => other.words.some((theirs) => soundSimilarity(mine, theirs) >= SOUNDS_LIKE));
}

function reasonOf(one: ReadUnit, other: ReadUnit): UnitEvidence['reason'] | null {
  if (haveNameInCommon(one, other)) return 'same_unit';
  if (one.numbers.size === 0 || other.numbers.size === 0) return null;
  const common = [...one.numbers].filter((number) => other.numbers.has(number));
  if (common.length === 0) return 'other_unit';
  return common.length > 1 || common.some((number) => number.length >= MANY_DIGITS) ? 'same_unit' : 'same_unit_number';
}

/** Symmetric. A name that one side alone tells, or a name beside a number, is no evidence. */
export function unitAgreement(one: ReadUnit | null, other: ReadUnit | null): readonly UnitEvidence[] {
  const reason = one === null || other === null ? null : reasonOf(one, other);
  if (reason === null) return [];
  return [{ part: 'unit', finding: reason === 'other_unit' ? 'mismatch' : 'match', reason, weight: WEIGHT[reason] }];
}
