// The only door to PostgreSQL: a transaction that knows its actor and hands out the repositories.

import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type QueryRunner } from 'typeorm';
import type { Principal } from '../domain/access/actor.js';
import { LEAST_ALIKE } from '../domain/anonymity/rungs.js';
import type { AuditNote } from '../domain/audit/audit-entry.js';
import { allEnded } from '../domain/all-ended.js';
import type { Entropy } from '../domain/entropy.js';
import type { RegisteredNames } from '../domain/identity/registered-names.js';
import { STALE_DAYS, type StaleDays } from '../domain/records/stale-days.js';
import { LIMITS } from './connection-limits.js';
import { PreparingClient } from '../postgres/preparing-client.js';
import { sentFirst } from '../postgres/sent-first.js';
import { NamedActor, ownReach, type Reach } from './named-actor.js';
import { NotedRefusal } from './noted-refusal.js';
import { RememberedColumns } from './statistics/remembered-columns.js';
import { RememberedStatements } from './statements/remembered-statements.js';
import { ENTITIES, openRoom, type Room, type RoomOptions } from './room.js';
import { begin, commit, requireStanding, rollBack } from './transaction-frame.js';
import { quietRunner } from './quiet-runner.js';
import { requireWritable } from './require-writable.js';
import { inSnapshot, mayBeRetried, refusalOf } from './violated-constraint.js';

export interface DatabaseOptions {
  readonly url: string;
  readonly entropy: Entropy;
  /** By which the database knows that it is the service who names an actor. */
  readonly proof: Buffer;
  /** Where none is given, no text holds a name. */
  readonly registeredNames?: RegisteredNames;
  /** How many people must look alike before others are shown any of them so; LEAST_ALIKE when not given. */
  readonly leastAlike?: number;
  /** After how many days a sign of life is stale; STALE_DAYS when not given. */
  readonly staleDays?: StaleDays;
  /** Connections of this process; PostgreSQL's default allows 100 in all. */
  readonly poolSize?: number;
  readonly applicationName?: string;
}

const NO_NAMES: RegisteredNames = { inTexts: (texts) => Promise.resolve(texts.map(() => false)) };
const ATTEMPTS = 4;
/** For what is chosen by one statement and shown by another. */
export const ONE_SNAPSHOT = 'REPEATABLE READ';
const READ_ONLY = 'REPEATABLE READ, READ ONLY';

/** What an act comes to, with what it wrote last and nobody has waited for. */
export interface Decided<T> {
  readonly answer: T;
  readonly written: Promise<unknown>;
}

export class Database {
  readonly #remembered = new RememberedStatements();

  private constructor(
    private readonly source: DataSource,
    private readonly options: RoomOptions,
    private readonly proof: Buffer,
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
    const { entropy, proof, registeredNames = NO_NAMES, leastAlike = LEAST_ALIKE, staleDays = STALE_DAYS } = options;
    const countColumns = new RememberedColumns();
    return new Database(source, { entropy, registeredNames, leastAlike, staleDays, countColumns }, proof);
  }

  /** For what is folded ahead of a transaction. */
  get staleDays(): StaleDays {
    return this.options.staleDays;
  }

  /**
   * Runs `work` in one transaction as `principal`: what it changes and what it notes in the log are kept together or
   * not at all. Serialization failures and deadlocks are tried again up to three times; `work` must therefore have no
   * effect outside the transaction, or one that may be repeated. What a `NotedRefusal` keeps is
   * written after it is rolled back. With `ONE_SNAPSHOT` all that it reads is of one moment.
   */
  async transaction<T>(
    principal: Principal,
    work: (room: Room) => Promise<T>,
    mode: 'READ COMMITTED' | typeof ONE_SNAPSHOT = 'READ COMMITTED',
  ): Promise<T> {
    return this.noting(principal, () => this.within(mode, principal, work));
  }

  /**
   * As `transaction`, in fewer parcels. What `ask` asks first is sent together with the beginning, so that it must not write; all else that it does
   * must wait for `standing`, which fails where the transaction or the sign-in does not stand. What `decide` wrote last is sent together with the
   * commit, which keeps nothing where it was refused.
   */
  async deciding<Found, T>(
    principal: Principal,
    ask: (room: Room, standing: Promise<unknown>) => Promise<Found>,
    decide: (room: Room, found: Found) => Promise<Decided<T>>,
  ): Promise<T> {
    return this.noting(principal, () =>
      this.connected(principal, { reach: ownReach(principal), remembered: null }, async (runner, room, actor) => {
        const standing = allEnded(begin(runner, 'READ COMMITTED', actor), requireStanding(room, principal));
        const [, found] = await allEnded(standing, ask(room, standing));
        const { answer, written } = await decide(room, found);
        await allEnded(written, commit(runner, actor));
        return answer;
      }),
    );
  }

