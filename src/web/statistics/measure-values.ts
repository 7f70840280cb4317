// The values of the catalogue's dimensions as pages show them: in which order, and in which words.

import { FATES, WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import { LENGTH_VALUES } from '../../domain/records/time-lengths.js';
import {
  AGE_BAND_VALUES,
  COUNTED_FLAGS,
  NO_FLAG,
  SIGN_AGE_VALUES,
  TIME_IN_CUSTODY_VALUES,
} from '../../domain/statistics/day-values.js';
import { inWords } from '../words/in-words.js';
import { valueWords } from './release-page.js';

/** Where the order of the alphabet would not be that of the values. */
export const VALUE_ORDER: Readonly<Record<string, readonly string[]>> = {
  status: WHEREABOUTS_STATUSES,
  fate: FATES,
  age_band: AGE_BAND_VALUES,
  sign_of_life_age: SIGN_AGE_VALUES,
  time_in_custody: TIME_IN_CUSTODY_VALUES,
  time_to_return: LENGTH_VALUES,
  flag: COUNTED_FLAGS,
};

/** Answered as they stand: labels of parties, and what is read as it is written. */
const AS_IT_STANDS: readonly string[] = ['side', 'holder', 'month', 'quarter', 'year', 'nationality'];

/** Sides and holders are answered by their label, which is shown as it stands. */
export function labelOf(places: ReadonlyMap<string, string>): (dimension: string, value: string) => string {
  const words = valueWords(places);
  return (dimension, value) => {
    if (value === 'unknown') return 'Not known';
    if (dimension === 'municipality') return places.get(value) ?? value.replace(/:unknown$/, ' (part not known)');
    if (dimension === 'flag') return value === NO_FLAG ? 'None' : inWords(value);
    return AS_IT_STANDS.includes(dimension) ? value : words(dimension, value);
  };
}
