// The final schema is a reviewed artefact, and the service's two roles can do with it what they need and no more.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { schemaText } from './schema-text.js';

const SNAPSHOT = path.resolve('test/architecture/schema.sql');
const HEADER = `-- The schema as the migrations leave it: review every change of this file.
-- Rewritten by: UPDATE_SCHEMA=1 npm test -- test/architecture/schema
`;

/** Rows that nobody may alter or remove, whatever code asks for it. */
const APPEND_ONLY = [
  'statement',
  'statement_withdrawal',
  'task_step',
  'task_assignment',
  'tracing_request_step',
  'tracing_request_assignment',
  'tracing_request_channel',
  'tracing_consent',
  'list_line_match',
  'list_answer',
  'list_answer_statement',
  'list_answer_withdrawal',
  'contact_disclosure',
  'audit_entry',
  'audit_seal',
  'audit_tree',
  'audit_checkpoint_key',
  'audit_checkpoint',
  'release_signature',
  'person_link',
  'person_link_review',
  'person_link_withdrawal',
  'exchange',
  'exchange_named_organisation',
  'exchange_side',
  'exchange_step',
  'exchange_count',
  'exchange_roster_entry',
  'exchange_entry_statement',
  'debrief',
  'debrief_answer',
  'debrief_consent',
  'debrief_sighting',
  'debrief_sighting_statement',
  'published_figure',
  'site',
  'site_count',
  'remains_case',
  'remains_link',
  'remains_link_person',
  'remains_link_step',
  'remains_link_statement',
  'evidence_item',
  'evidence_named_organisation',
  'evidence_custody',
  'evidence_assessment',
  'evidence_assessment_withdrawal',
  'evidence_file',
  'evidence_file_request',
  'evidence_file_request_step',
  'evidence_file_download',
  'evidence_file_step',
];
const PERMISSION_DENIED = '42501';
const RESTRICT_VIOLATION = '23001';

let database: TestDatabase;
const clients: Client[] = [];

async function connect(role: 'owner' | 'app' | 'vault'): Promise<Client> {
  const client = new Client({ connectionString: database.urls[role] });
  clients.push(client);
  await client.connect();
  return client;
}

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await database.drop();
});

describe('the schema', () => {
  it('is the one that was reviewed', async () => {
    const text = HEADER + '\n' + (await schemaText(await connect('owner')));
    if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(SNAPSHOT, text);
    expect(text.split('\n')).toEqual(readFileSync(SNAPSHOT, 'utf8').split('\n'));
  });

  it('would show a column, a grant, a dropped trigger and an unnamed constraint', async () => {
    const owner = await connect('owner');
    const before = await schemaText(owner);
    await owner.query('BEGIN');
    await owner.query('ALTER TABLE registry.person ADD COLUMN full_name text');
    await owner.query('GRANT DELETE ON registry.statement TO whereabouts_app');
    await owner.query('DROP TRIGGER statement_append_only ON registry.statement');
    await owner.query('ALTER TABLE registry.party ADD CHECK (length(label) > 3)');
    const after = await schemaText(owner);
    await owner.query('ROLLBACK');
    const old = new Set(before.split('\n'));
    const added = after.split('\n').filter((line) => !old.has(line));
    expect(added).toEqual(
      expect.arrayContaining([
        expect.stringContaining('full_name text'),
        expect.stringMatching(/GRANT DELETE, INSERT, SELECT ON registry\.statement/),
        expect.stringContaining('CONSTRAINT party_label_check'),
      ]),
    );
    expect(after).not.toContain('CREATE TRIGGER statement_append_only');
    expect(await schemaText(owner)).toBe(before);
  });

  it('names every constraint for what it holds, never by the database’s own counting', () => {
    const constraints = [...readFileSync(SNAPSHOT, 'utf8').matchAll(/CONSTRAINT (\S+) /g)].map(([, name]) => name);
    expect(constraints.length).toBeGreaterThan(50);
    expect(constraints.filter((name) => /_(check|key|pkey|fkey|excl)\d*$/.test(name ?? ''))).toEqual([]);
  });
});

describe.each(['app', 'vault'] as const)('the %s role', (role) => {
  it('owns nothing and can grant itself nothing', async () => {
    const client = await connect(role);
    const { rows } = await client.query(`
      SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
             (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid)
             + (SELECT count(*)::int FROM pg_proc WHERE proowner = r.oid)
             + (SELECT count(*)::int FROM pg_namespace WHERE nspowner = r.oid)
             + (SELECT count(*)::int FROM pg_database WHERE datdba = r.oid) AS owned,
             (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships
      FROM pg_roles r WHERE r.rolname = current_user`);
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        owned: 0,
        memberships: 0,
      },
    ]);
  });

  it('reads nothing of the other’s schema', async () => {
    const other = role === 'app' ? 'vault' : 'registry';
    const tables = await (
      await connect('owner')
    ).query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'`,
      [other],
    );
    expect(tables.rows.length).toBeGreaterThan(3);
    const client = await connect(role);
    for (const { name } of tables.rows) {
      await expect(client.query(`SELECT 1 FROM ${other}.${name}`)).rejects.toMatchObject({ code: PERMISSION_DENIED });
    }
  });

  it('makes no object in any schema', async () => {
    const client = await connect(role);
    for (const schema of ['registry', 'vault', 'published', 'public']) {
      await expect(client.query(`CREATE TABLE ${schema}.planted (id int)`)).rejects.toMatchObject({
        code: PERMISSION_DENIED,
      });
    }
    await expect(client.query('CREATE SCHEMA planted')).rejects.toMatchObject({ code: PERMISSION_DENIED });
    await expect(client.query('SET session_replication_role = replica')).rejects.toMatchObject({
      code: PERMISSION_DENIED,
    });
  });
});

describe('what is append-only', () => {
  it.each(APPEND_ONLY)('%s is neither altered, removed nor emptied by the app role', async (table) => {
    const app = await connect('app');
    // What is generated can be set to nothing else, and may not be set to that either.
    const { rows } = await app.query<{ name: string; value: string }>(
      `SELECT attname AS name, CASE attgenerated WHEN '' THEN quote_ident(attname) ELSE 'DEFAULT' END AS value
       FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0`,
      [`registry.${table}`],
    );
    for (const { name, value } of rows) {
      await expect(app.query(`UPDATE registry.${table} SET "${name}" = ${value}`)).rejects.toMatchObject({
        code: PERMISSION_DENIED,
      });
    }
    await expect(app.query(`DELETE FROM registry.${table}`)).rejects.toMatchObject({ code: PERMISSION_DENIED });
    await expect(app.query(`TRUNCATE registry.${table}`)).rejects.toMatchObject({ code: PERMISSION_DENIED });
  });

  it.each(APPEND_ONLY)('%s refuses even its owner, by triggers', async (table) => {
    const owner = await connect('owner');
    await expect(owner.query(`TRUNCATE registry.${table} CASCADE`)).rejects.toMatchObject({ code: RESTRICT_VIOLATION });
    const { rows } = await owner.query<{ events: number }>(
      `SELECT bit_or(tgtype)::int AS events FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal AND tgenabled = 'O'`,
      [`registry.${table}`],
    );
    const [DELETE, UPDATE, TRUNCATE] = [8, 16, 32];
    expect((rows[0]?.events ?? 0) & (DELETE | UPDATE | TRUNCATE)).toBe(DELETE | UPDATE | TRUNCATE);
  });
});
