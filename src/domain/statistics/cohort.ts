// Cohorts: the people who were lost in one month, quarter or year, and the days on which it is counted where they stand.

import { invalidField } from '../domain-error.js';
import type { Instant } from '../records/instant.js';

/** The longest curve: ten years. */
export const MOST_MONTHS = 120;

export interface LossPeriod {
  /** As it is written: 2020-11, 2020-Q4 or 2020. */
  readonly text: string;
  /** Values of the dimension month that lie in it. Whose month is not known is of a year alone. */
  readonly months: readonly string[];
  /** The first instant after the period. */
  readonly end: Instant;
}

/** As dates of statements have it. */
const PERIOD = /^(?<year>1[89]\d\d|2[01]\d\d)(?:-(?:(?<month>0[1-9]|1[0-2])|Q(?<quarter>[1-4])))?$/;

function monthText(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** @throws DomainError invalid_field for what is no period. */
export function lossPeriod(text: string): LossPeriod {
  const parts = PERIOD.exec(text)?.groups;
  if (parts === undefined) throw invalidField('/lost', 'a month 2020-11, a quarter 2020-Q4 or a year 2020');
  const { month, quarter } = parts;
  const year = Number(parts['year']);
  const first = month !== undefined ? Number(month) : quarter !== undefined ? Number(quarter) * 3 - 2 : 1;
  const length = month !== undefined ? 1 : quarter !== undefined ? 3 : 12;
  const months = Array.from({ length }, (_, at) => monthText(year, first + at));
  return {
    text,
    months: length === 12 ? [...months, String(year)] : months,
    end: Date.UTC(year, first - 1 + length, 1),
  };
}

/** The last instant of the period, and of each of so many months after it. */
export function cohortDays({ end }: LossPeriod, months: number): readonly Instant[] {
  return Array.from({ length: months + 1 }, (_, moved) => {
    const at = new Date(end);
    return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + moved, 1) - 1;
  });
}
