// The vault's own door to PostgreSQL: sealed rows in and out, under a role that owns nothing; no plaintext passes here.

import pg from 'pg';
import { PreparingClient } from '../postgres/preparing-client.js';
import { TurnConnection } from '../postgres/turn-connection.js';
import type { KeyRing } from './key-ring.js';
import type { SearchCode } from './blind-index.js';
import { destroyPerson, splitPeople, type DestroyHalf, type SealSplit } from './erasure-statements.js';
import { IdentityErased } from '../domain/identity/identity-erased.js';
import { DomainError } from '../domain/domain-error.js';
import { drawSlots, isErased, lastSlotDrawn, rememberKeyStore, removeErased } from './key-slot-statements.js';
import type { ErasedSlot } from './key-store.js';
import type { SealedPerson, StoredPerson } from './sealed-person.js';
import { selectByCodes, selectByCodesOfMany, type AllMetByCodes, type MetByCodes } from './search-row-statements.js';
import { refuseOther, refuseUnfit } from './unfit-keys.js';
import { refusalOf } from './vault-refusal.js';
import { insertPeople, replacePerson, selectPeople, type HoldHalves } from './vault-statements.js';

export interface VaultStoreSettings {
  readonly connectionString: string;
  /** Connections of the pool. */
  readonly most: number;
}

/** Milliseconds; a frozen server must become a refusal well before a client gives up. */
const CONNECT_TIMEOUT = 5000;
const STATEMENT_TIMEOUT = 8000;

/**
 * All that is asked here, the checks of references that PostgreSQL makes for itself among it, goes by keys. A plan that is made while a table fills
 * a page or two walks through it, and the connection keeps it while others make the table a hundred thousand rows, until the server takes statistics.
 */
const BY_INDEXES = 'SET enable_seqscan = off';

/**
 * The pool hands out no connection before it has ended, and none at all where it fails. As a parameter of the connection's beginning a pooler that
 * does not know the setting would refuse it.
 */
async function settle(client: pg.ClientBase): Promise<void> {
  await client.query(BY_INDEXES);
}

/** The pool waits for it, which its types do not say. */
interface BegunPool extends Omit<pg.PoolConfig, 'onConnect'> {
  readonly pipeline: true;
  readonly onConnect: (client: pg.ClientBase) => Promise<void>;
}

function ignore(): void {
  // Told by the question that fails of it.
}

/** Changing and erasing one person exclude each other, also where the vault holds nothing of the person yet. */
async function lockPerson(client: pg.PoolClient, personId: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 21))', [personId]);
}
export class VaultStore {
  readonly #pool: pg.Pool;
  readonly #turn: TurnConnection;

