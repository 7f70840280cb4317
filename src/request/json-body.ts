// Reads a JSON body strictly: what two readers could understand differently, or PostgreSQL cannot store, is refused.

import { createScanner, SyntaxKind, type JSONScanner } from 'jsonc-parser';
import { DomainError, type FieldFault, type RefusalCode } from '../domain/domain-error.js';

/** Levels of nesting; the deepest body of this API has 6. */
const MOST_LEVELS = 64;
/** Keys that reach into the prototype of a plain object when a library copies carelessly. */
const REFUSED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const LONE_SURROGATE = /\p{Surrogate}/u;

interface Level {
  readonly keys: Set<string> | null;
  /** The key or position that the scanner is at. */
  at: string | number;
  awaitsKey: boolean;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws DomainError `malformed_json` or `duplicate_key`, which names the place and never the content. */
export function readJsonBody(body: Uint8Array): unknown {
  const text = decode(body);
  const value = parse(text);
  if (!hidesNothing(text, value)) refuseTraps(text);
  return value;
}

/**
 * Whether the look below would find nothing. Without a backslash no character is written as an escape, so that none is U+0000 or half of a pair, and
 * every quotation mark begins or ends a key or a text: as many as the value has say that no key was given twice.
 */
function hidesNothing(text: string, value: unknown): boolean {
  if (text.includes('\\')) return false;
  let marks = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) marks += 1;
  return marks === 2 * textsIn(value, 1);
}

/** Keys and texts; NaN, which equals nothing, where there is something to refuse. */
function textsIn(value: unknown, level: number): number {
  if (typeof value === 'string') return 1;
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : Number.NaN;
  if (typeof value !== 'object' || value === null) return 0;
  if (level > MOST_LEVELS) return Number.NaN;
  let texts = 0;
  for (const [key, part] of Object.entries(value)) {
    if (REFUSED_KEYS.has(key)) return Number.NaN;
    texts += textsIn(part, level + 1);
  }
  return Array.isArray(value) ? texts : texts + Object.keys(value).length;
}

function malformed(code: string, expected: string, pointer = ''): DomainError {
  return refusal('malformed_json', { pointer, code, expected });
}

function refusal(code: RefusalCode, fault: FieldFault): DomainError {
  return new DomainError(code, `The body cannot be read: expected ${fault.expected ?? 'JSON'}.`, [fault]);
}

function decode(body: Uint8Array): string {
  try {
    return decoder.decode(body);
  } catch {
    throw malformed('not_utf8', 'text in UTF-8');
  }
}

/** The error of JSON.parse quotes the text, and is dropped for that. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('not_json', 'one JSON value (RFC 8259)');
  }
}

/** A second, iterative look at text that is known to be JSON, for what JSON.parse hides. */
function refuseTraps(text: string): void {
  const scanner = createScanner(text, true);
  const levels: Level[] = [];
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) look(token, scanner, levels);
}

function look(token: SyntaxKind, scanner: JSONScanner, levels: Level[]): void {
  if (token === SyntaxKind.OpenBraceToken) enter(levels, { keys: new Set(), at: '', awaitsKey: true });
  else if (token === SyntaxKind.OpenBracketToken) enter(levels, { keys: null, at: 0, awaitsKey: false });
  else if (token === SyntaxKind.CloseBraceToken || token === SyntaxKind.CloseBracketToken) levels.pop();
  else if (token === SyntaxKind.CommaToken) advance(levels.at(-1));
  else if (token === SyntaxKind.StringLiteral) lookAtText(scanner.getTokenValue(), levels);
  else if (token === SyntaxKind.NumericLiteral) lookAtNumber(scanner.getTokenValue(), levels);
}

function lookAtNumber(text: string, levels: Level[]): void {
  if (!Number.isFinite(Number(text)))
    throw malformed('number_out_of_range', 'numbers within the range of IEEE 754 doubles', pointerOf(levels));
}

function enter(levels: Level[], level: Level): void {
  if (levels.length >= MOST_LEVELS) throw malformed('too_deep', `no more than ${MOST_LEVELS} levels`);
  levels.push(level);
}

function advance(level: Level | undefined): void {
  if (level === undefined) return;
  if (level.keys !== null) level.awaitsKey = true;
  else level.at = Number(level.at) + 1;
}

function lookAtText(text: string, levels: Level[]): void {
  const level = levels.at(-1);
  const above = pointerOf(levels.slice(0, -1));
  if (level?.awaitsKey === true) {
    lookAtKey(text, level, above);
    level.at = text;
    level.awaitsKey = false;
  }
  if (text.includes('\0')) throw malformed('nul_character', 'text without the character U+0000', pointerOf(levels));
  if (LONE_SURROGATE.test(text)) throw malformed('lone_surrogate', 'well-formed Unicode text', pointerOf(levels));
}

function lookAtKey(key: string, level: Level, above: string): void {
  if (REFUSED_KEYS.has(key)) throw malformed('key_refused', 'no key that reaches into an object’s prototype', above);
  if (level.keys?.has(key) === true) {
    const pointer = `${above}/${pointerToken(key)}`;
    throw refusal('duplicate_key', { pointer, code: 'duplicate_key', expected: 'each key once' });
  }
  level.keys?.add(key);
}

function pointerOf(levels: readonly Level[]): string {
  return levels.map(({ at }) => `/${pointerToken(String(at))}`).join('');
}

/** Keys of this API begin with a small letter; anything else may be a name typed into the wrong place, and is not repeated. */
export function pointerToken(key: string): string {
  return /^(?:[a-z][A-Za-z0-9_]{0,39}|\d{1,9})$/.test(key) ? key : '?';
}
