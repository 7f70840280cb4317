// The wrapped data keys of the vault: who is sealed under which version, and the only way to seal data keys anew.

import type { ClientBase } from 'pg';
import type { VaultStore } from './vault-store.js';

export interface StoredWrap {
  readonly personId: string;
  readonly keyVersion: number;
  readonly wrappedKey: Buffer;
  /** Where the key store holds the other half; null: the wrapped key is whole. */
  readonly keySlot: number | null;
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
  readonly key_slot: string | null;
}

const WRAP = 'person_id, kek_version, wrapped_key, key_slot';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export class WrapTable {
  constructor(private readonly store: VaultStore) {}

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
        `SELECT ${WRAP} FROM vault.person_key WHERE kek_version < $1 AND person_id > $2
         ORDER BY person_id LIMIT $3 FOR UPDATE ${page.waits ? '' : 'SKIP LOCKED'}`,
        [version, page.after ?? FIRST_ID, page.limit],
      );
      const wraps = found.rows.map(wrapOf);
      const renewed = await keep(client, version, renew(wraps));
      return { last: wraps.at(-1)?.personId ?? null, renewed, seen: wraps.length };
    });
  }

  /** In the order of their ids. */
  async wrapsAfter(after: string | null, limit: number): Promise<StoredWrap[]> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<WrapRow>(
        `SELECT ${WRAP} FROM vault.person_key WHERE person_id > $1 ORDER BY person_id LIMIT $2`,
        [after ?? FIRST_ID, limit],
      );
      return found.rows.map(wrapOf);
    });
  }

  /** This share of all people, each as likely as another. */
  async sampledWraps(percent: number): Promise<StoredWrap[]> {
    return this.store.inTransaction(async (client) => {
      const found = await client.query<WrapRow>(`SELECT ${WRAP} FROM vault.person_key TABLESAMPLE BERNOULLI ($1)`, [
        percent,
      ]);
      return found.rows.map(wrapOf);
    });
  }
}

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

function wrapOf(row: WrapRow): StoredWrap {
  const keySlot = row.key_slot === null ? null : Number(row.key_slot);
  return { personId: row.person_id, keyVersion: row.kek_version, wrappedKey: row.wrapped_key, keySlot };
}