  /** One snapshot over several reads, for statistics and verification; it cannot write, nor reach further than it began. */
  async snapshot<T>(
    principal: Principal,
    work: (room: Room) => Promise<T>,
    reach: Reach = ownReach(principal),
  ): Promise<T> {
    try {
      return await this.within(READ_ONLY, principal, (room) => inSnapshot(work(room)), reach);
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /**
   * Asks who asks, the first question of requests whose rights are not remembered, and writes nothing: it reaches accounts alone, and is sent
   * together with the beginning of its transaction.
   */
  async lookUp<T>(principal: Principal, work: (room: Pick<Room, 'users'>) => Promise<T>): Promise<T> {
    try {
      return await this.connected(principal, { reach: 'accounts', remembered: null }, async (runner, room, actor) => {
        const begun = begin(runner, ONE_SNAPSHOT, actor);
        const standing = requireStanding(room, principal);
        const found = work(room);
        await allEnded(begun, standing, found);
        await runner.query('COMMIT');
        return found;
      });
    } catch (error) {
      throw refusalOf(error);
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
      this.connected(
        principal,
        { reach: ownReach(principal), remembered: this.#remembered },
        async (runner, room, actor) => {
          const begun = begin(runner, ONE_SNAPSHOT, actor);
          const standing = requireStanding(room, principal);
          const found = ask(room);
          await allEnded(begun, standing, found);
          const { note, answer } = tell(await found);
          const kept = Promise.all([room.audit.note(note), commit(runner, actor)]);
          const [made] = await Promise.all([sentFirst().then(answer), kept]);
          return made;
        },
      ),
    );
  }

  /** Whether a read of this person has something to begin with, see `readingAtOnce`. */
  remembers(organisationId: string, pseudonym: string): boolean {
    return this.#remembered.has(organisationId, pseudonym);
  }

  /**
   * A read in one round trip: `ask` asks one question, sent between the beginning and the commit, that keeps its entry of the log itself
   * where, and only where, it finds all that the read needs and the sign-in standing; then it answers how to make the answer, which is made
   * while the server keeps the entry and given when that is kept. Null where it does not: nothing was noted, and the read is to be made
   * in the other way. Were the beginning refused, the answer would not be given, and an entry too many kept at most.
   */
  async readingAtOnce<Answer>(
    principal: Principal,
    ask: (room: Room) => Promise<(() => Answer) | null>,
  ): Promise<Answer | null> {
    return this.repeated(() =>
      this.connected(
        principal,
        { reach: ownReach(principal), remembered: this.#remembered },
        async (runner, room, actor) => {
          const begun = begin(runner, ONE_SNAPSHOT, actor);
          const found = ask(room);
          const kept = commit(runner, actor);
          const made = found.then((answer) => answer?.() ?? null);
          await allEnded(begun, made, kept);
          return made;
        },
      ),
    );
  }

  /** What a `NotedRefusal` keeps is written after the transaction was rolled back. */
  private async noting<T>(principal: Principal, transaction: () => Promise<T>): Promise<T> {
    try {
      return await this.repeated(transaction);
    } catch (error) {
      if (error instanceof NotedRefusal)
        await this.repeated(() => this.within('READ COMMITTED', principal, error.keep));
      throw error;
    }
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

  private within<T>(
    mode: string,
    principal: Principal,
    work: (room: Room) => Promise<T>,
    reach: Reach = ownReach(principal),
  ): Promise<T> {
    return this.connected(principal, { reach, remembered: null }, async (runner, room, actor) => {
      const begun = begin(runner, mode, actor);
      await allEnded(begun, requireStanding(room, principal));
      const result = await work(room);
      await commit(runner, actor);
      return result;
    });
  }

  /** A transaction that `work` begins and commits, and that is rolled back where it fails. */
  private async connected<T>(
    principal: Principal,
    { reach, remembered }: { readonly reach: Reach; readonly remembered: RememberedStatements | null },
    work: (runner: QueryRunner, room: Room, actor: NamedActor) => Promise<T>,
  ): Promise<T> {
    const runner = quietRunner(this.source);
    try {
      const { room, actor } = this.roomOf(runner, principal, reach, remembered);
      return await work(runner, room, actor);
    } catch (error) {
      await rollBack(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private roomOf(
    runner: QueryRunner,
    principal: Principal,
    reach: Reach,
    remembered: RememberedStatements | null,
  ): { room: Room; actor: NamedActor } {
    const actor = new NamedActor(runner.manager, { proof: this.proof, principal, reach });
    return { room: openRoom(runner.manager, principal, this.options, { actor, remembered }), actor };
  }

  /** Answers within two seconds; throws `unavailable`, or `database_read_only`. */
  async ping(): Promise<void> {
    await requireWritable(this.source);
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
