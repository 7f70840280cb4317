// How a word of a name may sound: up to three readings in one alphabet of sounds, whatever its script.

import { isConsonantal, type NameScript } from './detect-script.js';
import { ARABIC } from './letters/arabic.js';
import { ARMENIAN } from './letters/armenian.js';
import { CYRILLIC } from './letters/cyrillic.js';
import { GEORGIAN } from './letters/georgian.js';
import { GREEK, HEBREW } from './letters/hebrew-and-greek.js';
import { LATIN } from './letters/latin.js';
import { MOST_READINGS, type LetterTable } from './letters/letter-table.js';

/** Second normal form, beside the exact one of normal-form.ts. Raise it with any change that gives some name other sounds, parts or skeletons. */
export const NAME_SOUNDS_VERSION = 6;

interface Letters {
  readonly sounds: ReadonlyMap<string, readonly string[]>;
  readonly longest: number;
}

function compile(table: LetterTable): Letters {
  const sounds = new Map(Object.entries(table).map(([letters, written]) => [letters, written.split('|')]));
  return { sounds, longest: Math.max(...[...sounds.keys()].map((key) => key.replace(/[$^]/g, '').length)) };
}

const TABLES: Partial<Record<NameScript, Letters>> = {
  Latn: compile(LATIN),
  Cyrl: compile(CYRILLIC),
  Armn: compile(ARMENIAN),
  Geor: compile(GEORGIAN),
  Arab: compile(ARABIC),
  Hebr: compile(HEBREW),
  Grek: compile(GREEK),
};

/** Sounds of the longest run of letters that begins here, and its length; a letter that no table has stands for itself. */
function at(word: string, from: number, { sounds, longest }: Letters): readonly [readonly string[], number] {
  for (let length = Math.min(longest, word.length - from); length > 0; length -= 1) {
    const run = word.slice(from, from + length);
    const found =
      (from === 0 ? sounds.get(`^${run}`) : undefined) ??
      (from + length === word.length ? sounds.get(`${run}$`) : undefined) ??
      sounds.get(run);
    if (found !== undefined) return [found, length];
  }
  const letter = word.charAt(from);
  const bare = letter.normalize('NFD').charAt(0);
  return [sounds.get(bare) ?? [bare], 1];
}

function spell(word: string, letters: Letters): string[] {
  const readings = Array.from({ length: MOST_READINGS }, () => '');
  for (let from = 0; from < word.length;) {
    const [sounds, length] = at(word, from, letters);
    readings.forEach((so, convention) => {
      readings[convention] = so + (sounds[convention] ?? sounds[0] ?? '');
    });
    from += length;
  }
  return readings;
}

function affricatesJoined(reading: string): string {
  return reading
    .replace(/dZ|dJ/g, 'J')
    .replace(/tS|tC/g, 'C')
    .replace(/t[scz]/g, 'c')
    .replace(/dz/g, 'D');
}

/**
 * Without written vowels a letter twice is two consonants with a vowel between (ممدوف is Mamedov), but for the l of the article and of
 * Allah. t and s may be two as well, whose likelier reading is one sound.
 */
function evenUnwritten(readings: readonly string[]): string[] {
  const single = readings.map((one) => one.replace(/l{2,}/g, 'l').replace(/([AOIE])\1+/g, '$1'));
  return [...single.map(affricatesJoined), ...single];
}

/** What spellings of one sound differ in: doubled letters, ia and iya and ya, iy and i, two letters for an affricate. */
function even(reading: string): string {
  return affricatesJoined(reading)
    .replace(/(.)\1+/gu, '$1')
    .replace(/(?<![aeiouAEIOUW])y(?![aeiouA])/g, 'i')
    .replace(/iy?(?=[aeou])/g, 'y')
    .replace(/y+i|iy$/g, 'i');
}

