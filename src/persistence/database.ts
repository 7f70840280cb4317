// The only door to PostgreSQL: a transaction that knows its actor and hands out the repositories.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import type { Principal } from '../domain/access/actor.js';
import { LEAST_ALIKE } from '../domain/anonymity/rungs.js';
import { signInEnded } from '../domain/access/sign-in-ended.js';
import type { AuditNote } from '../domain/audit/audit-entry.js';
import { DomainError } from '../domain/domain-error.js';
import type { Entropy } from '../domain/entropy.js';
import { PreparingClient } from './preparing-client.js';
import { ENTITIES, openRoom, type Room } from './room.js';
import { mayBeRetried, refusalOf } from './violated-constraint.js';

export interface DatabaseOptions {
  readonly url: string;
  readonly entropy: Entropy;
  /** How many people must look alike before others are shown any of them so; LEAST_ALIKE when not given. */
  readonly leastAlike?: number;
  /** Connections of this process; PostgreSQL's default allows 100 in all. */
  readonly poolSize?: number;
  readonly applicationName?: string;
}

/**
 * A statement may run 10 s and wait 5 s for a lock; after that the request answers 503 rather than hang. Milliseconds, given as a connection
 * begins: every transaction of every actor has the same.
 */
const LIMITS = { statement_timeout: 10_000, lock_timeout: 5_000, idle_in_transaction_session_timeout: 30_000 };
const ATTEMPTS = 4;
/** For what is chosen by one statement and shown by another. */
export const ONE_SNAPSHOT = 'REPEATABLE READ';

export class Database {
  private constructor(
    private readonly source: DataSource,
    private readonly entropy: Entropy,
    private readonly leastAlike: number,
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
      extra: { ...LIMITS, Client: PreparingClient, pipeline: true },
    });
    try {
      await source.initialize();
    } catch (error) {
      throw refusalOf(error);
    }
    return new Database(source, options.entropy, options.leastAlike ?? LEAST_ALIKE);
  }

  /**
   * Runs `work` in one transaction as `principal`: what it changes and what it notes in the log are kept together or
   * not at all. Serialization failures and deadlocks are tried again up to three times; `work` must therefore have no
   * effect outside the transaction, or one that may be repeated. With `ONE_SNAPSHOT` all that it reads is of one moment.
   */
  async transaction<T>(
    principal: Principal,
    work: (room: Room) => Promise<T>,
    mode: 'READ COMMITTED' | typeof ONE_SNAPSHOT = 'READ COMMITTED',
  ): Promise<T> {
    return this.repeated(() => this.within(mode, principal, work));
  }

  /** One snapshot over several reads, for statistics and verification; it cannot write. */
  async snapshot<T>(principal: Principal, work: (room: Room) => Promise<T>): Promise<T> {
    try {
      return await this.within('REPEATABLE READ, READ ONLY', principal, work);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /**
   * Runs one statement that writes nothing, without a transaction around it: two round trips less at every request, of which the first
   * question is who asks. No actor is named, so that nothing can be asked that depends on one.
   */
  async lookUp<T>(principal: Principal, work: (room: Pick<Room, 'users'>) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const room = this.roomOf(runner, principal);
      await requireStanding(room, principal);
      return await work(room);
    } catch (error) {
      throw refusalOf(error);
    } finally {
      await runner.release();
    }
  }

  /**
   * A read in two round trips, all of it of one moment. What `ask` asks first is sent together with the beginning of the transaction, so
   * that it must not write: were the beginning refused, it would be asked outside of one, and then its answers are not used. The entry that
   * `tell` makes of what was found is sent together with the commit, which keeps nothing where the entry was refused. The answer is made
   * while the server keeps the entry, and given when that is kept.
   */
  async reading<Found, Answer>(
    principal: Principal,
    ask: (room: Room) => Promise<Found>,
    tell: (found: Found) => { readonly note: AuditNote; readonly answer: () => Answer },
  ): Promise<Answer> {
    return this.repeated(() =>
      this.connected(principal, async (runner, room) => {
        const begun = runner.query(opening(ONE_SNAPSHOT, principal));
        const standing = requireStanding(room, principal);
        const found = ask(room);
        await allEnded(begun, standing, found);
        const { note, answer } = tell(await found);
        const kept = Promise.all([room.audit.note(note), runner.query('COMMIT')]);
        const [made] = await Promise.all([sentFirst().then(answer), kept]);
        return made;
      }),
    );
  }

  private async repeated<T>(transaction: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await transaction();
      } catch (error) {
        if (!mayBeRetried(error) || attempt >= ATTEMPTS) throw refusalOf(error);
        await sleep(5 * 2 ** attempt);
      }
    }
  }

  private within<T>(mode: string, principal: Principal, work: (room: Room) => Promise<T>): Promise<T> {
    return this.connected(principal, async (runner, room) => {
      await runner.query(opening(mode, principal));
      await requireStanding(room, principal);
      const result = await work(room);
      await runner.query('COMMIT');
      return result;
    });
  }

  /** A transaction that `work` begins and commits, and that is rolled back where it fails. */
  private async connected<T>(principal: Principal, work: (runner: QueryRunner, room: Room) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      return await work(runner, this.roomOf(runner, principal));
    } catch (error) {
      await rollBack(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private roomOf({ manager }: QueryRunner, principal: Principal): Room {
    return openRoom(manager, principal, this.entropy, this.leastAlike);
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

/**
 * Begins the transaction and names its actor in one round trip; five of them made up a fifth of a short read. `set_config(…, true)` ends
 * with the transaction; a session-level SET would be seen by the pool's next user.
 */
function opening(mode: string, { organisationId, userId }: Principal): string {
  const told = (setting: string, value: string | null): string =>
    `set_config('whereabouts.${setting}', ${pg.escapeLiteral(value ?? '')}, true)`;
  return `BEGIN ISOLATION LEVEL ${mode}; SELECT ${told('organisation', organisationId)}, ${told('user', userId)}`;
}

/** Throws only when none of them goes on: what was still asked after a rollback would be kept outside of any transaction. */
async function allEnded(...all: readonly Promise<unknown>[]): Promise<void> {
  try {
    await Promise.all(all);
  } catch (error) {
    await Promise.allSettled(all);
    throw error;
  }
}

/** The turn in which questions were asked sends them when it is over. */
function sentFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Every door asks first: nobody acts by rights that were theirs at an earlier request and are no more. */
async function requireStanding(room: Pick<Room, 'users'>, { userId, remembered }: Principal): Promise<void> {
  if (userId === null || remembered === undefined) return;
  if (!(await room.users.isSignedIn(userId, remembered))) throw signInEnded();
}

/** A lost connection has ended its transaction by itself, and its failure is what the caller must hear of. */
async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('ROLLBACK');
  } catch {
    // Nothing is left to roll back.
  }
}
