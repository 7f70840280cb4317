// Asks the driver without what TypeORM does around each question for those who listen, of whom there are none here.

import { EntityManager, QueryFailedError, type DataSource, type ObjectLiteral } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import type { Answered } from '../postgres/prepared-question.js';

interface Asking {
  query(text: string, values?: readonly unknown[]): Promise<Answered>;
}

/** As TypeORM's own, but that a question of values passes by its logger, its subscribers and its slow-query clock: some 10 µs of each question, by a profile. */
class QuietRunner extends PostgresQueryRunner {
  #connecting: Promise<Asking> | undefined;
  #asking: Asking | undefined;

  override async query(text: string, values?: unknown[], useStructuredResult = false): Promise<never> {
    if (useStructuredResult || this.isReleased) return super.query(text, values, useStructuredResult) as Promise<never>;
    this.#connecting ??= this.connect() as Promise<Asking>;
    // Who waited sets it, in the order of asking, and not the connection: nothing overtakes the beginning of a transaction.
    const connection = this.#asking ?? (await this.#connecting);
    this.#asking = connection;
    try {
      const { command, rows, rowCount } = await connection.query(text, values);
      return (command === 'DELETE' || command === 'UPDATE' ? [rows, rowCount] : rows) as never;
    } catch (error) {
      throw new QueryFailedError(text, values, error as Error);
    }
  }
}

class QuietManager extends EntityManager {
  override query<T>(text: string, values?: unknown[] | ObjectLiteral): Promise<T> {
    return (this.queryRunner as QuietRunner).query(text, values as unknown[] | undefined);
  }
}

/** A connection of the pool, held until it is released, with a manager that asks through it. */
export function quietRunner(source: DataSource): PostgresQueryRunner {
  const runner = new QuietRunner(source.driver as PostgresDriver, 'master');
  return Object.assign(runner, { manager: new QuietManager(source, runner) });
}
