// Reads JSON strictly: what JSON.parse hides, a key given twice, is refused by its pointer.

import { createScanner, SyntaxKind } from 'jsonc-parser';
import { DomainError, type FieldFault } from '../../domain/domain-error.js';

/** Nesting that no document of the project needs; deeper text is an attack on whoever walks it. */
const DEEPEST = 64;

interface Level {
  /** The keys so far; null in a list. */
  readonly keys: Set<string> | null;
  /** Key or index of the value now read. */
  step: string | number;
}

export function escapePointerStep(step: string | number): string {
  return String(step).replace(/~/g, '~0').replace(/\//g, '~1');
}

/** Walks well-formed JSON without recursion. */
class KeyWalk {
  readonly faults: FieldFault[] = [];
  private readonly levels: Level[] = [];
  private expectsKey = false;

  take(token: SyntaxKind, text: string): void {
    const level = this.levels.at(-1);
    if (token === SyntaxKind.OpenBraceToken) this.open({ keys: new Set(), step: '' });
    else if (token === SyntaxKind.OpenBracketToken) this.open({ keys: null, step: 0 });
    else if (token === SyntaxKind.CloseBraceToken || token === SyntaxKind.CloseBracketToken) this.levels.pop();
    else if (token === SyntaxKind.CommaToken && level !== undefined) this.comma(level);
    else if (token === SyntaxKind.StringLiteral && level !== undefined && this.expectsKey) this.key(level, text);
  }

  private comma(level: Level): void {
    if (typeof level.step === 'number') level.step += 1;
    this.expectsKey = level.keys !== null;
  }

  private open(level: Level): void {
    this.levels.push(level);
    this.expectsKey = level.keys !== null;
    if (this.levels.length > DEEPEST)
      throw new DomainError('malformed_json', `The JSON is nested deeper than ${DEEPEST} levels.`);
  }

  private key(level: Level, text: string): void {
    const key = JSON.parse(text) as string;
    level.step = key;
    this.expectsKey = false;
    if (level.keys?.has(key) === true) {
      const pointer = this.levels.map((one) => `/${escapePointerStep(one.step)}`).join('');
      this.faults.push({ pointer, code: 'duplicate_key', expected: 'every key once' });
    }
    level.keys?.add(key);
  }
}

/** The value of a JSON text. Throws DomainError `malformed_json`, or `duplicate_key` with a fault for each key that comes again. */
export function readUniqueKeyJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DomainError('malformed_json', 'The text is not JSON.');
  }
  const walk = new KeyWalk();
  const scanner = createScanner(text, true);
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    walk.take(token, text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength()));
  }
  if (walk.faults.length > 0)
    throw new DomainError('duplicate_key', 'A key stands twice in the same JSON object.', walk.faults);
  return value;
}
