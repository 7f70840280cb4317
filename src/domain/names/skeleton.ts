// The skeleton of a word: its consonants by classes, which survive almost any writing of it.

import type { SoundWord } from './sound-costs.js';

/** Voiced and voiceless, g gh k kh q, and all hisses (s z ts, ch j zh sh) are one; v, w, y, h and vowels are left out; endings stay. */
const CLASSES: Readonly<Record<string, string>> = Object.fromEntries(
  ['pbf', 'tdD', 'kgGxq', 'szcSCJZ', 'm', 'n', 'l', 'r', '1', '2', '3', '4', '5', '6'].flatMap((sounds) =>
    Array.from(sounds, (sound) => [sound, sounds.charAt(0)] as const),
  ),
);
const DROPPED = 'aeiouyvwhAOWIE';

/** Of words whose every sound is left out (Eva, Yahya), which scripts write in no two ways alike. */
const NO_CONSONANT = '-';

/** Of one reading. */
export function skeletonOf(sounds: string): string {
  const kept = Array.from(sounds, (sound) => (DROPPED.includes(sound) ? '' : (CLASSES[sound] ?? sound))).join('');
  return kept === '' ? NO_CONSONANT : kept;
}

/**
 * Of each reading, none twice; where kh is written, also as if it were the h that other alphabets make of it; and where a script without vowels
 * writes f, as if it were the v that it has no other letter for beside the one for u and o.
 */
export function skeletons(readings: readonly SoundWord[]): string[] {
  const whole = readings.map(({ sounds }) => skeletonOf(sounds));
  const softened = readings
    .filter(({ sounds }) => sounds.includes('x'))
    .map(({ sounds }) => skeletonOf(sounds.replaceAll('x', 'h')));
  const voiced = readings
    .filter(({ sounds, consonantal }) => consonantal && sounds.includes('f'))
    .map(({ sounds }) => skeletonOf(sounds.replaceAll('f', 'v')));
  return [...new Set([...whole, ...softened, ...voiced])];
}
