// Reads the fields of a mapping one by one and gathers every fault, so that its author mends them all at once.

import type { FieldFault } from '../../domain/domain-error.js';
import { escapePointerStep } from './unique-key-json.js';

export type JsonObject = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 200;
/** Only a key that could be a field's name is repeated in a pointer; where a row of the file was pasted, it could be somebody's name. */
const FIELD_NAME = /^[a-z][A-Za-z0-9_]{0,39}$/;

export class MappingFields {
  readonly faults: FieldFault[] = [];

  fault(pointer: string, code: string, expected: string): null {
    this.faults.push({ pointer, code, expected });
    return null;
  }

  /** An object with only the keys named; null (and a fault) for anything else. */
  object(
    value: unknown,
    pointer: string,
    required: readonly string[],
    optional: readonly string[] = [],
  ): JsonObject | null {
    if (!isObject(value)) return this.fault(pointer, 'invalid_field', 'an object');
    const known = [...required, ...optional];
    for (const key of Object.keys(value)) {
      if (!known.includes(key))
        this.fault(`${pointer}/${FIELD_NAME.test(key) ? key : '?'}`, 'unknown_field', `one of ${known.join(', ')}`);
    }
    for (const key of required) {
      if (!Object.hasOwn(value, key)) this.fault(`${pointer}/${key}`, 'missing_field', 'a value');
    }
    return value;
  }

  /** An object whose keys are columns or values of the file, as a map. */
  map<T>(value: unknown, pointer: string, read: (item: unknown, pointer: string) => T | null): ReadonlyMap<string, T> {
    const found = new Map<string, T>();
    if (!isObject(value)) {
      if (value !== undefined) this.fault(pointer, 'invalid_field', 'an object');
      return found;
    }
    for (const [key, item] of Object.entries(value)) {
      const one = read(item, `${pointer}/${escapePointerStep(key)}`);
      if (one !== null) found.set(key, one);
    }
    return found;
  }

  list<T>(
    value: unknown,
    pointer: string,
    least: number,
    read: (item: unknown, pointer: string) => T | null,
  ): readonly T[] {
    if (!Array.isArray(value) || value.length < least) {
      if (value !== undefined)
        this.fault(pointer, 'invalid_field', least > 0 ? `a list of at least ${least}` : 'a list');
      return [];
    }
    return value.map((item, at) => read(item, `${pointer}/${at}`)).filter((item) => item !== null);
  }

  /** A text that is not empty; absence is a fault of the object that needs it. */
  text(value: unknown, pointer: string, pattern: RegExp = /\S/, expected = 'a text'): string | null {
    if (value === undefined) return null;
    if (typeof value === 'string' && value.length <= LONGEST_TEXT && pattern.test(value)) return value;
    return this.fault(pointer, 'invalid_field', expected);
  }

  choice<T extends string | number>(value: unknown, pointer: string, choices: readonly T[]): T | null {
    if (value === undefined) return null;
    const choice = choices.find((one) => one === value);
    return (
      choice ?? this.fault(pointer, 'invalid_field', `one of ${choices.map((one) => JSON.stringify(one)).join(', ')}`)
    );
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
