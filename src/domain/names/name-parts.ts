// The parts of a name: words that name the person, the father's name, and titles that may as well be missing.

import { isConsonantal, type NameScript } from './detect-script.js';
import { plainWords, type PlainWord } from './plain-words.js';
import { knownName, type KnownName } from './known-name.js';
import { soundWord, type SoundWord } from './sound-costs.js';
import { wordReadings, type WordReadings } from './sound-readings.js';

export interface NamePart {
  /** The likeliest first. */
  readonly readings: readonly SoundWord[];
  /** With endings written out; the same where there are none. */
  readonly whole: readonly SoundWord[];
  readonly script: NameScript;
  readonly initial: boolean;
  /** Ends as surnames of the region do. */
  readonly surnameLike: boolean;
  /** Null for words that are in no list of given names. */
  readonly known: KnownName | null;
  /**
   * The same of the given name that a surname is made from (Hasanov, Petrosyan), which a given name is never compared with; null
   * without written vowels too, where one stem would pass for another.
   */
  readonly knownStem: KnownName | null;
}

export interface NameParts {
  /** Given names and surnames, in no certain order. */
  readonly core: readonly NamePart[];
  readonly patronymic: NamePart | null;
}

/** A word of a name with its sounds; nothing that reads it changes it. */
export interface Word extends NamePart {
  readonly plain: PlainWord;
  readonly sounds: readonly string[];
}

/** The endings that half a nation shares, each written as one sound. */
const ENDING = /[1-6]$/;

function stemOf(sounds: readonly string[]): KnownName | null {
  const stems = sounds.filter((one) => ENDING.test(one)).map((one) => soundWord(one.replace(ENDING, ''), false));
  return stems.length === 0 ? null : knownName(stems);
}

function partOf({ sounds, whole }: WordReadings, script: NameScript, initial: boolean): NamePart {
  const consonantal = isConsonantal(script);
  const readings = sounds.map((one) => soundWord(one, consonantal));
  const isEnded = whole.some((one, at) => one !== sounds[at]);
  return {
    readings,
    whole: isEnded ? whole.map((one) => soundWord(one, consonantal)) : readings,
    script,
    known: initial ? null : knownName(readings),
    initial,
    surnameLike: ENDING.test(sounds[0] ?? ''),
    knownStem: initial || consonantal ? null : stemOf(sounds),
  };
}

export type WordReader = (plain: PlainWord) => Word;

function wordOf(plain: PlainWord): Word {
  const read = wordReadings(plain.text, plain.script);
  return { plain, sounds: read.sounds, ...partOf(read, plain.script, plain.initial) };
}

