// Reads the fields of a JSON object one by one and gathers what is wrong with each, by pointer and without its content.

import type { FieldFault } from '../domain-error.js';
import { textProblem } from '../identity/plain-text.js';
import { readPartialDate } from '../records/partial-date.js';

/** Only a key that could be a field's name is repeated in a pointer; anything else could be somebody's name. */
const FIELD_NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
const LARGEST_NUMBER = 1_000_000_000;

export class ObjectFields {
  private constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    readonly pointer: string,
    private readonly faults: FieldFault[],
  ) {}

  /** Null, with a fault, for what is no object; a field that is not `known` is a fault too. */
  static open(value: unknown, pointer: string, known: readonly string[], faults: FieldFault[]): ObjectFields | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      faults.push({ pointer, code: 'invalid_field', expected: 'an object' });
      return null;
    }
    for (const key of Object.keys(value)) {
      if (!known.includes(key))
        faults.push({
          pointer: fieldPointer(pointer, key),
          code: 'unknown_field',
          expected: `only ${known.join(', ')}`,
        });
    }
    return new ObjectFields({ ...value }, pointer, faults);
  }

  /** What stands there; null stands for an absent field. */
  raw(key: string): unknown {
    return Object.hasOwn(this.fields, key) ? (this.fields[key] ?? null) : null;
  }

  has(key: string): boolean {
    return this.raw(key) !== null;
  }

  at(key: string): string {
    return fieldPointer(this.pointer, key);
  }

  fault(key: string, expected: string, code = 'invalid_field'): null {
    this.faults.push({ pointer: this.at(key), code, expected });
    return null;
  }

  text(key: string, longest: number): string | null {
    const value = this.raw(key);
    if (value === null) return null;
    if (typeof value === 'string' && textProblem(value, { longest }) === null) return value.trim();
    return this.fault(key, `a line of text of at most ${longest} characters`);
  }

  neededText(key: string, longest: number): string | null {
    return this.has(key) ? this.text(key, longest) : this.fault(key, `a line of text of at most ${longest} characters`);
  }

  choice<T extends string>(key: string, choices: readonly T[]): T | null {
    const value = this.raw(key);
    if (value === null) return null;
    return choices.find((one) => one === value) ?? this.fault(key, `one of ${choices.join(', ')}`);
  }

  boolean(key: string): boolean | null {
    const value = this.raw(key);
    return typeof value === 'boolean' ? value : this.fault(key, 'true or false');
  }

  count(key: string): number | null {
    const value = this.raw(key);
    if (value === null) return null;
    return isCount(value) ? value + 0 : this.fault(key, `a whole number from 0 to ${LARGEST_NUMBER}`);
  }

  /** EDTF level 1, as it was written; a day that has not come is a forecast. */
  date(key: string, now: number): string | null {
    const value = this.raw(key);
    if (value === null) return null;
    const reading = readPartialDate(value);
    if (!reading.ok) return this.fault(key, reading.words, reading.reason);
    if (reading.date.earliest > now + DAY) return this.fault(key, 'a date that has come', 'in_the_future');
    return reading.date.edtf;
  }

  /** The items of a list, each still to be read; null, with a fault, for what is no list of at most so many. */
  list(key: string, most: number): readonly unknown[] | null {
    const value = this.raw(key);
    if (value === null) return [];
    if (Array.isArray(value) && value.length <= most) return value as readonly unknown[];
    return this.fault(key, `a list of at most ${most}`);
  }

  /** A field that holds an object of its own, with only these fields. */
  inner(key: string, known: readonly string[]): ObjectFields | null {
    return ObjectFields.open(this.raw(key), this.at(key), known, this.faults);
  }
}

/** Clocks and time zones differ by less than a day. */
const DAY = 86_400_000;

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST_NUMBER;
}

export function fieldPointer(above: string, key: string): string {
  return `${above}/${FIELD_NAME.test(key) ? key : '?'}`;
}
