// The registry's database and logins on the embedded server, made on the first start.

import { createHmac } from 'node:crypto';
import { Client } from 'pg';
import type { EmbeddedServer } from './embedded-server.js';

export interface DatabaseUrls {
  readonly app: string;
  /** Null when this process may not migrate. */
  readonly owner: string | null;
  readonly vault: string;
  readonly vaultOwner: string | null;
}

const DATABASE = 'whereabouts';
const OWNER = 'whereabouts_owner';
const APP = 'whereabouts_app';
const VAULT = 'whereabouts_vault';

/** Passwords follow from the key ring, so that every process of this registry knows them and no file keeps them. */
function passwordOf(secret: Uint8Array, role: string): string {
  return createHmac('sha256', secret).update(role).digest('hex');
}

/**
 * Makes the owner's role and database when they are missing; the other two roles are made by the migrations. The owner
 * is no superuser: it may create roles, and it owns this one database.
 */
export async function prepareEmbeddedDatabase(server: EmbeddedServer, secret: Uint8Array): Promise<DatabaseUrls> {
  const client = new Client({ connectionString: server.url('postgres'), application_name: 'whereabouts-set-up' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(20, 2)');
    const roles = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [OWNER]);
    if (roles.rowCount === 0) {
      const password = client.escapeLiteral(passwordOf(secret, OWNER));
      await client.query(`CREATE ROLE ${OWNER} LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD ${password}`);
    }
    const databases = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (databases.rowCount === 0) {
      await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
      await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`);
    }
  } finally {
    await client.end();
  }
  const url = (role: string): string => server.url(DATABASE, role, passwordOf(secret, role));
  return { app: url(APP), owner: url(OWNER), vault: url(VAULT), vaultOwner: url(OWNER) };
}
