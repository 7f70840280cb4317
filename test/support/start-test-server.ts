// Jest's global set-up: starts the embedded server of this run and migrates the template database.

import { Client } from 'pg';
import { acquireEmbeddedServer } from '../../src/persistence/embedded-server/embedded-server.js';
import { migrateRegistry, migrateVault } from '../../src/persistence/migrate.js';
import { makeServerFolder } from './server-folder.js';
import { announceTestServer, ROLES, TEMPLATE, TEST_PROOF, urlOf, type TestServerFacts } from './test-server.js';

export default async function startTestServer(): Promise<void> {
  const server = await acquireEmbeddedServer({
    dataDirectory: makeServerFolder(),
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  (globalThis as { testServer?: unknown }).testServer = server;
  const facts: TestServerFacts = {
    host: new URL(server.url('postgres')).hostname,
    port: server.port,
    superuser: server.superuser,
    password: server.superuserPassword,
    dataDirectory: server.dataDirectory,
  };
  announceTestServer(facts);
  const client = new Client({ connectionString: urlOf(facts, 'postgres') });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  await migrateRegistry(urlOf(facts, TEMPLATE), urlOf(facts, TEMPLATE, ROLES.app), TEST_PROOF);
  await migrateVault(urlOf(facts, TEMPLATE), urlOf(facts, TEMPLATE, ROLES.vault));
  await tellNewsAtOnce(facts);
}

/**
 * Most tests look at what others are told right after it was recorded, and not at whether somebody verified it. A registry has news verified
 * first; the tests of that say so, by `verifyNewsFirst`.
 */
async function tellNewsAtOnce(facts: TestServerFacts): Promise<void> {
  const owner = new Client({ connectionString: urlOf(facts, TEMPLATE) });
  await owner.connect();
  await owner.query('INSERT INTO registry.news_rule (verified_first, recorded_at) VALUES (false, now())');
  await owner.end();
}
