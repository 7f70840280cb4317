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
import * as knowTheActor from '../../migrations/1700000000110-know-the-actor.js';
import * as shutRowsOfPersons from '../../migrations/1700000000111-shut-rows-of-persons.js';
import * as shutRowsOfWork from '../../migrations/1700000000112-shut-rows-of-work.js';
import * as shutRowsOfErasures from '../../migrations/1700000000120-shut-rows-of-erasures.js';
import * as shutRowsOfDisclosures from '../../migrations/1700000000121-shut-rows-of-disclosures.js';
import * as sealLogDetails from '../../migrations/1700000000116-seal-log-details.js';
import * as splitDataKeys from '../../migrations/1700000000102-split-data-keys.js';
import * as createErasures from '../../migrations/1700000000103-create-erasures.js';
import * as requestDisclosures from '../../migrations/1700000000105-request-disclosures.js';
import * as versionSearchRows from '../../migrations/1700000000140-version-search-rows.js';
import * as fenceKeyVersions from '../../migrations/1700000000100-fence-key-versions.js';
import * as shutCountsOfNames from '../../migrations/1700000000122-shut-counts-of-names.js';
import * as countNamesAsked from '../../migrations/1700000000114-count-names-asked.js';
import * as holdNews from '../../migrations/1700000000109-hold-news.js';
import * as shutRowsOfNews from '../../migrations/1700000000123-shut-rows-of-news.js';
import * as keepWills from '../../migrations/1700000000113-keep-wills.js';
import * as shutRowsOfComparisons from '../../migrations/1700000000124-shut-rows-of-comparisons.js';
import * as keepRetention from '../../migrations/1700000000130-keep-retention.js';
import * as shutRowsOfRetention from '../../migrations/1700000000131-shut-rows-of-retention.js';
import * as comparePersons from '../../migrations/1700000000107-compare-persons.js';
import * as noteAttacksOnReleases from '../../migrations/1700000000150-note-attacks-on-releases.js';
import * as publishTables from '../../migrations/1700000000151-publish-tables.js';
import * as countFromProjection from '../../migrations/1700000000170-count-from-projection.js';
import * as countWithoutPersons from '../../migrations/1700000000171-count-without-persons.js';
import * as signReleases from '../../migrations/1700000000180-sign-releases.js';
import * as noteRefusedReleases from '../../migrations/1700000000181-note-refused-releases.js';
import * as disputeReleases from '../../migrations/1700000000182-dispute-releases.js';

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
  knowTheActor,
  shutRowsOfPersons,
  shutRowsOfWork,
  sealLogDetails,
  createErasures,
  shutRowsOfErasures,
  requestDisclosures,
  shutRowsOfDisclosures,
  countNamesAsked,
  shutCountsOfNames,
  holdNews,
  keepWills,
  shutRowsOfNews,
  comparePersons,
  shutRowsOfComparisons,
  keepRetention,
  shutRowsOfRetention,
  noteAttacksOnReleases,
  publishTables,
  countFromProjection,
  countWithoutPersons,
  signReleases,
  noteRefusedReleases,
  disputeReleases,
];
const VAULT_MIGRATIONS: readonly Migration<{ vaultRole: string }>[] = [
  createVault,
  fenceKeyVersions,
  splitDataKeys,
  versionSearchRows,
];

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

interface RoleFacts {
  readonly rolsuper: boolean;
  readonly rolbypassrls: boolean;
  readonly owns: boolean;
  readonly migrations: number;
  /** Tables that are to be shut and are not. */
  readonly open: readonly string[];
}

/** Beside them, every table that has a policy: whoever switches security off may have dropped the policies with it. */
const COVERED_TABLES = [
  ...shutRowsOfPersons.SHUT,
  ...shutRowsOfWork.SHUT,
  ...shutRowsOfErasures.SHUT,
  ...shutRowsOfDisclosures.SHUT,
  ...shutCountsOfNames.SHUT,
  ...shutRowsOfNews.SHUT,
  ...shutRowsOfComparisons.SHUT,
  ...shutRowsOfRetention.SHUT,
];

const FACTS = `
  SELECT r.rolsuper, r.rolbypassrls,
         EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = 'registry' AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS owns,
         (SELECT count(*)::int FROM registry.migration) AS migrations,
         ARRAY(SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'registry' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
                 AND (c.relname = ANY ($1) OR EXISTS (SELECT 1 FROM pg_policy y WHERE y.polrelid = c.oid)) ORDER BY 1) AS open
  FROM pg_roles r WHERE r.rolname = current_user`;

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
    const facts = await client.query<RoleFacts>(FACTS, [COVERED_TABLES]);
    requireHarmless(facts.rows[0]);
    await requireProven(client, proof);
  } finally {
    await client.end();
  }
}

function requireHarmless(fact: RoleFacts | undefined): void {
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
      'The database does not know the keys of this service. Set DATABASE_OWNER_URL once, so that it learns them.',
    );
  }
}
