// What the log of a test's registry holds, oldest first.

import { Client } from 'pg';
import type { TestDatabase } from './test-database.js';

export interface AuditRow {
  readonly action: string;
  readonly username: string;
  readonly via: string;
  readonly subject_kind: string;
  readonly subject_id: string | null;
  readonly request_id: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Entries of these actions, or of all when none is named. */
export async function auditRows(database: TestDatabase, ...actions: readonly string[]): Promise<AuditRow[]> {
  const client = new Client({ connectionString: database.urls.owner });
  await client.connect();
  try {
    const { rows } = await client.query<AuditRow>(
      `SELECT action, username, via, subject_kind, subject_id, request_id, details FROM registry.audit_entry
       WHERE $1::text[] = '{}' OR action = ANY ($1) ORDER BY id`,
      [actions],
    );
    return rows;
  } finally {
    await client.end();
  }
}

/** Every row of a table as one text, to look for what must not be in it. */
export async function dumpOf(database: TestDatabase, table: string): Promise<string> {
  const client = new Client({ connectionString: database.urls.owner });
  await client.connect();
  try {
    const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM registry.${table} t`);
    return rows.map(({ row }) => row).join('\n');
  } finally {
    await client.end();
  }
}
