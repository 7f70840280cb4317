// Finds in a text that others will read what looks like a telephone number, an e-mail address or a registered name.

import { isTellingPart } from '../names/telling-parts.js';
import { nameTokens } from '../names/normal-form.js';
import { inPlainDigits } from '../names/plain-digits.js';

export const TEXT_WARNINGS = ['looks_like_phone', 'looks_like_email', 'looks_like_registered_name'] as const;
export type TextWarning = (typeof TEXT_WARNINGS)[number];

/** Nobody's number is shorter without its area, and ITU-T E.164 allows no more. */
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

/** Without a leading + or 0, so many digits in one go are a number of the country code onwards; fewer are a case number. */
const FEWEST_UNMARKED = 10;

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}\.\p{L}{2,}/u;

/** As people write an address that a program should not find. What each has is looked for first: the whole is tried at every letter of a text. */
const SPELT_AT = /[([{] ?at/iu;
const SPELT_EMAIL =
  /[\p{L}\p{N}._%+-]{1,64} ?[([{] ?at ?[)\]}] ?[\p{L}\p{N}-]{1,63}(?: ?[([{] ?dot ?[)\]}] ?|\.)\p{L}{2,}/iu;

/**
 * What holds digits and is no telephone number: identifiers and digests, pseudonyms and codes of evidence, dates and times as EDTF and as
 * people write them, and references of a year and a number.
 */
const NO_NUMBERS: readonly RegExp[] = [
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/giu,
  /\b[0-9a-f]{32,}\b/giu,
  /\b(?:WB|EV)(?:[ -]?[0-9A-Z]){21}(?![0-9A-Z])/giu,
  /(?<![\p{L}\d])[12]\d{3}-[\dX]{2}(?:-[\dX]{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?[~?%]?(?!\d)/giu,
  /(?<!\d)\d{1,2}(?<separator>[./-])\d{1,2}\k<separator>(?:[12]\d)?\d{2}(?!\d)/gu,
  /(?<!\d)[12]\d{3}[./]\d{1,2}[./]\d{1,2}(?!\d)/gu,
  /(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)/gu,
  /(?<!\d)(?:19|20)\d{2}[/-](?:19|20)\d{2}(?!\d)/gu,
  /(?<![\d+])(?:19|20)\d{2}[/-]\d{1,8}(?!\d)/gu,
  /(?<![\d+])(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?(?!\d)/gu,
];

/** A number of the country code onwards says so itself, whatever its digits look like besides. */
const INTERNATIONAL = /\+ ?\(?\d(?:[ ().\p{Dash}/]{0,3}\d){6}/u;

/** Digits with what people put between them, beginning with a bracket where there is one. */
const RUN_OF_DIGITS = /(?:(?<!\d)\( ?)?\d(?:[ ().\p{Dash}/]{0,3}\d){6,24}/gu;

/** 1 234 567, 12.000.000: a count of people and no number of anybody. */
const COUNT = /^\d{1,3}(?:[ .]000)+$|^\d(?:[ .]\d{3})+$/u;

/** Compatibility forms, without signs that nobody sees, and with the digits of every script as 0 to 9. */
function plainText(text: string): string {
  return inPlainDigits(
    text
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .normalize('NFKC')
      .replace(/[\s\u00a0]+/gu, ' '),
  );
}

function isPhone(run: string): boolean {
  const digits = run.replace(/\D/g, '');
  if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS || COUNT.test(run)) return false;
  if (/^\(? ?0/u.test(run)) return true;
  const groups = run.split(/\D+/u).filter((group) => group !== '');
  const isGrouped = groups.length > 1 && groups.every((group) => group.length >= 2 && group.length <= 4);
  return isGrouped || digits.length >= FEWEST_UNMARKED;
}

/** Written before a number without a space, in the scripts of the registry. */
const CALLED = /^(?:tel|phone|mobile|mob|fax|тел|телефон|моб|հեռ|ტელ|هاتف|تلفن)[.:]/iu;

/** A word of letters and digits is a reference, unless it says itself that it is a number, or is as long as one. */
function isReference(word: string): boolean {
  if (!/\p{L}/u.test(word) || !/\d/u.test(word)) return false;
  return (word.match(/\d/g)?.length ?? 0) < FEWEST_UNMARKED && !CALLED.test(word);
}

function holdsPhone(plain: string): boolean {
  if (!/\d/.test(plain)) return false;
  if (INTERNATIONAL.test(plain)) return true;
  const named = NO_NUMBERS.reduce((text, pattern) => text.replaceAll(pattern, ' § '), plain);
  const rest = named
    .split(' ')
    .map((word) => (isReference(word) ? '§' : word))
    .join(' ');
  return (rest.match(RUN_OF_DIGITS) ?? []).some((run) => isPhone(run.trim()));
}

function holdsEmail(plain: string): boolean {
  return (plain.includes('@') && EMAIL.test(plain)) || (SPELT_AT.test(plain) && SPELT_EMAIL.test(plain));
}

/** Digits without a space or a plus are what a number of one's own files is made of, and no telephone number. */
const FILE_NUMBER = /^[\p{Nd}./_-]+$/u;

/** Of a field that takes a reference and nothing else: in a reason ten digits in one go are a number of somebody. */
export function isFileNumber(reference: string): boolean {
  return FILE_NUMBER.test(reference);
}

/** What can be told from the text alone. */
export function textWarnings(text: string): TextWarning[] {
  const plain = plainText(text);
  return [
    ...(holdsPhone(plain) ? (['looks_like_phone'] as const) : []),
    ...(holdsEmail(plain) ? (['looks_like_email'] as const) : []),
  ];
}

/** Parts of a name stand together in a text, with no more than one word between two of them. */
const WITHIN = 3;

/** Of a person whom the text is about one part of a name is enough; shorter ones are words of many languages. */
const SHORTEST_ALONE = 3;

/** Words of a text that stand close enough together to be one name. */
export function nameWindows(text: string): string[] {
  const tokens = nameTokens(text);
  if (tokens.length < 2) return [];
  const last = Math.max(1, tokens.length - WITHIN + 1);
  return Array.from({ length: last }, (_, at) => tokens.slice(at, at + WITHIN).join(' '));
}

/** Whether two parts of one of these names stand together in the text. */
export function holdsName(text: string, names: readonly string[]): boolean {
  if (names.length === 0) return false;
  const windows = nameWindows(text).map((window) => new Set(nameTokens(window)));
  return names.some((name) => {
    const parts = [...new Set(nameTokens(name).filter(isTellingPart))];
    return windows.some((window) => parts.filter((part) => window.has(part)).length >= 2);
  });
}

/** Whether one part of one of these names stands in the text: they are those of whom the text is about, and of their kin. */
export function holdsPartOfName(text: string, names: readonly string[]): boolean {
  const written = new Set(nameTokens(text));
  return names
    .flatMap((name) => nameTokens(name))
    .some((part) => isTellingPart(part) && Array.from(part).length >= SHORTEST_ALONE && written.has(part));
}
