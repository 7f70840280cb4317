// What every disclosure asks of the vault, a person and some dozens of codes, is planned once for each connection, and goes by indexes at any size.

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, type PoolClient } from 'pg';
import { IDENTITY_FIELDS } from '../../src/domain/identity/identity-particulars.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { selectByCodes } from '../../src/vault/search-row-statements.js';
import { insertPeople, selectPeople } from '../../src/vault/vault-statements.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
/** One connection: a plan belongs to it. */
let store: VaultStore;
let vault: IdentityVault;

beforeEach(async () => {
  database = await createTestDatabase();
  store = new VaultStore({ connectionString: database.urls.vault, most: 1 });
  vault = new IdentityVault(store, readKeys(makeKeys()));
});

afterEach(async () => {
  await store.close();
  await database.drop();
});

async function sealed(count: number): Promise<string[]> {
  const people = Array.from({ length: count }, (_, at) => ({
    personId: randomUUID(),
    identity: { names: [{ text: `Canary${at} Canarytel`, script: 'Latn', order: 'unknown', role: 'own' }] } as const,
    birthYears: null,
  }));
  await vault.sealIdentities(people);
  const personIds = people.map(({ personId }) => personId);
  await store.confirm(personIds);
  return personIds;
}

async function asOwner<T>(work: (owner: Client) => Promise<T>): Promise<T> {
  const owner = new Client({ connectionString: database.urls.owner });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** With statistics, by which plans for few are cheapest. */
async function takeStatistics(): Promise<void> {
  await asOwner((owner) =>
    owner.query('ANALYZE vault.person_key, vault.sealed_field, vault.search_row, vault.search_code'),
  );
}

const codes = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at));

/** PostgreSQL makes five plans for the values before it compares. */
async function askOften(): Promise<void> {
  for (const count of [1, 1, 1, 1, 1, 2, 4, 8]) {
    await store.findPeople([randomUUID()], IDENTITY_FIELDS.slice(0, count));
    await store.findByCodes(codes(count * 16 - 15), 10);
  }
}

describe('the plan of a question to the vault', () => {
  it('is kept for one person and for few codes, however many fields and codes there are', async () => {
    await sealed(300);
    await takeStatistics();
    await askOften();
    // Of so many it depends on how many: neither counts as one of those above.
    await store.findPeople([randomUUID(), randomUUID()], ['names']);
    await store.findByCodes(codes(129), 10);
    const { rows } = await store.inTransaction((client) =>
      client.query(
        `SELECT CASE WHEN statement LIKE '%search_code WHERE code = ANY(%' THEN 'people by few codes'
             WHEN statement LIKE '%k.person_id = ANY(%' THEN 'some people' WHEN statement LIKE '%k.person_id = (%' THEN 'one person' END AS asks,
           generic_plans::int AS kept, custom_plans::int AS anew FROM pg_prepared_statements ORDER BY asks`,
      ),
    );
    expect(rows).toEqual([
      { asks: 'one person', kept: 3, anew: 5 },
      { asks: 'people by few codes', kept: 3, anew: 5 },
      { asks: 'some people', kept: 0, anew: 1 },
    ]);
  });
});

/** What this connection has not told the server's statistics yet. */
const WALKED = `
  SELECT sum(t.seq_scan)::int AS walks,
    (SELECT sum(pg_stat_get_xact_tuples_returned(i.indexrelid))::int FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE c.relnamespace = 'vault'::regnamespace) AS entries
  FROM pg_stat_xact_user_tables t WHERE t.schemaname = 'vault'`;

/** How often a table was walked through meanwhile, and how many entries of indexes were read. */
async function walkedBy<T>(
  ask: (client: PoolClient) => Promise<T>,
): Promise<{ answer: T; walks: number; entries: number }> {
  return store.inTransaction(async (client) => {
    const counted = async (): Promise<{ walks: number; entries: number }> =>
      (await client.query<{ walks: number; entries: number }>(WALKED)).rows[0] ?? { walks: NaN, entries: NaN };
    const before = await counted();
    const answer = await ask(client);
    const after = await counted();
    return { answer, walks: after.walks - before.walks, entries: after.entries - before.entries };
  });
}

/** Those of its codes that nobody else has. */
async function rareCodesOf(personId: string): Promise<string[]> {
  const { rows } = await asOwner((owner) =>
    owner.query<{ code: string }>(
      `SELECT code FROM vault.search_code GROUP BY code
       HAVING count(*) = 1 AND min(row_id::text)::uuid IN (SELECT row_id FROM vault.search_row WHERE person_id = $1)
       ORDER BY code LIMIT 20`,
      [personId],
    ),
  );
  return rows.map(({ code }) => code);
}

describe.each([
  ['is empty', 0],
  ['holds one person and has statistics', 1],
  ['fills a page or two and has statistics', 15],
])('a plan that was made while the vault %s', (_state, before) => {
  it('walks through no table and no index when there are many', async () => {
    if (before > 0) {
      await sealed(before);
      await takeStatistics();
    }
    await askOften();
    const [personId = ''] = await sealed(400);
    const rare = await rareCodesOf(personId);
    expect(rare).toHaveLength(20);
    const person = await walkedBy((client) => selectPeople(client, [personId], ['names']));
    expect(person).toMatchObject({ answer: [{ personId }], walks: 0 });
    const met = await walkedBy((client) => selectByCodes(client, rare, 10));
    expect(met).toMatchObject({ answer: { personIds: [personId] }, walks: 0 });
    // Of each code one, and of the row, the person and the versions one or two: far from the four hundred of a whole index.
    expect(met.entries).toBeGreaterThan(rare.length);
    expect(met.entries).toBeLessThan(2 * rare.length);
    expect(person.entries).toBeLessThan(5);
  });
});

describe('what PostgreSQL asks by itself when somebody is sealed', () => {
  it('walks through no table either, after it was planned while there were few', async () => {
    await sealed(15);
    await takeStatistics();
    for (let at = 0; at < 10; at += 1) await sealed(1);
    const one = {
      personId: randomUUID(),
      keyVersion: 1,
      wrappedKey: Buffer.from('wrapped'),
      keySlot: null,
      newHalf: null,
      fields: [{ field: 'names', version: 1, sealed: Buffer.from('sealed') }],
      codesVersion: { names: 2, key: 1 },
      codeRows: [codes(64)],
    };
    const walked = await walkedBy((client) => insertPeople(client, [one], 'confirmed', () => Promise.resolve()));
    expect(walked.walks).toBe(0);
    expect(walked.entries).toBeGreaterThan(64);
  });
});
