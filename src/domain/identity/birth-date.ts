// Birth dates: an EDTF text as the vault keeps it, and the instants and years it allows.

import { readPartialDate } from '../records/partial-date.js';
import type { BirthYears } from '../records/statement.js';

/** Milliseconds since 1970-01-01T00:00:00Z, both ends included. */
export interface BirthInterval {
  readonly earliest: number;
  readonly latest: number;
}

/** Null for what is no EDTF date and for an interval with an open end: everybody was born once, at some known-to-be-past time. */
export function birthInterval(edtf: string): BirthInterval | null {
  const reading = readPartialDate(edtf);
  if (!reading.ok) return null;
  const { earliest, latest } = reading.date;
  return Number.isFinite(earliest) && Number.isFinite(latest) ? { earliest, latest } : null;
}

export function isBirthDate(text: string): boolean {
  return birthInterval(text) !== null;
}

/** The calendar years in which a birth of that date may fall. */
export function birthYearsOf(edtf: string): BirthYears | null {
  const interval = birthInterval(edtf);
  if (interval === null) return null;
  return { from: new Date(interval.earliest).getUTCFullYear(), to: new Date(interval.latest).getUTCFullYear() };
}
