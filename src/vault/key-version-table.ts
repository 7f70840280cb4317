// What the vault's database knows of key versions: their state, who is sealed under them, and the only way to seal data keys anew.

import type { ClientBase } from 'pg';
import { KeyProblem } from './key-problem.js';
import { keyName, type VaultStore } from './vault-store.js';

export type KeyVersionState = 'in_use' | 'closed' | 'retired';

export interface StoredWrap {
  readonly personId: string;
  readonly keyVersion: number;
  readonly wrappedKey: Buffer;
}

export interface RenewedWrap {
  readonly personId: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

interface WrapRow {
  readonly person_id: string;
  readonly kek_version: number;
  readonly wrapped_key: Buffer;
}

/** One lock for all who change the key file of one vault, on whatever machine; it falls with the connection of whoever held it. */
const CHANGE_LOCK = 7_243_115;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export class KeyVersionTable {
  constructor(private readonly store: VaultStore) {}

  /** Of all versions that the vault has ever met. */
  async states(): Promise<ReadonlyMap<number, KeyVersionState>> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<{ version: number; state: KeyVersionState }>(
        'SELECT version, state FROM vault.key_version ORDER BY version',
      );
      const remembered = (await rememberedVersions(client)).map((version) => [version, 'in_use'] as const);
      return new Map<number, KeyVersionState>([
        ...remembered,
        ...found.rows.map((row) => [row.version, row.state] as const),
      ]);
    });
  }

  /** Number of people by version; versions without people are absent. */
  async people(): Promise<ReadonlyMap<number, number>> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<{ version: number; people: string }>(
        'SELECT kek_version AS version, count(*) AS people FROM vault.person_key GROUP BY 1 ORDER BY 1',
      );
      return new Map(found.rows.map((row) => [row.version, Number(row.people)]));
    });
  }

  /**
   * Runs `work` while nobody else changes the keys; throws KeyProblem `key_change_under_way` where somebody does. `work` gets the first
   * version that was never given: neither one that was retired nor one whose change was broken off is given twice.
   */
  async change<T>(
    work: (change: { readonly nextVersion: number; readonly remember: RememberKey }) => Promise<T>,
  ): Promise<T> {
    return this.store.inTransaction(async (client) => {
      const lock = await client.query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS free', [CHANGE_LOCK]);
      if (lock.rows[0]?.free !== true)
        throw new KeyProblem(
          'key_change_under_way',
          'Another command is changing the keys. Wait for its end; nothing was done here.',
        );
      const versions = [...(await rememberedVersions(client)), ...(await fencedVersions(client))];
      const remember: RememberKey = async (version, fingerprint) => {
        await client.query('INSERT INTO vault.key_fingerprint (key_name, fingerprint) VALUES ($1, $2)', [
          keyName(version),
          fingerprint,
        ]);
      };
      return work({ nextVersion: Math.max(0, ...versions) + 1, remember });
    });
  }

  /** From its commit on nobody is sealed under a version below this one; waits for those who just are. Returns the versions that were closed. */
  async closeBelow(version: number): Promise<number[]> {
    return this.store.inTransaction(async (client) => {
      const closed = await client.query<{ version: number }>(
        'SELECT version FROM vault.close_key_versions($1) AS version',
        [version],
      );
      return closed.rows.map((row) => row.version).sort((a, b) => a - b);
    });
  }

  async countBelow(version: number): Promise<number> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<{ people: string }>(
        'SELECT count(*) AS people FROM vault.person_key WHERE kek_version < $1',
        [version],
      );
      return Number(found.rows[0]?.people);
    });
  }

  /**
   * Hands up to `limit` people below the version to `renew`, in the order of their ids, and keeps what it makes, in one transaction. Whom
   * somebody else holds is passed over, or waited for with `waits`. Returns the last id that was looked at, or null at the end.
   */
  async renewBelow(
    version: number,
    page: { readonly after: string | null; readonly limit: number; readonly waits: boolean },
    renew: (wraps: readonly StoredWrap[]) => readonly RenewedWrap[],
  ): Promise<{ last: string | null; renewed: number; seen: number }> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<WrapRow>(
        `SELECT person_id, kek_version, wrapped_key FROM vault.person_key WHERE kek_version < $1 AND person_id > $2
         ORDER BY person_id LIMIT $3 FOR UPDATE ${page.waits ? '' : 'SKIP LOCKED'}`,
        [version, page.after ?? FIRST_ID, page.limit],
      );
      const wraps = found.rows.map(wrapOf);
      const renewed = await keep(client, version, renew(wraps));
      return { last: wraps.at(-1)?.personId ?? null, renewed, seen: wraps.length };
    });
  }

  /** Retires the version if nobody is sealed under it, and returns how many are. Until the commit nobody can be added. */
  async retire(version: number): Promise<number> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<{ people: string }>('SELECT vault.retire_key_version($1) AS people', [version]);
      return Number(found.rows[0]?.people);
    });
  }

  /** In the order of their ids. */
  async wrapsAfter(after: string | null, limit: number): Promise<StoredWrap[]> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<WrapRow>(
        'SELECT person_id, kek_version, wrapped_key FROM vault.person_key WHERE person_id > $1 ORDER BY person_id LIMIT $2',
        [after ?? FIRST_ID, limit],
      );
      return found.rows.map(wrapOf);
    });
  }

  /** This share of all people, each as likely as another. */
  async sampledWraps(percent: number): Promise<StoredWrap[]> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<WrapRow>(
        'SELECT person_id, kek_version, wrapped_key FROM vault.person_key TABLESAMPLE BERNOULLI ($1)',
        [percent],
      );
      return found.rows.map(wrapOf);
    });
  }
}

/** Binds a version to its key for good, as of the commit of the change. */
export type RememberKey = (version: number, fingerprint: string) => Promise<void>;

async function keep(client: ClientBase, version: number, wraps: readonly RenewedWrap[]): Promise<number> {
  if (wraps.length === 0) return 0;
  const kept = await client.query<{ renewed: number }>('SELECT vault.rewrap_keys($1, $2, $3, $4) AS renewed', [
    version,
    wraps.map((one) => one.personId),
    wraps.map((one) => one.before),
    wraps.map((one) => one.after),
  ]);
  return kept.rows[0]?.renewed ?? 0;
}

async function rememberedVersions(client: ClientBase): Promise<number[]> {
  const found = await client.query<{ key_name: string }>(
    'SELECT key_name FROM vault.key_fingerprint ORDER BY key_name',
  );
  return found.rows.flatMap(({ key_name: name }) => {
    const version = Number(name.slice(keyName(0).length - 1));
    return name === keyName(version) ? [version] : [];
  });
}

async function fencedVersions(client: ClientBase): Promise<number[]> {
  const found = await client.query<{ version: number }>('SELECT version FROM vault.key_version');
  return found.rows.map((row) => row.version);
}

function wrapOf(row: WrapRow): StoredWrap {
  return { personId: row.person_id, keyVersion: row.kek_version, wrappedKey: row.wrapped_key };
}
