// What every disclosure asks of the vault, a person and some dozens of codes, is planned once for each connection.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IDENTITY_FIELDS } from '../../src/domain/identity/identity-particulars.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
/** One connection: a plan belongs to it. */
let store: VaultStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = new VaultStore({ connectionString: database.urls.vault, most: 1 });
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

const codes = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at));

describe('the plan of a question to the vault', () => {
  it('is kept for one person and for few codes, however many fields and codes there are', async () => {
    for (let count = 1; count <= 8; count += 1) {
      await store.findPeople([randomUUID()], IDENTITY_FIELDS.slice(0, count));
      await store.findByCodes(codes(count * 16), 10);
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
