// Refuses to run as a role of PostgreSQL that could see or change more than the service may, by itself or by another that it is a member of.

import { Client, type ClientBase } from 'pg';
import { DomainError } from '../domain/domain-error.js';

/** What is built by the owner alone. Not `jobs`, whose tables the service fills and empties by itself. */
const SCHEMAS: readonly string[] = ['registry', 'vault', 'published'];

/** Roles that every server has: each reaches past privileges on tables, and those of the server's files past everything. */
const REACHING_PAST: readonly string[] = [
  'pg_read_all_data',
  'pg_write_all_data',
  'pg_read_server_files',
  'pg_write_server_files',
  'pg_execute_server_program',
];

/**
 * What any role allows that the role which signed in may take up by SET ROLE. Attributes are never inherited, and a member that inherits nothing may
 * still take them up, so that membership counts and not what is in force. The role that signed in counts, since RESET ROLE brings it back.
 */
const REACH = `
  WITH reached AS (
    SELECT m.* FROM pg_roles m WHERE pg_has_role(session_user, m.oid, 'MEMBER')
  ), owned AS (
    SELECT n.nspowner AS owner FROM pg_namespace n WHERE n.nspname = ANY ($1)
    UNION SELECT c.relowner FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY ($1)
    UNION SELECT p.proowner FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ANY ($1)
    UNION SELECT d.datdba FROM pg_database d WHERE d.datname = current_database()
  )
  SELECT CASE WHEN m.rolname = session_user THEN NULL ELSE m.rolname::text END AS through, fact.what
  FROM reached m CROSS JOIN LATERAL (VALUES
    (1, m.rolsuper, 'is a superuser'),
    (2, m.rolbypassrls, 'bypasses row-level security'),
    (3, m.rolcreaterole, 'may create roles'),
    (4, m.rolreplication, 'may read all changes by replication'),
    (5, m.rolname = ANY ($2), 'reaches past the privileges on tables'),
    (6, m.oid IN (SELECT owner FROM owned), 'owns the database, or a schema, a table or a function of the registry or the vault')
  ) AS fact (place, so, what)
  WHERE fact.so
  ORDER BY m.rolname <> session_user, m.rolname, fact.place
  LIMIT 1`;

/** `who` begins the sentence by which a start is refused. */
export async function requireHarmlessRole(client: ClientBase, who: string): Promise<void> {
  const found = await client.query<{ through: string | null; what: string }>(REACH, [SCHEMAS, REACHING_PAST]);
  const [fact] = found.rows;
  if (fact === undefined) return;
  const through = fact.through === null ? '' : ` is a member of ${fact.through}, which`;
  throw new DomainError('unavailable', `${who}${through} ${fact.what}. Give the service a role that owns nothing.`);
}

/** The vault's role, like the registry's: what is sealed is shut to nobody by policies, but only it can read, and nobody alters, what is there. */
export async function checkVaultRole(vaultUrl: string): Promise<void> {
  const client = new Client({
    connectionString: vaultUrl,
    application_name: 'whereabouts-check',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await requireHarmlessRole(client, 'The role by which the service reaches the vault');
  } finally {
    await client.end();
  }
}
