// The vault's statements on search rows and their codes: writing them, finding those of an older version, and putting newer ones in their place.

import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { EXACT_VERSION, INDEX_VERSION, type SearchCode } from './blind-index.js';

export interface PersonCodes {
  readonly personId: string;
  /** Groups of codes; each becomes a search row of its own. */
  readonly codeRows: readonly (readonly SearchCode[])[];
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** One version at a time, so that the index gives its people in the order of their ids. */
const OLDER = 'names_version = $1 AND key_version = $2';

export async function insertCodes(client: ClientBase, people: readonly PersonCodes[]): Promise<void> {
  const rows = people.flatMap((one) =>
    one.codeRows.map((codes) => ({ rowId: randomUUID(), personId: one.personId, codes })),
  );
  await client.query(
    `INSERT INTO vault.search_row (row_id, person_id, names_version, key_version)
     SELECT row_id, person_id, $3, $4 FROM unnest($1::uuid[], $2::uuid[]) AS given (row_id, person_id)`,
    [rows.map((row) => row.rowId), rows.map((row) => row.personId), INDEX_VERSION.names, INDEX_VERSION.key],
  );
  const codes = rows.flatMap((row) => row.codes.map((code) => ({ code, rowId: row.rowId })));
  await client.query(
    'INSERT INTO vault.search_code (code, row_id) SELECT * FROM unnest($1::bigint[], $2::uuid[]) ORDER BY 1',
    [codes.map((one) => one.code), codes.map((one) => one.rowId)],
  );
}

export async function removeCodes(client: ClientBase, personIds: readonly string[]): Promise<void> {
  await client.query('DELETE FROM vault.search_row WHERE person_id = ANY($1::uuid[])', [personIds]);
}

/** New rows in place of all that these people have; the caller holds their keys' rows. */
export async function replaceCodes(client: ClientBase, people: readonly PersonCodes[]): Promise<void> {
  if (people.length === 0) return;
  const personIds = people.map(({ personId }) => personId);
  await removeCodes(client, personIds);
  await insertCodes(client, people);
}

export async function countOlderCodes(client: ClientBase): Promise<number> {
  const found = await client.query<{ people: string }>(
    `SELECT count(DISTINCT person_id) AS people FROM vault.search_row WHERE ${OLDER}`,
    [EXACT_VERSION.names, EXACT_VERSION.key],
  );
  return Number(found.rows[0]?.people);
}

/**
 * Up to `limit` people who have codes of an older version, locked as a change of one of them would be. A second statement looks again after
 * the wait: whoever held the person may have made the codes anew.
 */
export async function lockOlder(
  client: ClientBase,
  { after, waits, limit }: { readonly after: string | null; readonly waits: boolean; readonly limit: number },
): Promise<{ readonly last: string | null; readonly personIds: string[] }> {
  const met = await client.query<{ person_id: string }>(
    `SELECT k.person_id FROM vault.person_key k
     WHERE k.person_id IN (SELECT person_id FROM vault.search_row WHERE ${OLDER} AND person_id > $3 ORDER BY person_id LIMIT $4)
     ORDER BY k.person_id FOR UPDATE ${waits ? '' : 'SKIP LOCKED'}`,
    [EXACT_VERSION.names, EXACT_VERSION.key, after ?? FIRST_ID, limit],
  );
  const held = met.rows.map((row) => row.person_id);
  const still = await client.query<{ person_id: string }>(
    `SELECT DISTINCT person_id FROM vault.search_row WHERE ${OLDER} AND person_id = ANY($3::uuid[])`,
    [EXACT_VERSION.names, EXACT_VERSION.key, held],
  );
  return { last: held.at(-1) ?? null, personIds: still.rows.map((row) => row.person_id) };
}
