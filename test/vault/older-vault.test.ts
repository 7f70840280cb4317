// A vault of before key versions were fenced: brought up to date with people in it, and refused by name where it was not.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import * as createVault from '../../migrations/1700000000001-create-vault.js';
import { migrateVault } from '../../src/persistence/migrate.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { VaultKeys } from '../../src/vault/vault-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let owner: Client;
const keys = readKeys(makeKeys());

beforeAll(async () => {
  database = await createTestDatabase(null);
  owner = new Client({ connectionString: database.urls.owner });
  await owner.connect();
  const role = new URL(database.urls.vault).username;
  await owner.query('CREATE SCHEMA vault');
  await owner.query(
    'CREATE TABLE vault.migration (name text CONSTRAINT migration_pk PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const run = async (sql: string): Promise<void> => {
    await owner.query(sql);
  };
  await createVault.up(run, { vaultRole: owner.escapeIdentifier(role) });
  await owner.query('INSERT INTO vault.migration (name) VALUES ($1)', [createVault.name]);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

it('says what to do, and goes on with everybody after the update', async () => {
  const url = database.urls.vault;
  await expect(IdentityVault.open({ url, keys })).rejects.toMatchObject({
    code: 'vault_outdated',
    message: expect.stringContaining('VAULT_DATABASE_OWNER_URL'),
  });
  await owner.query(
    `INSERT INTO vault.person_key (person_id, kek_version, wrapped_key, state) VALUES ($1, 1, 'x', 'confirmed')`,
    [randomUUID()],
  );
  await owner.query(
    'INSERT INTO vault.search_row (row_id, person_id) SELECT gen_random_uuid(), person_id FROM vault.person_key',
  );
  await migrateVault(database.urls.owner, url);
  const vault = await IdentityVault.open({ url, keys });
  const personId = randomUUID();
  await vault.sealIdentity(personId, { marks: 'a scar' }, null);
  expect(await vault.openIdentity(personId, ['marks'])).toEqual({ marks: 'a scar' });
  const load = (): Promise<typeof keys> => Promise.resolve(keys);
  const vaultKeys = VaultKeys.on({ url, keys, source: { load, loadAnew: load }, keyStoreFile: null });
  expect([...(await vaultKeys.versions.states())]).toEqual([[1, 'in_use']]);
  expect([...(await vaultKeys.versions.people())]).toEqual([[1, 2]]);
  expect([...(await vaultKeys.indexVersions.states())]).toEqual([[1, 'in_use']]);
  expect([...(await vaultKeys.indexVersions.people())]).toEqual([[1, 2]]);
  await vaultKeys.close();
  await vault.close();
});
