// How many entries a page of a list holds: so many as are asked for, within bounds.

import { invalidField } from './domain-error.js';

const LISTED = 50;
const MOST_LISTED = 200;

/** Throws `invalid_field` for what is no whole number from 1 to 200; 50 where nothing is asked for. */
export function readPageLimit(limit: number | undefined): number {
  if (limit === undefined) return LISTED;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
    throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
  return limit;
}
