// How many rows of each table PostgreSQL reads for one request: what time could tell, without its noise.

import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { TestApplication } from '../../support/http-application.js';
import type { TimedRequest } from './paired-times.js';

export type Rows = Readonly<Record<string, number>>;

/** The first five times PostgreSQL plans a statement by its values; a listener who asks often enough hears the plan that stays. */
export const ASKED_TIMES = 20;

export class RowsRead {
  private constructor(
    private readonly application: TestApplication,
    private readonly watcher: Client,
  ) {}

  static async open(application: TestApplication): Promise<RowsRead> {
    const watcher = new Client({ connectionString: application.database.urls.owner });
    await watcher.connect();
    return new RowsRead(application, watcher);
  }

  async close(): Promise<void> {
    await this.watcher.end();
  }

  /** By schema and table, of all the times that it is asked, without those of which none was read. */
  async of({ method, path, token, body }: TimedRequest): Promise<Rows> {
    const ask = async (): Promise<void> => {
      const answer = await this.application.request(method, path, { token, ...(body !== undefined && { body }) });
      if (answer.status >= 500) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    };
    const before = await this.counted();
    for (let at = 0; at < ASKED_TIMES; at += 1) await ask();
    const after = await this.counted();
    const read = Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)] as const);
    return Object.fromEntries(read.filter(([, rows]) => rows > 0));
  }

  /** A connection tells what it has read when it ends at the latest; the service opens new ones. */
  private async counted(): Promise<Rows> {
    const others = `FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND usename <> current_user`;
    await this.watcher.query(`SELECT pg_terminate_backend(pid) ${others}`);
    while ((await this.watcher.query(`SELECT 1 ${others}`)).rows.length > 0) await sleep(5);
    await sleep(50);
    const { rows } = await this.watcher.query<{ name: string; n: string }>(
      `SELECT schemaname || '.' || relname AS name, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) AS n FROM pg_stat_user_tables`,
    );
    return Object.fromEntries(rows.map(({ name, n }) => [name, Number(n)]));
  }
}

/** Of which tables one request read more or fewer rows than the other, and how many. */
export function differing(one: Rows, other: Rows): string[] {
  const tables = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const told = tables.filter((table) => one[table] !== other[table]);
  return told.map((table) => `${table}: ${one[table] ?? 0}, ${other[table] ?? 0}`);
}

/** Of which tables the second read more rows than the first. */
export function more(first: Rows, second: Rows): string[] {
  return differing(first, second).filter((one) => {
    const table = one.split(':', 1)[0] ?? '';
    return (second[table] ?? 0) > (first[table] ?? 0);
  });
}
