// The vault's statements on search rows and their codes: writing them, finding those of an older version, and putting newer ones in their place.

import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { plannedOnce } from '../postgres/preparing-client.js';
import type { IndexVersion, KeyedCodes, SearchCode } from './blind-index.js';

export interface PersonCodes extends KeyedCodes {
  readonly personId: string;
}

/** A search row that was stored and still has no codes. */
interface AddedRow {
  readonly rowId: string;
  readonly codes: readonly SearchCode[];
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** One version at a time, so that the index gives its people in the order of their ids. */
const OF_VERSION = 'names_version = $1 AND key_version = $2';

/** From one version of the index to the next, so that their rows are not walked through. In ascending order. */
const HELD = `
  held AS (
    (SELECT names_version, key_version FROM vault.search_row ORDER BY 1, 2 LIMIT 1)
    UNION ALL
    SELECT next.names_version, next.key_version FROM held, LATERAL (
      SELECT names_version, key_version FROM vault.search_row s
      WHERE (s.names_version, s.key_version) > (held.names_version, held.key_version) ORDER BY 1, 2 LIMIT 1) next
  )`;
export const HELD_VERSIONS = `WITH RECURSIVE ${HELD} SELECT names_version AS names, key_version AS key FROM held`;

export interface MetByCodes {
  readonly personIds: readonly string[];
  /** Of all search rows. */
  readonly held: readonly IndexVersion[];
}

/**
 * Which confirmed people have the rows that were met. Behind OFFSET 0 each is looked for by the key of the one before it: a plan that was made while
 * the tables filled a page or two went through all rows instead, or through the whole of an index, and is kept while an import makes them many.
 */
const PEOPLE_MET = `
      SELECT r.person_id
      FROM met,
        LATERAL (SELECT person_id FROM vault.search_row WHERE row_id = met.row_id OFFSET 0) r,
        LATERAL (SELECT state FROM vault.person_key WHERE person_id = r.person_id OFFSET 0) k
      WHERE k.state = 'confirmed'
      GROUP BY r.person_id
      ORDER BY sum(met.codes) DESC, r.person_id
      LIMIT $2`;

/**
 * The codes are looked up before all else whatever the planner knows: right after an import, without statistics, it went through every person
 * instead (20 ms for 2,750 people against 0.2 ms).
 */
const byCodes = (codes: string): string => `
  WITH RECURSIVE ${HELD},
  met AS MATERIALIZED (
    SELECT row_id, count(*) AS codes FROM vault.search_code WHERE code = ANY(${codes}) GROUP BY row_id
  )
  SELECT (SELECT json_agg(json_build_object('names', names_version, 'key', key_version)) FROM held) AS held,
    ARRAY(${PEOPLE_MET}) AS "personIds"`;

/** A reason has some dozens. Of so many, each is looked up by itself, and planning takes longer than looking. */
const MOST_BY_KEPT_PLAN = 128;

/** Behind a subquery PostgreSQL does not see how many codes there are, and finds no plan for just these cheaper than the kept one. */
const BY_FEW_CODES = plannedOnce(byCodes('(SELECT $1::bigint[])::bigint[]'));
const BY_CODES = byCodes('$1::bigint[]');

export async function selectByCodes(
  client: ClientBase | Pool,
  codes: readonly SearchCode[],
  limit: number,
): Promise<MetByCodes> {
  const question = codes.length > MOST_BY_KEPT_PLAN ? BY_CODES : BY_FEW_CODES;
  const { rows } = await client.query<{ held: IndexVersion[] | null; personIds: string[] }>(question, [codes, limit]);
  const [{ held, personIds } = { held: null, personIds: [] }] = rows;
  return { personIds, held: held ?? [] };
}

export interface AllMetByCodes {
  /** Of each query, in their order. */
  readonly personIds: readonly (readonly string[])[];
  readonly held: readonly IndexVersion[];
}

/** The same for many queries, each of which is looked up by itself; the limit is of each. An array of arrays would have to be of equal lengths. */
const BY_CODES_OF_MANY = `
  WITH RECURSIVE ${HELD}
  SELECT (SELECT json_agg(json_build_object('names', names_version, 'key', key_version)) FROM held) AS held,
    ARRAY(
      WITH met AS MATERIALIZED (
        SELECT row_id, count(*) AS codes FROM vault.search_code WHERE code = ANY(q.codes::bigint[]) GROUP BY row_id
      )
      ${PEOPLE_MET.trim()}) AS "personIds"
  FROM unnest($1::text[]) WITH ORDINALITY AS q(codes, number) ORDER BY q.number`;

export async function selectByCodesOfMany(
  client: Pool,
  queries: readonly (readonly SearchCode[])[],
  limit: number,
): Promise<AllMetByCodes> {
  const { rows } = await client.query<{ held: IndexVersion[] | null; personIds: string[] }>(BY_CODES_OF_MANY, [
    queries.map((codes) => `{${codes.join(',')}}`),
    limit,
  ]);
  return { personIds: rows.map(({ personIds }) => personIds), held: rows[0]?.held ?? [] };
}

/** Those of later ones stay: while a service is updated, the one before must not undo what the next one makes anew. */
async function olderVersions(client: ClientBase, today: IndexVersion): Promise<IndexVersion[]> {
  const { rows } = await client.query<IndexVersion>(HELD_VERSIONS);
  return rows.filter((version) => isBefore(version, today));
}

/** Refused with KeyProblem `key_closed` where the vault stores no codes under their key any more. */
export async function insertRows(client: ClientBase, people: readonly PersonCodes[]): Promise<AddedRow[]> {
  const rows = people.flatMap(({ personId, codesVersion, codeRows }) =>
    codeRows.map((codes) => ({ rowId: randomUUID(), personId, codesVersion, codes })),
  );
  await client.query(
    `INSERT INTO vault.search_row (row_id, person_id, names_version, key_version)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[])`,
    [
      rows.map((row) => row.rowId),
      rows.map((row) => row.personId),
      rows.map((row) => row.codesVersion.names),
      rows.map((row) => row.codesVersion.key),
    ],
  );
  return rows;
}

export async function insertCodes(client: ClientBase, rows: readonly AddedRow[]): Promise<void> {
  const codes = rows.flatMap((row) => row.codes.map((code) => ({ code, rowId: row.rowId })));
  await client.query(
    'INSERT INTO vault.search_code (code, row_id) SELECT * FROM unnest($1::bigint[], $2::uuid[]) ORDER BY 1',
    [codes.map((one) => one.code), codes.map((one) => one.rowId)],
  );
}

/** New rows in place of all that these people have; the caller holds their keys' rows. */
export async function replaceCodes(client: ClientBase, people: readonly PersonCodes[]): Promise<void> {
  if (people.length === 0) return;
  await client.query('DELETE FROM vault.search_row WHERE person_id = ANY($1::uuid[])', [
    people.map(({ personId }) => personId),
  ]);
  await insertCodes(client, await insertRows(client, people));
}

export async function countOlderCodes(client: ClientBase, today: IndexVersion): Promise<number> {
  let people = 0;
  for (const { names, key } of await olderVersions(client, today)) {
    const found = await client.query<{ people: string }>(
      `SELECT count(DISTINCT person_id) AS people FROM vault.search_row WHERE ${OF_VERSION}`,
      [names, key],
    );
    people += Number(found.rows[0]?.people);
  }
  return people;
}

/** How far a walk over older codes came: versions in ascending order, of each the people in the order of their ids. */
export interface OlderPlace {
  readonly version: IndexVersion;
  readonly personId: string;
}

export interface LockedOlder {
  /** Null when no older codes are left behind `after`. */
  readonly last: OlderPlace | null;
  readonly personIds: readonly string[];
}

interface Walk {
  readonly after: OlderPlace | null;
  readonly waits: boolean;
  readonly limit: number;
}

/**
 * Up to `limit` people who have codes of one older version, locked as a change of one of them would be. A second statement looks again after
 * the wait: whoever held the person may have made the codes anew.
 */
export async function lockOlder(
  client: ClientBase,
  today: IndexVersion,
  { after, waits, limit }: Walk,
): Promise<LockedOlder> {
  for (const version of await olderVersions(client, today)) {
    if (after !== null && isBefore(version, after.version)) continue;
    const place = after !== null && isSame(version, after.version) ? after.personId : FIRST_ID;
    const met = await client.query<{ person_id: string }>(
      `SELECT k.person_id FROM vault.person_key k
       WHERE k.person_id IN (SELECT person_id FROM vault.search_row WHERE ${OF_VERSION} AND person_id > $3 ORDER BY person_id LIMIT $4)
       ORDER BY k.person_id FOR UPDATE ${waits ? '' : 'SKIP LOCKED'}`,
      [version.names, version.key, place, limit],
    );
    const held = met.rows.map((row) => row.person_id);
    const last = held.at(-1);
    if (last === undefined) continue;
    const still = await client.query<{ person_id: string }>(
      `SELECT DISTINCT person_id FROM vault.search_row WHERE ${OF_VERSION} AND person_id = ANY($3::uuid[])`,
      [version.names, version.key, held],
    );
    return { last: { version, personId: last }, personIds: still.rows.map((row) => row.person_id) };
  }
  return { last: null, personIds: [] };
}

function isSame(one: IndexVersion, other: IndexVersion): boolean {
  return one.names === other.names && one.key === other.key;
}

function isBefore(one: IndexVersion, other: IndexVersion): boolean {
  return one.names < other.names || (one.names === other.names && one.key < other.key);
}
