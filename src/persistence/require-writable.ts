// Asks the database whether it answers, and whether it may be written to: every request of somebody who is signed in leaves an entry in the log.

import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { DomainError } from '../domain/domain-error.js';
import { refusalOf } from './violated-constraint.js';

/** Milliseconds. */
const PATIENCE = 2_000;

/** Outside of a transaction this is what the next one would be: off by a setting of server, database or role, and on a standby. */
const STATE = `SELECT current_setting('transaction_read_only') = 'on' AS "readOnly"`;

/** Throws `unavailable`, or `database_read_only`. */
export async function requireWritable(source: DataSource): Promise<void> {
  const late = sleep(PATIENCE).then((): never => {
    throw new DomainError('unavailable', 'The database did not answer within two seconds.');
  });
  try {
    const [state] = await Promise.race([source.query<{ readOnly: boolean }[]>(STATE), late]);
    if (state?.readOnly !== false) throw new DomainError('database_read_only', 'The database may only be read.');
  } catch (error) {
    throw refusalOf(error);
  }
}
