// What the vault's database knows of the versions of one key: their state, how many people there are of each, and closing and retiring them.

import type { ClientBase } from 'pg';
import { keyName, versionNamed, type KeyKind } from './key-kind.js';
import { KeyProblem } from './key-problem.js';
import type { KeyRing } from './key-ring.js';
import type { VaultStore } from './vault-store.js';

export type KeyVersionState = 'in_use' | 'closed' | 'retired';

interface StateRow {
  readonly version: number;
  readonly state: KeyVersionState;
}

/** One lock for all who change the key file of one vault, on whatever machine; it falls with the connection of whoever held it. */
const CHANGE_LOCK = 7_243_115;

/** What the two keys differ in: who is counted under a version, and the functions that close and retire one. */
const SQL: Readonly<Record<KeyKind, { readonly [of in 'states' | 'people' | 'close' | 'retire']: string }>> = {
  key_encryption: {
    states: 'SELECT version, state FROM vault.key_version ORDER BY version',
    people: 'SELECT kek_version AS version, count(*) AS people FROM vault.person_key GROUP BY 1 ORDER BY 1',
    close: 'SELECT vault.close_key_versions($1) AS version',
    retire: 'SELECT vault.retire_key_version($1) AS people',
  },
  blind_index: {
    states: 'SELECT version, state FROM vault.index_key_version ORDER BY version',
    people:
      'SELECT key_version AS version, count(DISTINCT person_id) AS people FROM vault.search_row GROUP BY 1 ORDER BY 1',
    close: 'SELECT vault.close_index_key_versions($1) AS version',
    retire: 'SELECT vault.retire_index_key_version($1) AS people',
  },
};

export class KeyVersionTable {
  constructor(
    private readonly store: VaultStore,
    readonly kind: KeyKind,
  ) {}

  /** Throws KeyProblem `key_mismatch` for keys of another vault. */
  async requireOwn(keyRing: KeyRing): Promise<void> {
    await this.store.requireOwn(keyRing);
  }

  /** Of all versions that the vault has ever met. */
  async states(): Promise<ReadonlyMap<number, KeyVersionState>> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<StateRow>(SQL[this.kind].states);
      const remembered = (await rememberedVersions(client, this.kind)).map((version) => [version, 'in_use'] as const);
      return new Map<number, KeyVersionState>([
        ...remembered,
        ...found.rows.map((row) => [row.version, row.state] as const),
      ]);
    });
  }

  /** Number of people by version; versions without people are absent. */
  async people(): Promise<ReadonlyMap<number, number>> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<{ version: number; people: string }>(SQL[this.kind].people);
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
      const fenced = await client.query<StateRow>(SQL[this.kind].states);
      const versions = [...(await rememberedVersions(client, this.kind)), ...fenced.rows.map((row) => row.version)];
      const remember: RememberKey = async (version, fingerprint) => {
        await client.query('INSERT INTO vault.key_fingerprint (key_name, fingerprint) VALUES ($1, $2)', [
          keyName(this.kind, version),
          fingerprint,
        ]);
      };
      return work({ nextVersion: Math.max(0, ...versions) + 1, remember });
    });
  }

  /** From its commit on nothing is written under a version below this one; waits for what just is. Returns the versions that were closed. */
  async closeBelow(version: number): Promise<number[]> {
    return this.store.inTransaction(async (client) => {
      const closed = await client.query<{ version: number }>(SQL[this.kind].close, [version]);
      return closed.rows.map((row) => row.version).sort((a, b) => a - b);
    });
  }

  /** Retires the version if there is nobody of it, and returns how many there are. Until the commit nobody can be added. */
  async retire(version: number): Promise<number> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<{ people: string }>(SQL[this.kind].retire, [version]);
      return Number(found.rows[0]?.people);
    });
  }
}

/** Binds a version to its key for good, as of the commit of the change. */
export type RememberKey = (version: number, fingerprint: string) => Promise<void>;

async function rememberedVersions(client: ClientBase, kind: KeyKind): Promise<number[]> {
  const found = await client.query<{ key_name: string }>(
    'SELECT key_name FROM vault.key_fingerprint ORDER BY key_name',
  );
  return found.rows.flatMap(({ key_name: name }) => versionNamed(kind, name) ?? []);
}
