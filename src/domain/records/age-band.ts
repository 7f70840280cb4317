// Age bands: as much of an age as lists, tables and coarse records of pseudonyms show.

import type { Instant } from './instant.js';
import type { BirthYears } from './statement.js';

/** Whole years, both ends included; the first band holds children (Convention on the Rights of the Child, article 1). */
export const AGE_BANDS = [
  { name: '0-17', from: 0, to: 17 },
  { name: '18-34', from: 18, to: 34 },
  { name: '35-59', from: 35, to: 59 },
  { name: '60+', from: 60, to: 120 },
] as const;

export type AgeBand = (typeof AGE_BANDS)[number]['name'] | 'unknown';

interface Ages {
  readonly youngest: number;
  readonly oldest: number;
}

/** The ages that the years of birth allow; the birthday of the year may have passed or not. */
function possibleAges(birthYears: BirthYears, today: Instant): Ages {
  const year = new Date(today).getUTCFullYear();
  return { youngest: Math.max(0, year - birthYears.to - 1), oldest: year - birthYears.from };
}

function bandOf(birthYears: BirthYears, today: Instant): (typeof AGE_BANDS)[number] | undefined {
  const { youngest, oldest } = possibleAges(birthYears, today);
  return AGE_BANDS.find(({ name, from, to }) => youngest >= from && oldest >= from && (oldest <= to || name === '60+'));
}

/** The band on that day; `unknown` where the years of birth allow more than one. */
export function ageBand(birthYears: BirthYears | null, today: Instant): AgeBand {
  return birthYears === null ? 'unknown' : (bandOf(birthYears, today)?.name ?? 'unknown');
}

/** The first instants of the year of that day and of the next one, between which a band stays the same. */
export function yearAround(today: Instant): { readonly from: Instant; readonly until: Instant } {
  const year = new Date(today).getUTCFullYear();
  const [from, until] = [year, year + 1].map((one) => new Date(0).setUTCFullYear(one, 0, 1));
  return { from: from ?? NaN, until: until ?? NaN };
}

/** All years of birth of the same band on that day, or null where the band is unknown; `ageBand` gives them that band again. */
export function birthYearsOfBand(birthYears: BirthYears, today: Instant): BirthYears | null {
  const band = bandOf(birthYears, today);
  if (band === undefined) return null;
  const year = new Date(today).getUTCFullYear();
  return { from: year - band.to, to: band.from === 0 ? year : year - band.from - 1 };
}

/** All years of birth of whoever is of age on that day. */
export function birthYearsOfAdults(today: Instant): BirthYears {
  const year = new Date(today).getUTCFullYear();
  return { from: year - 120, to: year - 19 };
}
