// Which words of a name tell people apart: no forms of address, particles or initials, which whole countries share.

import { nameTokens, nameTokenSet } from './normal-form.js';

/**
 * Forms of address and particles, in the scripts of the registry. Words that are also borne as a name by themselves (Ben, Le, Abu) are left
 * out: a name that is refused costs a family more than a particle that counts.
 */
const NO_PARTS: ReadonlySet<string> = new Set(
  nameTokens(`
    mr mrs ms miss mx dr prof sir dame lord lady madam madame monsieur mme mlle herr frau señor señora don doña sr sra
    capt captain col colonel gen general lt lieutenant maj major sgt sergeant pvt private
    de da di du do del della delle dei der den des dos das la las los van von vom zu zum zur ter ten af av y e
    al el ul ibn bin bint oglu oğlu ogly uly qizi qızı kizi kyzy
    господин госпожа гражданин гражданка товарищ доктор капитан майор лейтенант сержант рядовой
    де да ди дю дер ден дель делла ван фон тер аль эль ибн бин бинт оглы оглу улы кызы гызы
    պարոն տիկին օրիորդ դոկտոր կապիտան մայոր լեյտենանտ տեր դե վան ֆոն ալ էլ օղլու
    السيد السيدة سيد سيدة الدكتور دكتور الاستاذ استاذ بن ابن بنت ال
    ბატონი ქალბატონი დოქტორი
    κύριος κυρία
  `),
);

/** Signs that stand for anything in other searches, in every width; here they would only seem to. */
const WILDCARD = /[*?%_]/u;

/** Writings in which one letter is a syllable or a word. Their numerals are no letters. */
const SYLLABLE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

export function hasWildcard(text: string): boolean {
  return WILDCARD.test(text.normalize('NFKC'));
}

/** Whether a word in normal form tells people apart: a word of two letters or more, and none of those that many share. */
export function isTellingPart(token: string): boolean {
  if (NO_PARTS.has(token)) return false;
  const letters = token.match(/\p{L}/gu) ?? [];
  return letters.length >= 2 || letters.some((letter) => SYLLABLE.test(letter));
}

/** The distinct parts of a name, counted after it is brought into normal form. */
export function tellingParts(text: string): readonly string[] {
  return nameTokenSet(text).filter(isTellingPart);
}
