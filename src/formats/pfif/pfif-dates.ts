// The dates of PFIF: instants in UTC, birth dates to the year, month or day, and ages as of the day a record was written.

import { readPartialDate } from '../../domain/records/partial-date.js';
import type { Instant } from '../../domain/records/instant.js';
import type { BirthYears } from '../../domain/records/statement.js';

export interface PfifInstant {
  readonly at: Instant;
  /** EDTF to the second, with its zone. */
  readonly edtf: string;
}

/** Fractions of a second are allowed by XML Schema and carry nothing here. */
const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z$/;
const BIRTH_DATE = /^\d{4}(?:-\d{2}){0,2}$/;
const AGE = /^(\d{1,3})(?:\s*-\s*(\d{1,3}))?$/;

export function readPfifInstant(text: string | undefined): PfifInstant | null {
  const second = INSTANT.exec(text ?? '')?.[1];
  const reading = readPartialDate(`${second ?? ''}Z`);
  return reading.ok ? { at: reading.date.earliest, edtf: reading.date.edtf } : null;
}

/** The birth date as EDTF, or null when it is none. */
export function readBirthDate(text: string | undefined): string | null {
  return text !== undefined && BIRTH_DATE.test(text) && readPartialDate(text).ok ? text : null;
}

/** Somebody aged n on a day was born in the year of that day less n, or in the one before. Null when age or day is missing. */
export function yearsOfAge(age: string | undefined, asOf: PfifInstant | null): BirthYears | null {
  const [, youngest, oldest] = AGE.exec(age ?? '') ?? [];
  if (youngest === undefined || asOf === null) return null;
  const least = Number(youngest);
  const most = Number(oldest ?? youngest);
  const year = Number(asOf.edtf.slice(0, 4));
  return least > most ? null : { from: year - most - 1, to: year - least };
}
