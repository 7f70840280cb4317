// The vault's statements that destroy a person's key with all that was sealed under it, and those that split whole keys in two.

import type { ClientBase } from 'pg';
import { drawSlots } from './key-slot-statements.js';
import { FILE_FIELD, type SealedPerson, type StoredPerson } from './sealed-person.js';
import { selectPeople, upsertFields, type HoldHalves } from './vault-statements.js';

/** Durable when it resolves. `isHeld`: whether the slot is of a half; where the key was whole, it is a new one to remember the person by. */
export type DestroyHalf = (slot: number, isHeld: boolean) => Promise<void>;

export type SealSplit = (stored: StoredPerson, slot: number) => SealedPerson;

/** The half goes first: what a kill leaves behind cannot be opened any more, and is removed when this is repeated. */
export async function destroyPerson(client: ClientBase, personId: string, destroyHalf: DestroyHalf): Promise<void> {
  const found = await client.query<{ key_slot: string | null }>(
    'SELECT key_slot FROM vault.person_key WHERE person_id = $1 FOR UPDATE',
    [personId],
  );
  const [row] = found.rows;
  const held = row?.key_slot ?? null;
  const slot = row === undefined ? null : held === null ? ((await drawSlots(client, 1))[0] ?? null) : Number(held);
  if (slot !== null) await destroyHalf(slot, held !== null);
  await client.query('DELETE FROM vault.person_key WHERE person_id = $1', [personId]);
  await client.query(
    'INSERT INTO vault.erased_person (person_id, key_slot) VALUES ($1, $2) ON CONFLICT ON CONSTRAINT erased_person_pk DO NOTHING',
    [personId, slot],
  );
}

/** Files of a vault that had no key store stay under whole keys, since two hundred would not fit a batch: one of them is destroyed for whoever has no older backup of the vault. */
export async function splitPeople(
  client: ClientBase,
  {
    limit,
    allFields,
    seal,
    hold,
  }: {
    readonly limit: number;
    readonly allFields: readonly string[];
    readonly seal: SealSplit;
    readonly hold: HoldHalves;
  },
): Promise<number> {
  const whole = await client.query<{ person_id: string }>(
    `SELECT k.person_id FROM vault.person_key k WHERE k.key_slot IS NULL
       AND NOT EXISTS (SELECT 1 FROM vault.sealed_field f WHERE f.person_id = k.person_id AND f.field = $2)
     ORDER BY k.person_id LIMIT $1 FOR UPDATE OF k SKIP LOCKED`,
    [limit, FILE_FIELD],
  );
  if (whole.rows.length === 0) return 0;
  const stored = await selectPeople(
    client,
    whole.rows.map((row) => row.person_id),
    allFields,
  );
  const slots = await drawSlots(client, stored.length);
  const sealed = stored.map((one, at) => seal(one, slots[at] ?? 0));
  await client.query(
    `SELECT vault.split_key(person_id, kek_version, wrapped_key, key_slot)
     FROM unnest($1::uuid[], $2::integer[], $3::bytea[], $4::bigint[]) AS given (person_id, kek_version, wrapped_key, key_slot)`,
    [
      sealed.map((one) => one.personId),
      sealed.map((one) => one.keyVersion),
      sealed.map((one) => one.wrappedKey),
      sealed.map((one) => one.keySlot),
    ],
  );
  await hold(sealed);
  await upsertFields(client, sealed);
  return sealed.length;
}
