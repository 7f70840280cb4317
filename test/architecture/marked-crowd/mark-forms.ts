// In which forms a marked word may be written down: every encoding, escape, digest and normal form that the search knows.

import { createHash } from 'node:crypto';
import { nameTokens } from '../../../src/domain/names/normal-form.js';

export interface MarkForm {
  readonly form: string;
  readonly bytes: Buffer;
}

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');

function units(text: string): number[] {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

function points(text: string): number[] {
  return Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
}

/** `all` escapes ASCII letters too, which JSON allows and some writers do. */
function escaped(text: string, all: boolean): string {
  return units(text)
    .map((unit) => (unit < 0x80 && !all ? String.fromCharCode(unit) : `\\u${unit.toString(16).padStart(4, '0')}`))
    .join('');
}

function entities(text: string, write: (point: number) => string, all: boolean): string {
  return points(text)
    .map((point) => (point < 0x80 && !all ? String.fromCodePoint(point) : `&#${write(point)};`))
    .join('');
}

const inHex = (point: number): string => `x${point.toString(16)}`;

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

function percent(text: string): string {
  return Array.from(utf8(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function quotedPrintable(text: string): string {
  return Array.from(utf8(text), (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}

/** The letters that stay the same whatever stands before and after, behind `offset` other bytes. */
function base64At(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replaceAll('=', '');
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

/** The eight digits of a date stand by chance in the hex of search codes, once in ten runs. */
function isLong(digits: string): boolean {
  return digits.length >= 12;
}

/** As written, in either case, decomposed, and as the registry compares names. */
function spellings(word: string): string[] {
  const tokens = /^[+\d]/.test(word) ? [word.replace(/\D/g, '')].filter(isLong) : nameTokens(word);
  const all = [word, word.toLowerCase(), word.toUpperCase(), ...(tokens.length === 1 ? tokens : [])];
  return [...new Set(all.flatMap((text) => [text.normalize('NFC'), text.normalize('NFD'), text.normalize('NFKD')]))];
}

/** Shorter needles would be found by chance in a hundred megabytes. */
const SHORTEST = 6;
/** Of a digest; that many bytes are found by chance once in 10^11 such searches. */
const DIGEST_BYTES = 8;

function digestForms(text: string): [string, Buffer][] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm): [string, Buffer][] => {
    const digest = createHash(algorithm).update(text).digest();
    return [
      [algorithm, digest.subarray(0, DIGEST_BYTES)],
      [`${algorithm} in hex`, utf8(hexOf(digest.subarray(0, DIGEST_BYTES)))],
      [`${algorithm} in base64`, utf8(digest.toString('base64').slice(0, 10))],
    ];
  });
}

/** Every form once; of forms that coincide the first one counts. */
export function formsOf(word: string): MarkForm[] {
  const found = new Map<string, MarkForm>();
  const add = (form: string, given: string | Buffer): void => {
    const bytes = typeof given === 'string' ? utf8(given) : given;
    if (bytes.length < SHORTEST) throw new Error(`a word as ${form} is too short to be looked for`);
    const key = bytes.toString('latin1');
    if (!found.has(key)) found.set(key, { form, bytes });
  };
  const addInBothCases = (form: string, text: string): void => {
    add(form, text);
    add(form, text.replace(/\\u[0-9a-f]{4}|%[0-9a-f]{2}|&#x[0-9a-f]+|\b[0-9a-f]{12,}\b/g, raised));
  };
  for (const text of spellings(word)) {
    add('UTF-8', text);
    add('UTF-16LE', Buffer.from(text, 'utf16le'));
    add('UTF-16BE', utf16be(text));
    addInBothCases('escapes', escaped(text, false));
    addInBothCases('escapes of every letter', escaped(text, true));
    add('percent', encodeURIComponent(text));
    add(
      'percent',
      encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (part) => part.toLowerCase()),
    );
    addInBothCases('percent of every byte', percent(text));
    for (const all of [false, true]) {
      add('decimal entities', entities(text, String, all));
      addInBothCases('hex entities', entities(text, inHex, all));
    }
    add('quoted-printable', quotedPrintable(text));
    addInBothCases('hex', hexOf(utf8(text)));
    addInBothCases('hex of UTF-16', hexOf(Buffer.from(text, 'utf16le')));
    for (const offset of [0, 1, 2]) {
      add('base64', base64At(utf8(text), offset));
      add('base64url', base64At(utf8(text), offset).replaceAll('+', '-').replaceAll('/', '_'));
      add('base64 of UTF-16', base64At(Buffer.from(text, 'utf16le'), offset));
    }
    // A digest without a key is the word itself for whoever has a list of names.
    for (const [form, bytes] of digestForms(text)) add(form, bytes);
  }
  return [...found.values()];
}

function raised(part: string): string {
  return part.replace(/[0-9a-f]+$/, (digits) => digits.toUpperCase());
}