/** Reads no word twice as long as no more than `most` different ones have come, and forgets all of them then. For one piece of work: it holds words of names. */
export function rememberedWords(most: number): WordReader {
  const known = new Map<string, Word>();
  return (plain) => {
    const key = `${plain.script} ${plain.initial ? '.' : ''} ${plain.text}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const word = wordOf(plain);
    known.set(key, word);
    return word;
  };
}

/** oğlu, oglu, оглы, օղլի …, and qızı, kyzy, кызы, գըզը … behind a father's name. */
const SON_OR_DAUGHTER_BEHIND = /^(?:[oOAW]+W?[Gghq]?lA?[uiIWe]|[qkgxG][ieI]?z[ie]|uGli|uli)$/;
/** Georgian ძე and ასული, behind a father's name in the genitive. */
const GEORGIAN_BEHIND = /^(?:De|asuli?)$/;
/** ibn, bin, ben and bint before it. */
const SON_OR_DAUGHTER_BEFORE = /^(?:O?bn|ibn|bin|ben|bint|bnt)$/;
const SLAVIC = /(?:y?[oeW]+[vW]?(?:[iI]+[yc]?C|na)|i[nC]+na)$/;
const SHORT_SLAVIC = /^(?<stem>il|luk|kuzm|fom|nikit|sav|fok)[yi]+C$/;
/** Haji, Seyed, Mirza, Agha, Khan, Bek, Jan, Sheikh, Mulla, Karbalai, Mashadi, Ter, Doctor, and articles. */
const OPTIONAL =
  /^(?:[hxg]?[aA]J+[iI]?|[sS](?:e[yiI]+|aye|I)[iea]*d|s[eE]id|[mM][iI]r[zD][aA]|[aAO][gGq][aA]|x[aA]n(?:um|[iI]m)?|be[kgy]|bIg|J[aA]n|[Ss]h?[aeI]*[iyI]*x|mula|mulA|karbal[aA][yiI]|ma?[sS]h?a?d[iI]|ter|dr|prof|mr|mrs|ms|[aeuo]l|Ol|as|aS|ad|ar|ud|ur|van|von|de|la|di|da)$/;

/** Father's name out of a patronymic of Russian form; null for another word. */
function slavicStem(word: Word): string[] | null {
  const stems = word.sounds.flatMap((sounds) => {
    const short = SHORT_SLAVIC.exec(sounds)?.groups?.['stem'];
    if (short !== undefined) return [`${short}ya`];
    const from = sounds.search(SLAVIC);
    return from >= 2 && /[iI][yc]?C$|[vW]na$|[nC]na$/.test(sounds) ? [sounds.slice(0, from)] : [];
  });
  return stems.length === 0 ? null : stems;
}

interface Split {
  core: Word[];
  patronymic: NamePart | null;
}

function take(words: Word[], at: number, sounds: readonly string[] | null): NamePart | null {
  const [word] = words.splice(at, 1);
  if (word === undefined) return null;
  return sounds === null ? word : partOf({ sounds, whole: sounds }, word.plain.script, word.initial);
}

/** Genitives of Georgian (-is) and Armenian (-i) lose their ending beside the whole word. */
function genitive(word: Word | undefined, ending: RegExp): string[] {
  return word === undefined ? [] : [...new Set([...word.sounds.map((one) => one.replace(ending, '')), ...word.sounds])];
}

function marked(words: Word[]): NamePart | null {
  const says = (word: Word, what: RegExp): boolean => word.sounds.some((one) => what.test(one));
  const behind = words.findIndex(
    (word, place) => place > 1 && (says(word, SON_OR_DAUGHTER_BEHIND) || says(word, GEORGIAN_BEHIND)),
  );
  if (behind > 0) {
    const [mark] = words.splice(behind, 1);
    const isGeorgian = mark !== undefined && says(mark, GEORGIAN_BEHIND);
    return take(words, behind - 1, isGeorgian ? genitive(words[behind - 1], /is$/) : null);
  }
  const before = words.findIndex(
    (word, place) => place > 0 && place < words.length - 1 && says(word, SON_OR_DAUGHTER_BEFORE),
  );
  if (before > 0) {
    words.splice(before, 1);
    return words.length > 2 ? take(words, before, null) : null;
  }
  return null;
}

/** The last vowel of a stem is gone, and with it what tells Said from Saida. */
function stem(part: NamePart | null): NamePart | null {
  return part === null ? null : { ...part, known: null, knownStem: null };
}

function bySlavicEnding(words: Word[]): NamePart | null {
  if (words.length < 3) return null;
  const found = words.flatMap((word, place) => (slavicStem(word) === null ? [] : [place]));
  const at = found[0] === 0 ? found.at(-1) : found[0];
  const word = at === undefined ? undefined : words[at];
  return at === undefined || word === undefined ? null : stem(take(words, at, slavicStem(word)));
}

/** Of three words with one surname at an end, the word in the middle or behind is the father's name. */
function byPlace(words: Word[]): NamePart | null {
  const surnames = words.filter((word) => word.surnameLike);
  if (words.length !== 3 || surnames.length !== 1) return null;
  const at = words[2]?.surnameLike === true ? 1 : words[0]?.surnameLike === true ? 2 : -1;
  if (at < 0) return null;
  const armenian = surnames.some((word) => word.sounds.some((one) => one.endsWith('1')));
  return take(words, at, armenian ? genitive(words[at], /(?<=..)i$/) : null);
}

function withoutTitles(words: Word[]): Word[] {
  let left = words.length;
  return words.filter((word) => {
    const drops = left > 2 && !word.initial && word.sounds.some((one) => OPTIONAL.test(one));
    if (drops) left -= 1;
    return !drops;
  });
}

function split(words: readonly Word[]): Split {
  const core = [...words];
  const patronymic = marked(core) ?? bySlavicEnding(core);
  const plain = withoutTitles(core);
  return { core: plain, patronymic: patronymic ?? byPlace(plain) };
}

const JOINED_AT_MOST = 4;
const ARTICLE = /^[aeiou][ld]$/;

/** Nur al-Din as one word; null where no article stands between two words. */
function withArticle(words: readonly PlainWord[]): PlainWord[] | null {
  const at = words.findIndex(({ text }, place) => place > 0 && place < words.length - 1 && ARTICLE.test(text));
  const three = words.slice(at - 1, at + 2);
  const [first] = three;
  if (at < 0 || first === undefined) return null;
  const one = { ...first, text: three.map(({ text }) => text).join('') };
  return [...words.slice(0, at - 1), one, ...words.slice(at + 2)];
}

/**
 * The parts of a name, and of the same name with two neighbouring words written as one (Ali Akbar, Aliakbar). The first is as it is written.
 * Pure and total; a text without letters has no parts.
 */
export function nameParts(text: string, read: WordReader = wordOf): NameParts[] {
  const words = plainWords(text);
  const parts = (given: readonly PlainWord[]): NameParts => split(given.map(read));
  const asWritten = parts(words);
  // Joined with a neighbour, a father's name would pass for one of the person's own.
  if (asWritten.patronymic !== null) return [asWritten];
  const joined = words.slice(1).flatMap((word, place): NameParts[] => {
    const before = words[place];
    if (before === undefined || before.initial || word.initial || words.length < 3 || words.length > JOINED_AT_MOST)
      return [];
    const both = { text: before.text + word.text, script: word.script, initial: false };
    return [parts([...words.slice(0, place), both, ...words.slice(place + 2)])];
  });
  const whole = withArticle(words);
  return [asWritten, ...joined, ...(whole === null ? [] : [parts(whole)])];
}
