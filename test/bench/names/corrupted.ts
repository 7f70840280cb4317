// Names as they are asked after: with a slip of the pen, in another order, or in Cyrillic letters.

import type { Draw } from './draw.js';

export const CORRUPTIONS = ['as written', 'one letter', 'swapped', 'swapped, one letter', 'Cyrillic'] as const;
export type Corruption = (typeof CORRUPTIONS)[number];

const LETTERS = 'abcdefghijklmnoprstuvyz';

/** Two letters that one makes in Russian stand before their parts. */
const CYRILLIC: readonly (readonly [string, string])[] = [
  ['shch', 'щ'],
  ['sh', 'ш'],
  ['ch', 'ч'],
  ['kh', 'х'],
  ['zh', 'ж'],
  ['ts', 'ц'],
  ['ya', 'я'],
  ['yu', 'ю'],
  ['ye', 'е'],
  ['qu', 'кв'],
  ...Array.from('abcdefghijklmnopqrstuvwxyz', (letter, at): readonly [string, string] => [
    letter,
    'абкдефгхийклмнопкрстуввксйз'.charAt(at),
  ]),
];

function inCyrillic(name: string): string {
  let rest = name.toLowerCase();
  let written = '';
  while (rest !== '') {
    const found = CYRILLIC.find(([latin]) => rest.startsWith(latin));
    written += found?.[1] ?? rest.charAt(0);
    rest = rest.slice(found?.[0].length ?? 1);
  }
  return written;
}

/** One letter put in the place of another, left out, or exchanged with the next. */
function slipped(word: string, draw: Draw): string {
  const at = Math.floor(draw.next() * word.length);
  const [before, letter, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
  const kind = draw.one(['instead', 'left out', 'exchanged'] as const);
  if (kind === 'instead') return before + draw.one(Array.from(LETTERS)) + after;
  if (kind === 'left out' || after === '') return before + after;
  return before + after.charAt(0) + letter + after.slice(1);
}

function withSlip(name: string, draw: Draw): string {
  const words = name.split(' ');
  const at = Math.floor(draw.next() * words.length);
  return words.map((word, place) => (place === at ? slipped(word, draw) : word)).join(' ');
}

export function corrupted(name: string, how: Corruption, draw: Draw): string {
  const swapped = how.startsWith('swapped') ? name.split(' ').reverse().join(' ') : name;
  if (how === 'Cyrillic') return inCyrillic(swapped);
  return how.endsWith('one letter') ? withSlip(swapped, draw) : swapped;
}
