// What every disclosure asks of the vault, a person and some dozens of codes, is planned once for each connection.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { IDENTITY_FIELDS } from '../../src/domain/identity/identity-particulars.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
/** One connection: a plan belongs to it. */
let store: VaultStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = new VaultStore({ connectionString: database.urls.vault, most: 1 });
  const vault = new IdentityVault(store, readKeys(makeKeys()));
  const people = Array.from({ length: 300 }, (_, at) => ({
    personId: randomUUID(),
    identity: { names: [{ text: `Canary${at} Canarytel`, script: 'Latn', order: 'unknown', role: 'own' }] } as const,
    birthYears: null,
  }));
  await vault.sealIdentities(people);
  // With statistics, by which plans for few are cheapest.
  const owner = new Client({ connectionString: database.urls.owner });
  await owner.connect();
  await owner.query('ANALYZE vault.person_key, vault.sealed_field, vault.search_row, vault.search_code');
  await owner.end();
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

const codes = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at));

describe('the plan of a question to the vault', () => {
  it('is kept for one person and for few codes, however many fields and codes there are', async () => {
    for (const count of [1, 1, 1, 1, 1, 2, 4, 8]) {
      await store.findPeople([randomUUID()], IDENTITY_FIELDS.slice(0, count));
      await store.findByCodes(codes(count * 16 - 15), 10);
    }
    // Of so many it depends on how many: neither counts as one of those above.
    await store.findPeople([randomUUID(), randomUUID()], ['names']);
    await store.findByCodes(codes(129), 10);
    const { rows } = await store.inTransaction((client) =>
      client.query(
        `SELECT name, generic_plans::int AS kept, custom_plans::int AS anew FROM pg_prepared_statements ORDER BY name`,
      ),
    );
    // PostgreSQL makes five plans for the values before it compares.
    expect(rows).toEqual([
      { name: 'select_by_few_codes', kept: 3, anew: 5 },
      { name: 'select_people', kept: 0, anew: 1 },
      { name: 'select_person', kept: 3, anew: 5 },
    ]);
  });
});
