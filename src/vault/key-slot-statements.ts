// The vault's statements about slots of the key store: drawing them, remembering the store, and removing whom it says was erased.

import type { ClientBase, Pool } from 'pg';
import type { ErasedSlot } from './key-store.js';

/** A sequence alone: what it gave out it never gives again, whichever process asks, and it is never set back. */
export async function drawSlots(client: ClientBase | Pool, count: number): Promise<number[]> {
  const drawn = await client.query<{ slot: string }>(
    `SELECT nextval('vault.key_slot') AS slot FROM generate_series(1, $1)`,
    [count],
  );
  return drawn.rows.map((row) => Number(row.slot));
}

/** 0 where none was drawn yet. */
export async function lastSlotDrawn(client: ClientBase | Pool): Promise<number> {
  const found = await client.query<{ last: string }>(
    'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM vault.key_slot',
  );
  return Number(found.rows[0]?.last ?? 0);
}

/** Whoever is the first decides; null asks without deciding. */
export async function rememberKeyStore(client: ClientBase | Pool, storeId: string | null): Promise<string | null> {
  if (storeId !== null) {
    await client.query(
      'INSERT INTO vault.key_store (store_id) VALUES ($1) ON CONFLICT ON CONSTRAINT key_store_pk DO NOTHING',
      [storeId],
    );
  }
  const found = await client.query<{ store_id: string }>('SELECT store_id FROM vault.key_store');
  return found.rows[0]?.store_id ?? null;
}

/** Fields, search rows and codes go with the key. */
export async function removeErased(client: ClientBase, erased: readonly ErasedSlot[]): Promise<number> {
  const people = erased.flatMap(({ slot, personId }) => (personId === null ? [] : [{ slot, personId }]));
  const removed = await client.query(
    'DELETE FROM vault.person_key WHERE key_slot = ANY($1::bigint[]) OR person_id = ANY($2::uuid[])',
    [erased.map(({ slot }) => slot), people.map(({ personId }) => personId)],
  );
  await client.query(
    `INSERT INTO vault.erased_person (person_id, key_slot) SELECT * FROM unnest($1::uuid[], $2::bigint[])
     ON CONFLICT ON CONSTRAINT erased_person_pk DO NOTHING`,
    [people.map(({ personId }) => personId), people.map(({ slot }) => slot)],
  );
  return removed.rowCount ?? 0;
}

export async function isErased(client: ClientBase | Pool, personId: string): Promise<boolean> {
  const found = await client.query('SELECT 1 FROM vault.erased_person WHERE person_id = $1', [personId]);
  return found.rows.length > 0;
}
