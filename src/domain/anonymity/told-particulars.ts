// What of sex, age, category, side and loss a rung tells, for records, rows of lists and the comparison of people alike.

import { ageBand, birthYearsOfBand, birthYearsOfAdults, type AgeBand } from '../records/age-band.js';
import type { Instant } from '../records/instant.js';
import { startOfMonth } from '../records/partial-date.js';
import type { RecordProjection } from '../records/record-projection.js';
import type { BirthYears } from '../records/statement.js';
import type { Rung, ToldAge, ToldDate } from './rungs.js';

const UNKNOWN = 'unknown';

/** What a person is like as far as readers are ever told it; a row of a list and a folded record both have it. */
export type Particulars = Pick<RecordProjection, 'sex' | 'category' | 'side' | 'state' | 'month' | 'birthYears'>;

/** `month` as a projection has it: YYYY-MM, YYYY or `unknown`. */
export function toldMonth(month: string, told: ToldDate): string {
  if (told === null) return UNKNOWN;
  return told === 'year' && month !== UNKNOWN ? month.slice(0, 4) : month;
}

/** The first instant of the told part of a date that is known by its earliest one; -Infinity where none is told. */
export function startOfTold(earliest: Instant, told: ToldDate): Instant {
  if (told === null || !Number.isFinite(earliest)) return -Infinity;
  return told === 'month' ? startOfMonth(earliest) : Date.UTC(new Date(earliest).getUTCFullYear(), 0, 1);
}

export function toldState(state: string, { lossArea }: Rung): string {
  return lossArea ? state : UNKNOWN;
}

/** As the tables and lists name it; an adult of whom no more is told has no band. */
export function toldBand(band: AgeBand, told: ToldAge): AgeBand {
  if (told === null) return UNKNOWN;
  return told === 'band' || band === '0-17' ? band : UNKNOWN;
}

/** Years of birth that say no more than the told part of the age on that day. */
export function toldBirthYears(birthYears: BirthYears | null, told: ToldAge, today: Instant): BirthYears | null {
  const band = ageBand(birthYears, today);
  if (birthYears === null || told === null || band === UNKNOWN) return null;
  return told === 'band' || band === '0-17' ? birthYearsOfBand(birthYears, today) : birthYearsOfAdults(today);
}

/** Whether two readings say the same of what people are like. */
export function sameParticulars(a: Particulars, b: Particulars): boolean {
  return JSON.stringify(listed(a)) === JSON.stringify(listed(b));
}

function listed({ sex, category, side, state, month, birthYears }: Particulars): readonly unknown[] {
  return [sex, category, side, state, month, birthYears?.from ?? null, birthYears?.to ?? null];
}
