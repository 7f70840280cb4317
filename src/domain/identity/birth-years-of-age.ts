// Years of birth from an age and the date on which somebody had it.

import type { PartialDate } from '../records/partial-date.js';
import type { BirthYears } from '../records/statement.js';

/** No older person has been attested. */
export const OLDEST_AGE = 122;

/** Somebody aged n in a year was born in that year less n, or in the year before when the birthday was still to come. */
export function birthYearsOfAge(age: number, asOf: PartialDate): BirthYears {
  return {
    from: new Date(asOf.earliest).getUTCFullYear() - age - 1,
    to: new Date(asOf.latest).getUTCFullYear() - age,
  };
}