  constructor(settings: VaultStoreSettings) {
    const begun: BegunPool = {
      Client: PreparingClient,
      connectionString: settings.connectionString,
      max: settings.most,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      statement_timeout: STATEMENT_TIMEOUT,
      query_timeout: STATEMENT_TIMEOUT + 1000,
      application_name: 'whereabouts vault',
      pipeline: true,
      onConnect: settle,
    };
    this.#pool = new pg.Pool(begun);
    // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
    this.#turn = new TurnConnection(this.#pool);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** Answers when the vault can be reached and written to; throws DomainError `unavailable` or `database_read_only`. */
  async ping(): Promise<void> {
    const state = await this.query<{ readonly: boolean }>(
      `SELECT current_setting('transaction_read_only') = 'on' AS readonly`,
      [],
    );
    if (state.rows[0]?.readonly !== false)
      throw new DomainError('database_read_only', 'The database of the vault may only be read.');
  }

  /** All or none, as pending; throws DomainError `conflict` when one is there already. */
  async insertPending(people: readonly SealedPerson[], hold: HoldHalves): Promise<void> {
    if (people.length > 0) await this.inTransaction((client) => insertPeople(client, people, 'pending', hold));
  }

  /** Returns how many of the people the vault holds; confirming again changes nothing. */
  async confirm(personIds: readonly string[]): Promise<number> {
    const confirmed = await this.query(
      `UPDATE vault.person_key SET state = 'confirmed' WHERE person_id = ANY($1::uuid[])`,
      [personIds],
    );
    return confirmed.rowCount ?? 0;
  }

  /** Removes what is still pending, with its key, fields and codes; a confirmed person is never touched. Returns the slots that are of no use any more. */
  async discard(personIds: readonly string[]): Promise<number[]> {
    const removed = await this.query<{ key_slot: string | null }>(
      `DELETE FROM vault.person_key WHERE state = 'pending' AND person_id = ANY($1::uuid[]) RETURNING key_slot`,
      [personIds],
    );
    return removed.rows.flatMap(({ key_slot: slot }) => (slot === null ? [] : [Number(slot)]));
  }

  /** Oldest first; age in seconds by the server's clock. */
  async pendingOlderThan(seconds: number, limit: number): Promise<string[]> {
    const found = await this.query<{ person_id: string }>(
      `SELECT person_id FROM vault.person_key
       WHERE state = 'pending' AND created_at < clock_timestamp() - make_interval(secs => $1)
       ORDER BY created_at, person_id LIMIT $2`,
      [seconds, limit],
    );
    return found.rows.map((row) => row.person_id);
  }

  /** The sealed fields asked for, of those of the people whom the vault holds, pending or confirmed. */
  async findPeople(personIds: readonly string[], fields: readonly string[]): Promise<StoredPerson[]> {
    return this.answered(this.#turn.ask((client) => selectPeople(client, personIds, fields)));
  }

  /**
   * People, confirmed ones alone, that share most of the codes first, and the versions of which there are rows: by one statement, so that both are
   * of one moment and whoever is made anew meanwhile is in the rows of one of these versions.
   */
  async findByCodes(codes: readonly SearchCode[], limit: number): Promise<MetByCodes> {
    return this.answered(this.#turn.ask((client) => selectByCodes(client, codes, limit)));
  }

  /** The same of many queries; `limit` is of each. */
  async findByCodesOfMany(queries: readonly (readonly SearchCode[])[], limit: number): Promise<AllMetByCodes> {
    return this.answered(selectByCodesOfMany(this.#pool, queries, limit));
  }

  /**
   * Locks the person's row, hands what is stored to `change`, and puts its answer in its place, codes included. A person whom the vault
   * does not know yet is inserted as confirmed: the registry has the person already. Throws IdentityErased.
   */
  async replace(
    personId: string,
    allFields: readonly string[],
    change: (stored: StoredPerson | null, drawSlot: () => Promise<number>) => Promise<SealedPerson>,
    hold: HoldHalves,
  ): Promise<void> {
    await this.inTransaction(async (client) => {
      await lockPerson(client, personId);
      if (await isErased(client, personId)) throw new IdentityErased();
      await client.query('SELECT 1 FROM vault.person_key WHERE person_id = $1 FOR UPDATE', [personId]);
      const [stored] = await selectPeople(client, [personId], allFields);
      const drawSlot = async (): Promise<number> => (await drawSlots(client, 1))[0] ?? 0;
      const changed = await change(stored ?? null, drawSlot);
      if (stored === undefined) await insertPeople(client, [changed], 'confirmed', hold);
      else await replacePerson(client, changed);
    });
  }

  async drawSlots(count: number): Promise<number[]> {
    return this.answered(drawSlots(this.#pool, count));
  }

  /** From now on slots are drawn from `end` on; others may draw meanwhile. */
  async skipSlots(end: number): Promise<void> {
    const last = await this.answered(lastSlotDrawn(this.#pool));
    if (end - 1 > last) await this.drawSlots(end - 1 - last);
  }

  /** The id of the store that this vault was made with: the given one where it had none. */
  async rememberKeyStore(storeId: string | null): Promise<string | null> {
    return this.answered(rememberKeyStore(this.#pool, storeId));
  }

  /** Of the slots that people's keys have, so many of the highest. */
  async highestSlots(limit: number): Promise<number[]> {
    const found = await this.query<{ key_slot: string }>(
      'SELECT key_slot FROM vault.person_key WHERE key_slot IS NOT NULL ORDER BY key_slot DESC LIMIT $1',
      [limit],
    );
    return found.rows.map((row) => Number(row.key_slot));
  }

  /** Removes whoever the key store says was erased, which an older vault that was put back holds again; returns how many those were. */
  async removeErased(erased: readonly ErasedSlot[]): Promise<number> {
    return this.inTransaction((client) => removeErased(client, erased));
  }

  /** Whoever was erased, with the slots whose halves must be destroyed. */
  async erasedSlots(): Promise<ErasedSlot[]> {
    const found = await this.query<{ person_id: string; key_slot: string }>(
      'SELECT person_id, key_slot FROM vault.erased_person WHERE key_slot IS NOT NULL',
      [],
    );
    return found.rows.map((row) => ({ personId: row.person_id, slot: Number(row.key_slot) }));
  }

  async isErased(personId: string): Promise<boolean> {
    return this.answered(isErased(this.#pool, personId));
  }

  async erasedAmong(ids: readonly string[]): Promise<string[]> {
    const found = await this.query<{ person_id: string }>(
      'SELECT person_id FROM vault.erased_person WHERE person_id = ANY($1::uuid[])',
      [ids],
    );
    return found.rows.map((row) => row.person_id);
  }

  /** Of these people those of whom the vault holds anything. */
  async held(personIds: readonly string[]): Promise<string[]> {
    const found = await this.query<{ person_id: string }>(
      'SELECT person_id FROM vault.person_key WHERE person_id = ANY($1::uuid[])',
      [personIds],
    );
    return found.rows.map((row) => row.person_id);
  }

  /** Destroys the other half of the person's key, then all that the vault holds of the person; a person of whom it holds nothing is remembered alike. */
  async destroy(personId: string, destroyHalf: DestroyHalf): Promise<void> {
    await this.inTransaction(async (client) => {
      await lockPerson(client, personId);
      await destroyPerson(client, personId, destroyHalf);
    });
  }

  /** Seals people whose key is whole under two halves; returns how many. Those at whom somebody works are left for the next time. */
  async split(limit: number, allFields: readonly string[], seal: SealSplit, hold: HoldHalves): Promise<number> {
    return this.inTransaction((client) => splitPeople(client, { limit, allFields, seal, hold }));
  }

  /** Throws KeyProblem where the service must not run with these keys. */
  async checkFingerprints(keyRing: KeyRing): Promise<void> {
    await this.inTransaction((client) => refuseUnfit(client, keyRing));
  }

  /** Throws KeyProblem `key_mismatch` for keys of another vault. */
  async requireOwn(keyRing: KeyRing): Promise<void> {
    await this.inTransaction((client) => refuseOther(client, keyRing));
  }

  private async query<R extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<pg.QueryResult<R>> {
    return this.answered(this.#pool.query<R>(sql, values));
  }

  private async answered<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => {
      throw refusalOf(error);
    });
  }

  /** Commits when the work resolves; what it throws is turned into a refusal. */
  async inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.answered(this.#pool.connect());
    // Between two questions nobody listens, and a connection that breaks then would end the process; the next question hears of it.
    client.on('error', ignore);
    let broken = false;
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      throw refusalOf(error);
    } finally {
      client.release(broken);
      client.off('error', ignore);
    }
  }
}
