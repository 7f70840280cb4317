// Reads a change of an identity as given from outside: what is null is removed, what is absent stays.

import { DomainError } from '../domain-error.js';
import type { BirthYears } from '../records/statement.js';
import { birthYearsOf } from './birth-date.js';
import { IDENTITY_FIELDS, IDENTITY_KEY, type IdentityField, type IdentityParticulars } from './identity-particulars.js';
import { readIdentityParticulars } from './identity-reading.js';

export interface ReadChange {
  readonly change: { readonly [K in keyof IdentityParticulars]?: IdentityParticulars[K] | null };
  /** The fields that are set or removed. */
  readonly fields: readonly IdentityField[];
  /** The years of a birth date that is set, or null. */
  readonly birthYears: BirthYears | null;
}

/** The one list `names` holds the names of all roles, and is replaced as a whole. */
const KEYS_UNDER: Readonly<Record<string, readonly (keyof IdentityParticulars)[]>> = {
  names: ['names', 'fatherName', 'motherName'],
};

/** Throws `invalid_field` with every fault, and for a change of nothing. */
export function readIdentityChange(given: Readonly<Record<string, unknown>>): ReadChange {
  const reading = readIdentityParticulars(given);
  if (!reading.ok) throw new DomainError('invalid_field', 'The identity cannot be changed as given.', reading.faults);
  const touched = Object.keys(given)
    .filter((key) => given[key] !== undefined)
    .flatMap((key) => KEYS_UNDER[key] ?? [key as keyof IdentityParticulars]);
  if (touched.length === 0) {
    throw new DomainError('invalid_field', 'The change names no field.', [
      { pointer: '', code: 'empty_change', expected: 'at least one field' },
    ]);
  }
  const change = Object.fromEntries(touched.map((key) => [key, reading.identity[key] ?? null]));
  const { birthDate } = reading.identity;
  return {
    change,
    fields: IDENTITY_FIELDS.filter((field) => touched.includes(IDENTITY_KEY[field])),
    birthYears: birthDate === undefined ? null : birthYearsOf(birthDate),
  };
}
