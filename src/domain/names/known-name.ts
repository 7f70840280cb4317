// Which known given name a word is, so that two well-known names are not taken for spellings of one.

import { GIVEN_NAMES } from './given-names.js';
import { skeletons } from './skeleton.js';
import { soundWord, type SoundWord } from './sound-costs.js';
import { wordReadings } from './sound-readings.js';
import { soundSimilarity } from './sound-similarity.js';

export interface KnownName {
  /** Lines of given-names.ts: one where it is clear, several where the word may as well be either (Georgian ნური is Nuri, and Nur). */
  readonly names: readonly number[];
  /** How surely, 0 to 1: a word that is spelled otherwise may be nearer to another word than to the form in the list. */
  readonly alike: number;
}

interface KnownForm {
  readonly name: number;
  readonly readings: readonly SoundWord[];
}

function formsBySkeleton(): ReadonlyMap<string, readonly KnownForm[]> {
  const found = new Map<string, KnownForm[]>();
  GIVEN_NAMES.forEach((spellings, name) => {
    for (const spelling of spellings) {
      // By English habits alone: the list is in English spelling.
      const readings = wordReadings(spelling, 'Latn')
        .sounds.slice(0, 1)
        .map((sounds) => soundWord(sounds, false));
      const [key = ''] = skeletons(readings);
      found.set(key, [...(found.get(key) ?? []), { name, readings }]);
    }
  });
  return found;
}

const FORMS = formsBySkeleton();
/** A word is a known name when it sounds like it, and like no other nearly as much. */
const SOUNDS_LIKE = 0.86;
const CLEARLY = 0.025;

function likenesses(readings: readonly SoundWord[]): ReadonlyMap<number, number> {
  const best = new Map<number, number>();
  for (const form of skeletons(readings).flatMap((key) => FORMS.get(key) ?? [])) {
    best.set(form.name, Math.max(best.get(form.name) ?? 0, soundSimilarity(readings, form.readings)));
  }
  return best;
}

/** Null where none is meant. */
export function knownName(readings: readonly SoundWord[]): KnownName | null {
  const sorted = [...likenesses(readings)].sort((a, b) => b[1] - a[1]);
  const alike = sorted[0]?.[1] ?? 0;
  if (alike < SOUNDS_LIKE) return null;
  // What is written exactly so is meant, however near another is.
  const near = sorted.filter(([, each]) => (alike === 1 ? each === 1 : alike - each < CLEARLY));
  return { names: near.map(([name]) => name), alike };
}
