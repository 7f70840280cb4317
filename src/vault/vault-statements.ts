// The vault's statements that write or read whole people, the writing ones within a transaction of the store.

import type { ClientBase, Pool } from 'pg';
import { plannedOnce } from '../postgres/preparing-client.js';
import { insertCodes, insertRows, replaceCodes } from './search-row-statements.js';
import type { SealedPerson, StoredPerson } from './sealed-person.js';

type State = 'pending' | 'confirmed';

/** Makes the new halves of these people durable in the key store. */
export type HoldHalves = (people: readonly SealedPerson[]) => Promise<void>;

/**
 * Four round trips for any number of people, since a bulk import must not wait for four each. The rows of the keys come first: their unique
 * slots keep two processes from ever writing one place of the key store. The search rows come next: as long as nothing is written to the key
 * store, both may still be refused for a version that was closed, and nothing is left behind. It is written beside the rest.
 */
export async function insertPeople(
  client: ClientBase,
  people: readonly SealedPerson[],
  state: State,
  hold: HoldHalves,
): Promise<void> {
  await client.query(
    `INSERT INTO vault.person_key (person_id, kek_version, wrapped_key, key_slot, state)
     SELECT person_id, kek_version, wrapped_key, key_slot, $5
     FROM unnest($1::uuid[], $2::integer[], $3::bytea[], $4::bigint[]) AS given (person_id, kek_version, wrapped_key, key_slot)`,
    [
      people.map((one) => one.personId),
      people.map((one) => one.keyVersion),
      people.map((one) => one.wrappedKey),
      people.map((one) => one.keySlot),
      state,
    ],
  );
  const rows = await insertRows(client, people);
  await together(hold(people), async () => {
    await upsertFields(client, people);
    await insertCodes(client, rows);
  });
}

/** Both have ended when this does: the connection must not be given back while a statement is under way. */
async function together(one: Promise<void>, other: () => Promise<void>): Promise<void> {
  const outcomes = await Promise.allSettled([one, other()]);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

export async function upsertFields(client: ClientBase, people: readonly SealedPerson[]): Promise<void> {
  const fields = people.flatMap((one) => one.fields.map((field) => ({ ...field, personId: one.personId })));
  await client.query(
    `INSERT INTO vault.sealed_field (person_id, field, version, sealed)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::bytea[])
     ON CONFLICT ON CONSTRAINT sealed_field_pk DO UPDATE SET version = excluded.version, sealed = excluded.sealed`,
    [
      fields.map((one) => one.personId),
      fields.map((one) => one.field),
      fields.map((one) => one.version),
      fields.map((one) => one.sealed),
    ],
  );
}

/** Fields that the changed person no longer has are removed; the wrapped key stays as it is. */
export async function replacePerson(client: ClientBase, changed: SealedPerson): Promise<void> {
  await client.query('DELETE FROM vault.sealed_field WHERE person_id = $1 AND field <> ALL($2::text[])', [
    changed.personId,
    changed.fields.map((one) => one.field),
  ]);
  await upsertFields(client, [changed]);
  await replaceCodes(client, [changed]);
}

interface FieldRow {
  readonly person_id: string;
  readonly kek_version: number;
  readonly wrapped_key: Buffer;
  /** Decimal digits, as every bigint. */
  readonly key_slot: string | null;
  readonly field: string | null;
  readonly version: number | null;
  readonly sealed: Buffer | null;
}

const PEOPLE = `SELECT k.person_id, k.kek_version, k.wrapped_key, k.key_slot, f.field, f.version, f.sealed
  FROM vault.person_key k
  LEFT JOIN vault.sealed_field f ON f.person_id = k.person_id AND f.field = ANY(`;

/**
 * One is looked up by a plan that is kept, since planning took longer than looking. Behind a subquery PostgreSQL does not see how many fields there
 * are, and finds no plan for just these cheaper. Of many the plan depends on how many.
 */
const ONE_PERSON = plannedOnce(`${PEOPLE}(SELECT $2::text[])::text[]) WHERE k.person_id = ($1::uuid[])[1]`);
const MANY_PEOPLE = plannedOnce(`${PEOPLE}$2::text[]) WHERE k.person_id = ANY($1::uuid[])`);

/** In the order of the ids asked for. */
export async function selectPeople(
  client: ClientBase | Pool,
  personIds: readonly string[],
  fields: readonly string[],
): Promise<StoredPerson[]> {
  const question = personIds.length === 1 ? ONE_PERSON : MANY_PEOPLE;
  const found = await client.query<FieldRow>(question, [personIds, fields]);
  const byPerson = new Map<string, FieldRow[]>();
  for (const row of found.rows) byPerson.set(row.person_id, [...(byPerson.get(row.person_id) ?? []), row]);
  return personIds.flatMap((personId) => {
    const rows = byPerson.get(personId) ?? [];
    return rows.slice(0, 1).map((row) => storedPerson(row, rows));
  });
}

function storedPerson(key: FieldRow, rows: readonly FieldRow[]): StoredPerson {
  return {
    personId: key.person_id,
    keyVersion: key.kek_version,
    wrappedKey: key.wrapped_key,
    keySlot: key.key_slot === null ? null : Number(key.key_slot),
    fields: rows.flatMap(({ field, version, sealed }) =>
      field === null || version === null || sealed === null ? [] : [{ field, version, sealed }],
    ),
  };
}
