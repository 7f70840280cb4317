// Pseudonyms: `WB-` and 100 random bits in Crockford's base 32 with a mod-37 check symbol that catches a typing slip.

/** Crockford's digits: no I, L, O or U, so that none is taken for another. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PREFIX = 'WB';
const DIGIT_COUNT = 20;
const SYMBOL_COUNT = DIGIT_COUNT + 1;
const GROUP = 5;

/** 5 check symbols of 37 are drawn again; 200 misses in a row are a broken random source (chance 1e-174), not bad luck. */
const MOST_DRAWS = 200;

/** No pseudonym with any amount of sensible spacing is longer; what is longer is not looked at. */
const LONGEST_TEXT = 64;

export type PseudonymReading =
  | { readonly ok: true; readonly pseudonym: string }
  | { readonly ok: false; readonly reason: 'not_a_pseudonym' | 'pseudonym_mistyped' };

/** The check value is the 100-bit number mod 37; 37 is prime and greater than 32, so one wrong or two swapped symbols always show. */
function checkValue(digits: string): number | null {
  let remainder = 0;
  for (const symbol of digits) {
    const value = DIGITS.indexOf(symbol);
    if (value < 0) return null;
    remainder = (remainder * DIGITS.length + value) % 37;
  }
  return remainder;
}

function isWhole(symbols: string): boolean {
  const check = checkValue(symbols.slice(0, DIGIT_COUNT));
  return symbols.length === SYMBOL_COUNT && check !== null && DIGITS[check] === symbols[DIGIT_COUNT];
}

function spellOut(symbols: string): string {
  const groups = [PREFIX];
  for (let at = 0; at < symbols.length; at += GROUP) groups.push(symbols.slice(at, at + GROUP));
  return groups.join('-');
}

/** One that nobody bears, for the API's description; its check symbol is right. */
export const PSEUDONYM_EXAMPLE = 'WB-7K3QM-B0XWN-4HT8R-ZC2VY-Y';

/**
 * Draws a new pseudonym, of the shape that PSEUDONYM_EXAMPLE shows.
 * `randomBytes(n)` must return n uniformly random bytes; only the low 5 bits of each are used.
 */
export function makePseudonym(randomBytes: (count: number) => Uint8Array): string {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const bytes = randomBytes(DIGIT_COUNT);
    if (bytes.length !== DIGIT_COUNT)
      throw new RangeError('The random source returned another number of bytes than was asked for.');
    const digits = Array.from(bytes, (byte) => DIGITS.charAt(byte & 31)).join('');
    const symbol = DIGITS[checkValue(digits) ?? DIGITS.length];
    if (symbol !== undefined) return spellOut(digits + symbol);
  }
  throw new RangeError('The random source repeats itself.');
}

/** Case, hyphens of any kind, spaces and the look-alikes I, L and O are forgiven. */
function compact(text: string): string {
  return text
    .replace(/[\s\p{Dash}\u00ad]/gu, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/[ILı]/g, '1')
    .replace(/O/g, '0');
}

/** The prefix itself may hold the slip: one letter wrong, or the two swapped. */
function resemblesPrefix(start: string): boolean {
  return start === 'BW' || start.startsWith('W') || start.endsWith('B');
}

/** One symbol too few or too many is a slip as well; everything else is some other text. */
function isSlip(compacted: string): boolean {
  const whole = PREFIX.length + SYMBOL_COUNT;
  return Math.abs(compacted.length - whole) <= 1 && resemblesPrefix(compacted.slice(0, PREFIX.length));
}

/** Reads a pseudonym as people type it and returns its one canonical form, or says whether it is a slip or no pseudonym at all. */
export function readPseudonym(text: string): PseudonymReading {
  if (text.length > LONGEST_TEXT) return { ok: false, reason: 'not_a_pseudonym' };
  const compacted = compact(text);
  const symbols = compacted.slice(PREFIX.length);
  if (compacted.startsWith(PREFIX) && isWhole(symbols)) return { ok: true, pseudonym: spellOut(symbols) };
  return { ok: false, reason: isSlip(compacted) ? 'pseudonym_mistyped' : 'not_a_pseudonym' };
}
