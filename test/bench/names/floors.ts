// What to beat: equal tokens, and Jaro-Winkler of tokens and trigrams after a romanisation, a plain one letter by letter or any-ascii.

import anyAscii from 'any-ascii';
import { nameTokenSet } from '../../../src/domain/names/normal-form.js';

const PLAIN: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['абвгдеёжзийклмнопрстуфхцчшщъыьэюя', 'a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya'],
    [
      'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև',
      'a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev',
    ],
    ['აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ', 'a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h'],
    ['ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی', 'a b p t s j ch h kh d z r z zh s sh s z t z a gh f q k g l m n v h y'],
  ].flatMap(([letters = '', sounds = '']) => {
    const each = sounds.split(' ');
    return Array.from(letters, (letter, place) => [letter, each[place] ?? ''] as const);
  }),
);

export function plainRomanisation(text: string): string {
  const folded = text.toLowerCase().replaceAll('ու', 'u').replaceAll('آ', 'ا').normalize('NFD').replace(/\p{M}/gu, '');
  return Array.from(folded, (letter) => PLAIN[letter] ?? letter).join('');
}

function matchesOf(one: string, other: string): { readonly mine: string[]; readonly theirs: string[] } {
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Set<number>();
  const mine: string[] = [];
  for (const [at, letter] of Array.from(one).entries()) {
    for (let place = Math.max(0, at - reach); place <= Math.min(other.length - 1, at + reach); place += 1) {
      if (taken.has(place) || other.charAt(place) !== letter) continue;
      taken.add(place);
      mine.push(letter);
      break;
    }
  }
  return { mine, theirs: [...taken].sort((a, b) => a - b).map((place) => other.charAt(place)) };
}

export function jaroWinkler(one: string, other: string): number {
  const { mine, theirs } = matchesOf(one, other);
  if (mine.length === 0) return 0;
  const swaps = mine.filter((letter, place) => letter !== theirs[place]).length / 2;
  const jaro = (mine.length / one.length + mine.length / other.length + (mine.length - swaps) / mine.length) / 3;
  let prefix = 0;
  while (prefix < 4 && one.charAt(prefix) !== '' && one.charAt(prefix) === other.charAt(prefix)) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function latinWords(romanised: string): string[] {
  return romanised
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

/** The mean of the best partner of each word of the name with fewer words. */
function wordsAlike(one: string, other: string): number {
  const [few = [], many = []] = [latinWords(one), latinWords(other)].sort((a, b) => a.length - b.length);
  if (few.length === 0) return 0;
  return few.reduce((sum, word) => sum + Math.max(...many.map((each) => jaroWinkler(word, each))), 0) / few.length;
}

export function romanisedJaroWinkler(one: string, other: string): number {
  return wordsAlike(plainRomanisation(one), plainRomanisation(other));
}

/** The best that is on the shelf, by the words of the names. */
export function anyAsciiJaroWinkler(one: string, other: string): number {
  return wordsAlike(anyAscii(one), anyAscii(other));
}

/** As pg_trgm makes them: of each word with two blanks before it and one behind. */
function trigrams(text: string): Set<string> {
  const padded = latinWords(anyAscii(text)).map((word) => `  ${word} `);
  return new Set(
    padded.flatMap((word) => Array.from({ length: word.length - 2 }, (_, from) => word.slice(from, from + 3))),
  );
}

/** similarity() of pg_trgm on any-ascii forms. */
export function anyAsciiTrigrams(one: string, other: string): number {
  const [mine, theirs] = [trigrams(one), trigrams(other)];
  const shared = [...mine].filter((each) => theirs.has(each)).length;
  return shared === 0 ? 0 : shared / (mine.size + theirs.size - shared);
}

export function equalTokens(one: string, other: string): number {
  return nameTokenSet(one).join(' ') === nameTokenSet(other).join(' ') ? 1 : 0;
}
