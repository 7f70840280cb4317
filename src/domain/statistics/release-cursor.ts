// Where a page of releases begins: below the number of the last one of the page before.

import { invalidField } from '../domain-error.js';

const LARGEST = 2_147_483_647;

/** Null for the first page; throws `invalid_field` for what is no number of a release. */
export function readReleaseCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const number = /^[1-9]\d{0,9}$/.test(cursor) ? Number(cursor) : 0;
  if (number < 1 || number > LARGEST) throw invalidField('/cursor', 'the cursor of the page before');
  return number;
}
