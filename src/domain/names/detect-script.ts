// The script a name is written in, told from its letters by majority.

export const NAME_SCRIPTS = ['Latn', 'Cyrl', 'Armn', 'Arab', 'Geor', 'Hebr', 'Grek', 'other'] as const;

/** ISO 15924 codes; a name in any other script is kept as it is and called `other`. */
export type NameScript = (typeof NAME_SCRIPTS)[number];

/** Scripts that leave vowels out. */
const CONSONANTAL: readonly NameScript[] = ['Arab', 'Hebr'];

export function isConsonantal(script: NameScript): boolean {
  return CONSONANTAL.includes(script);
}

const LETTERS_OF: readonly (readonly [NameScript, RegExp])[] = [
  ['Latn', /\p{Script=Latin}/gu],
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Armn', /\p{Script=Armenian}/gu],
  ['Arab', /\p{Script=Arabic}/gu],
  ['Geor', /\p{Script=Georgian}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Grek', /\p{Script=Greek}/gu],
];

/** The script of most letters; on a tie, the one listed first. A text without any letter of a listed script is `other`. */
export function detectScript(text: string): NameScript {
  let most = 0;
  let found: NameScript = 'other';
  for (const [script, letters] of LETTERS_OF) {
    const count = text.match(letters)?.length ?? 0;
    if (count > most) [most, found] = [count, script];
  }
  const listed = LETTERS_OF.reduce((sum, [, letters]) => sum + (text.match(letters)?.length ?? 0), 0);
  const all = text.match(/\p{L}/gu)?.length ?? 0;
  return all - listed > most ? 'other' : found;
}
