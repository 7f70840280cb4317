// Age bands: as much of an age as lists and tables of pseudonyms show.

import type { Instant } from './instant.js';
import type { BirthYears } from './statement.js';

/** Lower bounds in years; the first band holds children in the sense of the Convention on the Rights of the Child, article 1. */
const BANDS = [
  { from: 60, name: '60+' },
  { from: 45, name: '45-59' },
  { from: 30, name: '30-44' },
  { from: 18, name: '18-29' },
  { from: 0, name: '0-17' },
] as const;

export type AgeBand = (typeof BANDS)[number]['name'] | 'unknown';

function bandOf(age: number): AgeBand {
  return BANDS.find((band) => age >= band.from)?.name ?? '0-17';
}

/** The band of the age reached in the year of `today`; `unknown` where the birth years span more than one band. */
export function ageBand(birthYears: BirthYears | null, today: Instant): AgeBand {
  if (birthYears === null) return 'unknown';
  const year = new Date(today).getUTCFullYear();
  const [youngest, oldest] = [bandOf(year - birthYears.to), bandOf(year - birthYears.from)];
  return youngest === oldest ? youngest : 'unknown';
}
