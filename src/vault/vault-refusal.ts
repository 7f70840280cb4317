// Turns what PostgreSQL or the way to it says into a refusal of the house, without the rows and values that its errors quote.

import { DomainError } from '../domain/domain-error.js';
import { KeyProblem } from './key-problem.js';

/**
 * Classes 08, 53, 57 of PostgreSQL's error codes: connection, resources, operator intervention; 40 and 55P03 pass by a later try, 25006 once the
 * server may be written to again, and 25P03 is a transaction that the server gave up.
 */
const PASSING = /^(08|40|53|57|55P03|25006|25P03)/;
const UNIQUE_VIOLATION = '23505';
/** Raised by the vault's own fences (vault.hold_key_version, vault.hold_index_key_version). */
const CLOSED: ReadonlyMap<string, string> = new Map([
  ['KV001', 'The vault seals nobody under this version of the key-encryption key any more'],
  ['KV002', 'The vault stores no codes under this version of the blind index key any more'],
]);

function sqlStateOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('severity' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/**
 * The original error is dropped on purpose: its detail, its query and its parameters do not belong in a log. What has no SQLSTATE comes from
 * the connection, save for the two errors that only a mistake in this program throws.
 */
export function refusalOf(error: unknown): Error {
  if (error instanceof DomainError || error instanceof KeyProblem) return error;
  if (error instanceof TypeError || error instanceof RangeError) return error;
  const sqlState = sqlStateOf(error);
  if (sqlState === UNIQUE_VIOLATION) return new DomainError('conflict', 'The vault holds this person already.');
  const closed = CLOSED.get(sqlState ?? '');
  if (closed !== undefined) return new KeyProblem('key_closed', `${closed}: a newer one has taken its place.`);
  if (sqlState === null || PASSING.test(sqlState))
    return new DomainError('unavailable', 'The vault cannot be reached at the moment.');
  return new DomainError('internal', `The vault's database refused a statement (SQLSTATE ${sqlState}).`);
}
