// Spans of years by which a person with one word of a name is searched.

import type { BirthYears } from '../records/statement.js';

/** A wider interval says too little to search by and would touch a code for each half decade. */
const WIDEST_BIRTH_YEARS = 15;

/** Decades, and decades moved by five years: two estimates up to five years apart always have a bucket in common. */
export function birthYearBuckets(years: BirthYears | null): readonly string[] {
  if (years === null || years.to - years.from > WIDEST_BIRTH_YEARS) return [];
  const buckets = new Set<string>();
  for (let year = years.from; year <= years.to; year += 1) {
    const decade = Math.floor(year / 10) * 10;
    const half = Math.floor((year - 5) / 10) * 10 + 5;
    buckets.add(`${decade}+10`).add(`${half}+10`);
  }
  return [...buckets];
}
