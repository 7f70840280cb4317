// A database of its own for one test file, cloned from the migrated template and dropped at the end.

import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { ROLES, TEMPLATE, testServerFacts, urlOf } from './test-server.js';

export interface TestDatabase {
  readonly name: string;
  /** Connection strings: `owner` owns the tables, `app` and `vault` are the service's roles. */
  readonly urls: { readonly owner: string; readonly app: string; readonly vault: string };
  drop(): Promise<void>;
}

async function asSuperuser(sql: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(testServerFacts(), 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** `from` may be null for an empty database without tables. */
export async function createTestDatabase(from: string | null = TEMPLATE): Promise<TestDatabase> {
  const facts = testServerFacts();
  const name = `wb_${randomBytes(6).toString('hex')}`;
  await asSuperuser(
    from === null ? `CREATE DATABASE ${name}` : `CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY FILE_COPY`,
  );
  return {
    name,
    urls: { owner: urlOf(facts, name), app: urlOf(facts, name, ROLES.app), vault: urlOf(facts, name, ROLES.vault) },
    drop: () => asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
