// A short text that changes when what a reader is shown of a record changes, and with nothing else.

import { hash } from 'node:crypto';
import type { WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';

/** Of 256 bits: two answers of one reader never share it by chance. */
const SYMBOLS = 22;

function digest(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, SYMBOLS);
}

/** The answer that a tag stands for. */
interface Tagged {
  readonly pseudonym: string;
  readonly own: object | null;
  readonly record: WhereaboutsRecord;
  readonly mergedInto: string | null;
  readonly banner: string | null;
}

/**
 * Made from the answer alone, so that it can tell nothing that the answer does not. Ages and flags, which move with the clock, are left out:
 * nobody has to read again what only grew older, and what raises a flag is in the rest.
 */
export function recordTag(
  { pseudonym, own, record, mergedInto, banner }: Tagged,
  identityVersion: number | null,
): string {
  const { asOf: _now, flags: _flags, lastSignOfLife, birthYears: _band, ...rest } = record;
  const sign = lastSignOfLife === null ? null : { ...lastSignOfLife, ageDays: null };
  return digest({ pseudonym, own, identityVersion, mergedInto, rest, sign, ...(banner !== null && { banner }) });
}

export function tagOfAll(...parts: readonly unknown[]): string {
  return digest(parts);
}
