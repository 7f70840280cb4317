// Cuts a name into words of plain letters: what readers do not see is gone, accents that are letters stay, look-alikes are repaired.

import { detectScript, type NameScript } from './detect-script.js';

/** A name of four parts with titles has some 80 characters; what is longer is a text, and work on it must stay bounded. */
const MOST_CHARACTERS = 240;
const MOST_WORDS = 8;
const LONGEST_WORD = 40;

export interface PlainWord {
  readonly text: string;
  readonly script: NameScript;
  /** Followed by a full stop, or one letter long. */
  readonly initial: boolean;
}

/** As in normal-form.ts, and the accents of Armenian and the hamza signs of romanisations. */
const SILENT = /\p{Default_Ignorable_Code_Point}|[\u0640'`´‘’‛′ʹʻʼʽʾʿˈ"\u0559-\u055f\u05f4]|(?<![גזצץ])\u05f3|\u0307/gu;
/** Behind these letters a geresh, or what keyboards have for it, makes another sound: ג׳ j, ז׳ zh, צ׳ ch. */
const GERESH = /(?<=[גזצץ])['`´‘’‛′]/gu;
const READING_SIGNS =
  /(?<=[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Greek}]\u0308?)(?!(?<=[ιυ])\u0308|[\u0653-\u0655])\p{M}/gu;
/** An accent on the first of two Greek vowels says, as a dialytika on the second does, that they are no digraph: άι is a and i, αι is e. */
const APART = /(?<=[αεο]\u0301)[ιυ](?!\u0308)/gu;
const FORMS: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ة: 'ه',
  ۀ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ς: 'σ',
};
const FORM = new RegExp(`[${Object.keys(FORMS).join('')}]`, 'gu');

/** As in normal-form.ts; quotation marks are silent here as well. */
const PLAIN_ALREADY = /^[ -~]*$/;
const SILENT_OF_ASCII = /['`"]/g;

/** Letters that look alike in print; a word that mixes scripts is of the script of most of its letters. */
const LOOK_ALIKES: Partial<Record<NameScript, readonly [string, string]>> = {
  Cyrl: ['abcehikmoptxyə', 'авсенікмортхуә'],
  Latn: ['авсеніјкмортхуә', 'abcehijkmoptxyə'],
  Armn: ['ounhо', 'օսոհօ'],
};

function repair(word: string, script: NameScript): string {
  const pair = LOOK_ALIKES[script];
  if (pair === undefined) return word;
  const [strange, own] = pair;
  return Array.from(word, (letter) => own[strange.indexOf(letter)] ?? letter).join('');
}

/** In small letters, each with one code point where it can have one. */
function plain(text: string): string {
  const given = text.slice(0, MOST_CHARACTERS * 4);
  if (PLAIN_ALREADY.test(given)) return given.replace(SILENT_OF_ASCII, '').slice(0, MOST_CHARACTERS).toLowerCase();
  const visible = given.normalize('NFKC').replace(GERESH, '\u05f3').replace(SILENT, '').slice(0, MOST_CHARACTERS);
  return visible
    .toLowerCase()
    .replace(SILENT, '')
    .normalize('NFD')
    .replace(APART, '$&\u0308')
    .replace(READING_SIGNS, '')
    .normalize('NFC')
    .replace(FORM, (letter) => FORMS[letter] ?? letter);
}

/** The words of a name in their order. Total: any text answers, and no more than the first 240 characters and 8 words of it are looked at. */
export function plainWords(text: string): PlainWord[] {
  const runs = [...plain(text).matchAll(/(?<word>[\p{L}\p{M}\p{N}\u05f3]+)(?<stop>\.?)/gu)];
  const found = runs.filter(([run]) => /\p{L}/u.test(run)).slice(0, MOST_WORDS);
  return found.map(({ groups }) => {
    const given = (groups?.['word'] ?? '').slice(0, LONGEST_WORD);
    const script = detectScript(given);
    const word = repair(given, script);
    const letters = Array.from(word.replaceAll('\u05f3', '')).length;
    return { text: word, script, initial: letters === 1 || (letters === 2 && groups?.['stop'] === '.') };
  });
}
