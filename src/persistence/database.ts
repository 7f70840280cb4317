// The only door to PostgreSQL: a transaction that knows its actor and hands out the repositories.

import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../domain/access/actor.js';
import { DomainError } from '../domain/domain-error.js';
import type { Entropy } from '../domain/entropy.js';
import { ENTITIES, openRoom, type Room } from './room.js';
import { mayBeRetried, refusalOf } from './violated-constraint.js';

export interface DatabaseOptions {
  readonly url: string;
  readonly entropy: Entropy;
  /** Connections of this process; PostgreSQL's default allows 100 in all. */
  readonly poolSize?: number;
  readonly applicationName?: string;
}

/** A statement may run 10 s and wait 5 s for a lock; after that the request answers 503 rather than hang. */
const LIMITS = `SET LOCAL statement_timeout = '10s'; SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '30s'`;
const ATTEMPTS = 4;

export class Database {
  private constructor(
    private readonly source: DataSource,
    private readonly entropy: Entropy,
  ) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      entities: [...ENTITIES],
      synchronize: false,
      logging: false,
      applicationName: options.applicationName ?? 'whereabouts',
      poolSize: options.poolSize ?? 10,
      connectTimeoutMS: 5_000,
      poolErrorHandler: () => undefined,
    });
    try {
      await source.initialize();
    } catch (error) {
      throw refusalOf(error);
    }
    return new Database(source, options.entropy);
  }

  /**
   * Runs `work` in one transaction as `principal`: what it changes and what it notes in the log are kept together or
   * not at all. Serialization failures and deadlocks are tried again up to three times; `work` must therefore have no
   * effect outside the transaction, or one that may be repeated.
   */
  async transaction<T>(principal: Principal, work: (room: Room) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.source.transaction('READ COMMITTED', async (manager) => {
          await introduce(manager, principal);
          return work(openRoom(manager, principal, this.entropy));
        });
      } catch (error) {
        if (!mayBeRetried(error) || attempt >= ATTEMPTS) throw refusalOf(error);
        await sleep(5 * 2 ** attempt);
      }
    }
  }

  /** One snapshot over several reads, for statistics and verification; it cannot write. */
  async snapshot<T>(principal: Principal, work: (room: Room) => Promise<T>): Promise<T> {
    try {
      return await this.source.transaction('REPEATABLE READ', async (manager) => {
        await manager.query('SET TRANSACTION READ ONLY');
        await introduce(manager, principal);
        return work(openRoom(manager, principal, this.entropy));
      });
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** Answers within two seconds or throws `unavailable`. */
  async ping(): Promise<void> {
    const timer = sleep(2_000).then(() => {
      throw new DomainError('unavailable', 'The database did not answer within two seconds.');
    });
    try {
      await Promise.race([this.source.query('SELECT 1'), timer]);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

/** `set_config(…, true)` ends with the transaction; a session-level SET would be seen by the pool's next user. */
async function introduce(manager: EntityManager, principal: Principal): Promise<void> {
  await manager.query(LIMITS);
  await manager.query(
    `SELECT set_config('whereabouts.organisation', $1, true), set_config('whereabouts.user', $2, true)`,
    [principal.organisationId ?? '', principal.userId ?? ''],
  );
}
