// How exactly a person's name agrees with one that was given, in three steps: letter by letter would let a spelling be found by trying.

import type { PersonName } from '../identity/identity-particulars.js';
import { nameTokenSet } from '../names/normal-form.js';
import { verdictOf } from './match-threshold.js';

/** The very words, in any order; all of the name by sound; a part of it, or with something that stands against it. */
export const EXACTNESS = ['same_words', 'sounds_alike', 'partly_alike'] as const;
export type Exactness = (typeof EXACTNESS)[number];

/** Case, width and accents aside, as the exact normal form has it. */
export function sameWords(asked: readonly PersonName[] = [], held: readonly PersonName[] = []): boolean {
  const words = ({ text }: PersonName): string => nameTokenSet(text).join(' ');
  const known = new Set(held.map(words));
  return asked.some((name) => known.has(words(name)));
}

export function exactnessOf(match: { readonly sameWords: boolean; readonly score: number }): Exactness {
  if (match.sameWords) return 'same_words';
  return verdictOf(match.score) === 'same' ? 'sounds_alike' : 'partly_alike';
}