/** Endings that half a nation shares say little: each is one sound. 1 -yan, 2 -ov(a) and -ev(a), 3 -ski and -skaya, 4 -shvili and French -chvili, 5 -zade, 6 -dze. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/[yiI]+[aA]nc?$/, '1'],
  [/[yiI]?[yoeuWI][vW]+[aAE]?$|[yiI]?[WIA]f$|AW[aA]$|(?<=[^aeiouAIW])(?:W[aA]|f)$/, '2'],
  [/[sc]k[iIy]+$|[sc]k[aA](?:[yI]?[aA])?$/, '3'],
  [/[SC][wWvV]?[vW][iI]?l[iI]?$/, '4'],
  [/z[Aao]?d[aeEAh]*$/, '5'],
  [/D[eE]$/, '6'],
];
const SHORTEST_STEM = 2;

/** The word with its ending as one sound; null where it has none. */
function withEnding(reading: string): string | null {
  for (const [ending, sound] of ENDINGS) {
    const from = reading.search(ending);
    if (from >= SHORTEST_STEM) return reading.slice(0, from) + sound;
  }
  return null;
}

/** Of a word of three letters (ალი) the i is likelier its own. */
const SHORTEST_NOMINATIVE = 4;

/** Georgian gives every foreign word that ends in a consonant the nominative -i (BGN/PCGN 2009 keeps it): კოხი is Koch, ვაანი Vaan. */
function withoutNominative(reading: string): string | null {
  return reading.length >= SHORTEST_NOMINATIVE && /[^aeiou]i$/.test(reading) ? reading.slice(0, -1) : null;
}

/** Letters that no other Latin alphabet of the region has. */
const TURKIC = /[əğış]/;

/** The likeliest first; at least one, none twice. */
export interface WordReadings {
  readonly sounds: readonly string[];
  /** With every ending written out, for whoever compares it with a word whose ending a slip of the pen has broken. */
  readonly whole: readonly string[];
}

function spelled(word: string, script: NameScript, letters: Letters): string[] {
  const all = spell(word, letters);
  const likely = script === 'Latn' && TURKIC.test(word) ? all.slice(1, 2) : all;
  // Conventions agree on most words.
  const written = [...new Set(likely)];
  const evened = isConsonantal(script) ? evenUnwritten(written) : written.map(even);
  const bare = script === 'Geor' ? [...evened.map(withoutNominative), ...evened] : evened;
  return bare.filter((reading): reading is string => reading !== null && reading !== '');
}

function ended(reading: string, script: NameScript): string[] {
  const short = (script === 'Arab' ? /WE?$/ : /[^A-Z]f$/).test(reading) ? null : withEnding(reading);
  if (short === null) return [reading];
  // Sharif and Aliyev end alike where no vowels are written.
  return script === 'Arab' && /f$|WA$/.test(reading) ? [reading, short] : [short];
}

/** Each reading with its ending as one sound before what is left over, so that the likeliest of every reading are among the few. */
function allEnded(whole: readonly string[], script: NameScript): string[] {
  const [first = [], ...rest] = whole.map((reading) => ended(reading, script));
  return [...first, ...rest.flatMap((each) => each.slice(-1)), ...rest.flatMap((each) => each.slice(0, -1))];
}

function few(readings: readonly string[], word: string): string[] {
  const distinct = [...new Set(readings)];
  return distinct.length === 0 ? [word] : distinct.slice(0, MOST_READINGS);
}

export function wordReadings(word: string, script: NameScript): WordReadings {
  const letters = TABLES[script];
  if (letters === undefined) return { sounds: [word], whole: [word] };
  const whole = spelled(word, script, letters);
  return {
    sounds: few(allEnded(whole, script), word),
    whole: few(whole, word),
  };
}

/** The first sounds that `wordReadings` would tell, without the others. */
export function likeliestReading(word: string, script: NameScript): string {
  const letters = TABLES[script];
  const [likeliest] = letters === undefined ? [] : spelled(word, script, letters);
  return likeliest === undefined ? word : (ended(likeliest, script)[0] ?? likeliest);
}
