// The skeleton of a word: its consonants by classes, which survive almost any writing of it.

import type { SoundWord } from './sound-costs.js';

/** Voiced and voiceless, g gh k kh q, s z ts, ch j zh sh are one; v, w, y, h and vowels are left out; endings stay. */
const CLASSES: Readonly<Record<string, string>> = Object.fromEntries(
  ['pbf', 'tdD', 'kgGxq', 'szc', 'SCJZ', 'm', 'n', 'l', 'r', '1', '2', '3', '4', '5', '6'].flatMap((sounds) =>
    Array.from(sounds, (sound) => [sound, sounds.charAt(0)] as const),
  ),
);
const DROPPED = 'aeiouyvwhAOWIE';

function skeletonOf(sounds: string): string {
  const kept = Array.from(sounds, (sound) => (DROPPED.includes(sound) ? '' : (CLASSES[sound] ?? sound))).join('');
  return kept === '' ? sounds.slice(0, 2) : kept;
}

/** Of each reading, none twice; and where kh is written, as if it were the h that other alphabets make of it. */
export function skeletons(readings: readonly SoundWord[]): string[] {
  const whole = readings.map(({ sounds }) => skeletonOf(sounds));
  const softened = readings
    .filter(({ sounds }) => sounds.includes('x'))
    .map(({ sounds }) => skeletonOf(sounds.replaceAll('x', 'h')));
  return [...new Set([...whole, ...softened])];
}
