// The exact normal form of a name: what two writings of one name share without any tolerance of spelling or script.

/**
 * Goes into every search code, so that codes of an older form are never mistaken for codes of a newer one.
 * Raise it with any change that gives some name other tokens.
 */
export const NAME_NORMAL_FORM_VERSION = 1;

/**
 * Signs that readers do not see or that stand inside a word without dividing it: bidi marks, zero-width signs, the soft hyphen, variation
 * selectors, tatweel, apostrophes as romanisations use them, the Armenian accents and apostrophe, Hebrew geresh.
 */
const SILENT = /\p{Default_Ignorable_Code_Point}|[\u0640'`´‘’‛′ʹʻʼʽʾʿˈ\u0559-\u055f\u05f3\u05f4]/gu;

/**
 * Accents of Latin and Greek, where one keyboard often lacks what another has, and the vowel and reading signs of Arabic and Hebrew, which
 * most writers leave out. The marks of other scripts are kept: Cyrillic й and Indic vowel signs are letters of their own.
 */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu;

/** One letter with several code points or habits: Arabic and Persian yeh, kaf and heh, Russian yo, the Greek final sigma. */
const UNIFIED: Readonly<Record<string, string>> = {
  '\u064a': '\u06cc',
  '\u0649': '\u06cc',
  '\u0643': '\u06a9',
  '\u0629': '\u0647',
  '\u06c1': '\u0647',
  '\u06c3': '\u0647',
  '\u06d5': '\u0647',
  '\u06be': '\u0647',
  '\u0671': '\u0627',
  ё: 'е',
  ς: 'σ',
};
const UNIFIABLE = new RegExp(`[${Object.keys(UNIFIED).join('')}]`, 'gu');

/** By way of upper case, which joins what lower case alone keeps apart (ß and ss, ı and i); lower case before it for the capital ẞ. */
function foldCase(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase();
}

/** Printed ASCII has one form alone: of all steps only case and apostrophes concern it. */
const PLAIN_ALREADY = /^[ -~]*$/;
const SILENT_OF_ASCII = /['`]/g;

/** Letters in compatibility form, without silent signs and accents, in one case. */
function plain(text: string): string {
  if (PLAIN_ALREADY.test(text)) return text.replace(SILENT_OF_ASCII, '').toLowerCase();
  const visible = text.replace(SILENT, '').normalize('NFKC');
  return foldCase(visible)
    .normalize('NFKD')
    .replace(SILENT, '')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(UNIFIABLE, (letter) => UNIFIED[letter] ?? letter);
}

/**
 * The words of a name in its own order, each in normal form; empty when the text holds no letter or digit.
 * Pure and idempotent: the tokens of joined tokens are the same tokens. Different scripts never give equal tokens.
 */
export function nameTokens(text: string): string[] {
  return plain(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** The distinct tokens of a name in one order that does not depend on the order of writing. */
export function nameTokenSet(text: string): readonly string[] {
  return [...new Set(nameTokens(text))].sort();
}
