// Puts a registry of an older version into a database of its own, by the migrations that this version had run, and starts the service on it.

import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { readEnvironment } from '../../../src/configuration/environment.js';
import { migrateRegistry } from '../../../src/persistence/migrate.js';
import { openPlatform } from '../../../src/platform.js';
import { fixedEntropy } from '../../support/fixed-entropy.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';
import { makeKeyStorePlace, type KeyStorePlace } from '../../support/key-store-place.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { TEST_PROOF } from '../../support/test-server.js';
import type { ToldRegistry } from './fill-registry.js';
import type { RegistryFile } from './registry-file.js';

interface MigrationFile {
  readonly name: string;
  readonly up: (run: (sql: string) => Promise<void>, roles: { appRole: string; vaultRole: string }) => Promise<void>;
}

export interface UpgradedRegistry {
  readonly service: TestApplication;
  stop(): Promise<void>;
}

async function migrationFiles(): Promise<ReadonlyMap<string, MigrationFile>> {
  const found = new Map<string, MigrationFile>();
  for (const file of readdirSync('migrations').filter((name) => name.endsWith('.ts'))) {
    const migration = (await import(`../../../migrations/${file.replace(/\.ts$/, '.js')}`)) as MigrationFile;
    found.set(migration.name, migration);
  }
  return found;
}

/** Policies hold for the owner too, from the migration on that made them. */
const REACH = `DO $$ BEGIN
  IF to_regprocedure('registry.name_actor(text,uuid,uuid)') IS NOT NULL THEN PERFORM registry.name_actor('registry', NULL, NULL); END IF;
END $$`;

async function runOlderMigrations(client: Client, file: RegistryFile<unknown>, database: TestDatabase): Promise<void> {
  const files = await migrationFiles();
  const [appRole, vaultRole] = [database.urls.app, database.urls.vault].map((url) =>
    client.escapeIdentifier(new URL(url).username),
  ) as [string, string];
  const run = async (sql: string): Promise<void> => {
    await client.query(sql);
  };
  for (const [schema, names] of Object.entries(file.head.migrations)) {
    await run(`CREATE SCHEMA ${schema}`);
    await run(
      `CREATE TABLE ${schema}.migration (name text CONSTRAINT migration_pk PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    for (const name of names) {
      await run('BEGIN');
      await run(REACH);
      await files.get(name)!.up(run, { appRole, vaultRole });
      await client.query(`INSERT INTO ${schema}.migration (name) VALUES ($1)`, [name]);
      await run('COMMIT');
    }
  }
}

/** What a migration put in by itself is in the file too, and is put in once. */
async function putRows(client: Client, { head, rows }: RegistryFile<unknown>): Promise<void> {
  await client.query('SET session_replication_role = replica');
  for (const [table, texts] of rows) {
    const columns = await client.query<{ names: string }>(
      `SELECT string_agg(quote_ident(attname), ', ') AS names FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
      [table],
    );
    const names = columns.rows[0]?.names ?? '';
    await client.query(`DELETE FROM ${table}`);
    await client.query(
      `INSERT INTO ${table} (${names}) OVERRIDING SYSTEM VALUE SELECT ${names} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      [`[${texts.join(',')}]`],
    );
  }
  for (const { name, last } of head.sequences)
    await client.query('SELECT setval($1::regclass, $2::bigint)', [name, last]);
  await client.query('RESET session_replication_role');
}

async function restoreRegistry(file: RegistryFile<unknown>): Promise<TestDatabase> {
  const database = await createTestDatabase(null);
  const client = new Client({ connectionString: database.urls.owner });
  await client.connect();
  try {
    await runOlderMigrations(client, file, database);
    await putRows(client, file);
  } finally {
    await client.end();
  }
  return database;
}

function keyStoreOf({ head }: RegistryFile<unknown>): KeyStorePlace {
  const place = makeKeyStorePlace();
  if (head.keyStore !== null) writeFileSync(place.file, Buffer.from(head.keyStore, 'base64'), { mode: 0o600 });
  return place;
}

/** As `npm start` brings it up to date; then for the tests, with their proof and at the hour at which the registry was left. */
export async function upgradeRegistry(file: RegistryFile<ToldRegistry>): Promise<UpgradedRegistry> {
  const database = await restoreRegistry(file);
  const place = keyStoreOf(file);
  const { urls } = database;
  const keyFile = path.join(path.dirname(place.file), 'keys.json');
  writeFileSync(keyFile, file.head.keys, { mode: 0o600 });
  const environment = readEnvironment({
    DATA_DIR: path.dirname(place.file),
    DATABASE_URL: urls.app,
    DATABASE_OWNER_URL: urls.owner,
    VAULT_DATABASE_URL: urls.vault,
    VAULT_DATABASE_OWNER_URL: urls.owner,
    KEY_FILE: keyFile,
    KEY_STORE_FILE: place.file,
  });
  await (await openPlatform({ environment, onMessage: () => undefined })).close();
  await migrateRegistry(urls.owner, urls.app, TEST_PROOF);
  const service = await startTestApplication({
    filled: { database, keyStoreFile: place.file },
    keys: file.head.keys,
    entropy: fixedEntropy(file.head.told.at),
  });
  return {
    service,
    stop: async () => {
      await service.stop();
      place.remove();
    },
  };
}
