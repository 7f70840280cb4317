// What each dimension of the catalogue means, in words, and the values that it is closed to.

import { STATEMENT_SOURCES } from '../evidence/statement-source.js';
import { LENGTH_VALUES } from '../records/time-lengths.js';
import { FATES, WHEREABOUTS_STATUSES } from '../records/whereabouts-status.js';
import { CATEGORIES, SEXES } from '../records/statement.js';
import { AGE_BAND_VALUES, COUNTED_FLAGS, SIGN_AGE_VALUES, TIME_IN_CUSTODY_VALUES } from './day-values.js';
import type { Dimension } from './measure.js';

interface DimensionMeaning {
  readonly meaning: string;
  /** In their order; null where they are places, months or parties. */
  readonly values: readonly string[] | null;
}

export const DIMENSION_MEANING: Readonly<Record<Dimension, DimensionMeaning>> = {
  status: { meaning: 'The whereabouts status.', values: WHEREABOUTS_STATUSES },
  fate: { meaning: 'What is known of what happened to the person.', values: FATES },
  sex: { meaning: 'As the particulars say it.', values: SEXES },
  age_band: {
    meaning: 'Years of age on the day that is counted; unknown where the years of birth allow more than one band.',
    values: AGE_BAND_VALUES,
  },
  state: { meaning: 'The first administrative level of the place of the loss.', values: null },
  municipality: {
    meaning:
      'The second administrative level of the place of the loss; where only the first is known, that one with “unknown”.',
    values: null,
  },
  month: { meaning: 'The month of the loss, or its year where only that is known.', values: null },
  quarter: { meaning: 'The quarter of the loss as 2020-Q4, or its year where only that is known.', values: null },
  year: { meaning: 'The year of the loss.', values: null },
  source: {
    meaning: 'From where the loss was reported; several reports that begin the episode stand together.',
    values: [...STATEMENT_SOURCES, 'unknown'],
  },
  nationality: {
    meaning:
      'As the newest particulars say it, as codes of countries; several stand together. A nationality is no side.',
    values: null,
  },
  sign_of_life_age: {
    meaning: 'Time from the earliest instant of the last credible sign of life to the day that is counted.',
    values: SIGN_AGE_VALUES,
  },
  time_in_custody: {
    meaning: 'How long custody has run on the day that is counted, or ran until the return.',
    values: TIME_IN_CUSTODY_VALUES,
  },
  time_to_return: {
    meaning: 'Time from the newest loss to the return that is attested.',
    values: [...LENGTH_VALUES, 'not_returned'],
  },
  category: {
    meaning: 'What parties and assessors assert the person to be; several stand together.',
    values: [...CATEGORIES, 'unknown'],
  },
  side: { meaning: 'The party of origin; several stand together.', values: null },
  holder: { meaning: 'Who holds the person or is said to; several stand together.', values: null },
  flag: {
    meaning: 'Each flag that stands on the day that is counted; a person stands under all of theirs.',
    values: COUNTED_FLAGS,
  },
};
