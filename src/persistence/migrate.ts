// Brings a server up to date as its owner: roles, schemas, tables and privileges; then the owner's connection closes.

import { Client } from 'pg';
import { DomainError } from '../domain/domain-error.js';
import { requireHarmlessRole } from './harmless-role.js';
import { COVERED_TABLES, REGISTRY_MIGRATIONS, VAULT_MIGRATIONS, type Migration } from './migration-order.js';

/** A role of a connection string: what the service signs in as. */
interface Login {
  readonly name: string;
  readonly password: string | null;
}

/** One lock for all owners of one database: two services that start together migrate one after the other. */
const MIGRATION_LOCK = 7_243_113;

function loginOf(url: string): Login {
  const parsed = new URL(url);
  return {
    name: decodeURIComponent(parsed.username),
    password: parsed.password === '' ? null : decodeURIComponent(parsed.password),
  };
}

async function withOwner<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: ownerUrl,
    application_name: 'whereabouts-owner',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Creates the role when the server has none of that name, and lets it connect; an existing role keeps its password. */
async function ensureRole(client: Client, login: Login): Promise<string> {
  const quoted = client.escapeIdentifier(login.name);
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login.name]);
  if (found.rowCount === 0) {
    const password = login.password === null ? '' : ` PASSWORD ${client.escapeLiteral(login.password)}`;
    await client.query(`CREATE ROLE ${quoted} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS${password}`);
  }
  const database = await client.query<{ name: string }>('SELECT current_database() AS name');
  await client.query(`GRANT CONNECT ON DATABASE ${client.escapeIdentifier(database.rows[0]?.name ?? '')} TO ${quoted}`);
  return quoted;
}

async function migrateSchema<Roles>(
  client: Client,
  schema: string,
  migrations: readonly Migration<Roles>[],
  roles: Roles,
): Promise<void> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${schema}.migration (name text CONSTRAINT migration_pk PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
  );
  const applied = await client.query<{ name: string }>(`SELECT name FROM ${schema}.migration`);
  const done = new Set(applied.rows.map((row) => row.name));
  for (const migration of migrations) {
    if (done.has(migration.name)) continue;
    await client.query('BEGIN');
    try {
      await reachRegistry(client);
      await migration.up(async (sql) => {
        await client.query(sql);
      }, roles);
      await client.query(`INSERT INTO ${schema}.migration (name) VALUES ($1)`, [migration.name]);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    }
  }
}

/** Policies hold for the owner too: a migration that works on rows has to reach them all. */
async function reachRegistry(client: Client): Promise<void> {
  const known = await client.query(`SELECT 1 WHERE to_regprocedure('registry.name_actor(text,uuid,uuid)') IS NOT NULL`);
  if (known.rowCount === 1) await client.query(`SELECT registry.name_actor('registry', NULL, NULL)`);
}

/** Safe to repeat and to run from several processes at once. `proof` is what the service says to name an actor; only its digest is kept. */
export async function migrateRegistry(ownerUrl: string, appUrl: string, proof: Buffer): Promise<void> {
  await withOwner(ownerUrl, async (client) => {
    const login = loginOf(appUrl);
    const appRole = await ensureRole(client, login);
    await migrateSchema(client, 'registry', REGISTRY_MIGRATIONS, { appRole });
    await client.query(`GRANT SELECT ON registry.migration TO ${appRole}`);
    await client.query(
      `INSERT INTO registry.actor_proof (role_name, digest) VALUES ($1, sha256($2))
       ON CONFLICT ON CONSTRAINT actor_proof_pk DO UPDATE SET digest = EXCLUDED.digest`,
      [login.name, proof],
    );
  });
}

export async function migrateVault(ownerUrl: string, vaultUrl: string): Promise<void> {
  await withOwner(ownerUrl, async (client) => {
    const vaultRole = await ensureRole(client, loginOf(vaultUrl));
    await migrateSchema(client, 'vault', VAULT_MIGRATIONS, { vaultRole });
  });
}

interface SchemaFacts {
  readonly migrations: number;
  /** Tables that are to be shut and are not. */
  readonly open: readonly string[];
}

const FACTS = `
  SELECT (SELECT count(*)::int FROM registry.migration) AS migrations,
         ARRAY(SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'registry' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
                 AND (c.relname = ANY ($1) OR EXISTS (SELECT 1 FROM pg_policy y WHERE y.polrelid = c.oid)) ORDER BY 1) AS open`;

/** Refuses to run as a role that could see or change more than the service may, on rows that are not shut, or on tables of another version. */
export async function checkAppRole(appUrl: string, proof: Buffer): Promise<void> {
  const client = new Client({
    connectionString: appUrl,
    application_name: 'whereabouts-check',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const schema = await client.query(
      `SELECT 1 FROM pg_namespace WHERE nspname = 'registry' AND has_schema_privilege(oid, 'USAGE')`,
    );
    if (schema.rowCount === 0) {
      throw new DomainError(
        'unavailable',
        'This database has no registry for the role of DATABASE_URL. Set DATABASE_OWNER_URL once, so that it can be set up.',
      );
    }
    await requireHarmlessRole(client, 'The role of DATABASE_URL');
    const facts = await client.query<SchemaFacts>(FACTS, [COVERED_TABLES]);
    requireShut(facts.rows[0]);
    await requireProven(client, proof);
  } finally {
    await client.end();
  }
}

function requireShut(fact: SchemaFacts | undefined): void {
  if (fact?.migrations !== REGISTRY_MIGRATIONS.length) {
    throw new DomainError(
      'unavailable',
      'The registry in this database is of another version. Set DATABASE_OWNER_URL, so that it can be brought up to date.',
    );
  }
  if (fact.open.length > 0) {
    throw new DomainError(
      'unavailable',
      `Row-level security is switched off, or not forced, on ${fact.open.join(', ')}. Switch it on again before the service may run.`,
    );
  }
}

/** Keys that were exchanged since the registry was set up prove nothing to the database. */
async function requireProven(client: Client, proof: Buffer): Promise<void> {
  try {
    await client.query(`SELECT registry.act_as($1, 'accounts', NULL, NULL)`, [proof]);
  } catch (error) {
    if ((error as { code?: unknown }).code !== '28000') throw error;
    throw new DomainError(
      'unavailable',
      'The database does not know the keys of this service. Put back the newest key file; or, where its master secret was exchanged on purpose, set DATABASE_OWNER_URL once, so that it learns them.',
    );
  }
}
