// Brings a server up to date as its owner: roles, schemas, tables and privileges; then the owner's connection closes.

import { Client } from 'pg';
import { DomainError } from '../domain/domain-error.js';
import * as createRegistry from '../../migrations/1700000000000-create-registry.js';
import * as createVault from '../../migrations/1700000000001-create-vault.js';
import * as createReleasesAndLog from '../../migrations/1700000000002-create-releases-and-log.js';
import * as createPublishedFigures from '../../migrations/1700000000010-create-published-figures.js';
import * as createRemains from '../../migrations/1700000000011-create-remains.js';
import * as keepRecordHistory from '../../migrations/1700000000020-keep-record-history.js';
import * as linkPersons from '../../migrations/1700000000030-link-persons.js';
import * as createExchanges from '../../migrations/1700000000040-create-exchanges.js';
import * as createTasks from '../../migrations/1700000000050-create-tasks.js';
import * as createTracingRequestsAndLists from '../../migrations/1700000000051-create-tracing-requests-and-lists.js';
import * as createEvidence from '../../migrations/1700000000060-create-evidence.js';
import * as indexLists from '../../migrations/1700000000070-index-lists.js';
import * as indexActs from '../../migrations/1700000000071-index-acts.js';
import * as growLogTree from '../../migrations/1700000000085-grow-log-tree.js';
import * as indexConfidence from '../../migrations/1700000000086-index-confidence.js';
import * as keepLineMatches from '../../migrations/1700000000090-keep-line-matches.js';
import * as keepWhoWorked from '../../migrations/1700000000091-keep-who-worked.js';
import * as listFromProjection from '../../migrations/1700000000095-list-from-projection.js';
import * as comparePersons from '../../migrations/1700000000107-compare-persons.js';

/** A role of a connection string: what the service signs in as. */
interface Login {
  readonly name: string;
  readonly password: string | null;
}

interface Migration<Roles> {
  readonly name: string;
  readonly up: (run: (sql: string) => Promise<void>, roles: Roles) => Promise<void>;
}

const REGISTRY_MIGRATIONS: readonly Migration<{ appRole: string }>[] = [
  createRegistry,
  createReleasesAndLog,
  createPublishedFigures,
  createRemains,
  keepRecordHistory,
  linkPersons,
  createExchanges,
  createTasks,
  createTracingRequestsAndLists,
  createEvidence,
  indexLists,
  indexActs,
  growLogTree,
  indexConfidence,
  keepLineMatches,
  keepWhoWorked,
  listFromProjection,
  comparePersons,
];
const VAULT_MIGRATIONS: readonly Migration<{ vaultRole: string }>[] = [createVault];

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

/** Safe to repeat and to run from several processes at once. */
export async function migrateRegistry(ownerUrl: string, appUrl: string): Promise<void> {
  await withOwner(ownerUrl, async (client) => {
    const appRole = await ensureRole(client, loginOf(appUrl));
    await migrateSchema(client, 'registry', REGISTRY_MIGRATIONS, { appRole });
    await client.query(`GRANT SELECT ON registry.migration TO ${appRole}`);
  });
}

export async function migrateVault(ownerUrl: string, vaultUrl: string): Promise<void> {
  await withOwner(ownerUrl, async (client) => {
    const vaultRole = await ensureRole(client, loginOf(vaultUrl));
    await migrateSchema(client, 'vault', VAULT_MIGRATIONS, { vaultRole });
  });
}

interface RoleFacts {
  readonly rolsuper: boolean;
  readonly rolbypassrls: boolean;
  readonly owns: boolean;
  readonly migrations: number;
}

/** Refuses to run as a role that could see or change more than the service may, or on tables of another version. */
export async function checkAppRole(appUrl: string): Promise<void> {
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
    const facts = await client.query<RoleFacts>(`
      SELECT r.rolsuper, r.rolbypassrls,
             EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                     WHERE n.nspname = 'registry' AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS owns,
             (SELECT count(*)::int FROM registry.migration) AS migrations
      FROM pg_roles r WHERE r.rolname = current_user`);
    const fact = facts.rows[0];
    if (fact === undefined || fact.rolsuper || fact.rolbypassrls || fact.owns) {
      throw new DomainError(
        'unavailable',
        'The role of DATABASE_URL is a superuser, bypasses row-level security or owns the registry. Give the service a role that owns nothing.',
      );
    }
    if (fact.migrations !== REGISTRY_MIGRATIONS.length) {
      throw new DomainError(
        'unavailable',
        'The registry in this database is of another version. Set DATABASE_OWNER_URL, so that it can be brought up to date.',
      );
    }
  } finally {
    await client.end();
  }
}
