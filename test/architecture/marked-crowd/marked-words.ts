// Words that nobody has written before, in five scripts: drawn anew in each run, so that a word that is found comes from this run.

import { randomInt } from 'node:crypto';

/** Consonants and vowels; letters with accents, hooks and several normal forms are among them. */
const LETTERS = {
  latin: ['bdfgklmnprstvzčžñ', 'aeiouáö'],
  armenian: ['բգդզլկմնպսվտրֆչջ', 'աեէիօ'],
  cyrillic: ['бвгджзклмнпрстфй', 'аеиоуё'],
  georgian: ['ბგდზთკლმნპრსტვქ', 'აეიოუ'],
  arabic: ['بتجدرزسشفقلمن', 'اويىك'],
} as const;

export type MarkedScript = keyof typeof LETTERS;
export const MARKED_SCRIPTS = Object.keys(LETTERS) as readonly MarkedScript[];

/** Ten letters out of two small alphabets: at least a thousand million words in each script. */
const SYLLABLES = 5;

function drawn(letters: string): string {
  return letters[randomInt(letters.length)] ?? '';
}

export function markedWord(script: MarkedScript): string {
  const [consonants, vowels] = LETTERS[script];
  const word = Array.from({ length: SYLLABLES }, () => drawn(consonants) + drawn(vowels)).join('');
  return script === 'georgian' ? word : word.charAt(0).toUpperCase() + word.slice(1);
}

export function markedNumber(): string {
  const part = (): string => String(randomInt(1000, 10_000));
  return `+00-555-${part()}-${part()}`;
}
