// A whole registry as text: every row of both schemas as its version wrote it, so that a later version can be started on it.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';

/** What stands beside the rows: the first line of the file. */
export interface RegistryHead<Told> {
  /** Names of the migrations in the order in which they were run. */
  readonly migrations: { readonly registry: readonly string[]; readonly vault: readonly string[] };
  /** The key file's text, which seals invented people alone. */
  readonly keys: string;
  /** The key store in base64; null where the version had none. */
  readonly keyStore: string | null;
  readonly sequences: readonly { readonly name: string; readonly last: string }[];
  readonly told: Told;
}

export interface RegistryFile<Told> {
  readonly head: RegistryHead<Told>;
  /** Qualified table → its rows as JSON. They are not read here, since search codes are larger than a number of JavaScript. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

const SCHEMAS = `('registry', 'vault', 'published')`;
const MIGRATIONS = new Set(['registry.migration', 'vault.migration']);
/** Of one session alone, and of the role that signs in. */
const NOT_KEPT = new Set(['registry.actor_proof']);

async function tablesOf(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ${SCHEMAS} AND c.relkind = 'r' ORDER BY 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !NOT_KEPT.has(name));
}

async function migrationsOf(client: Client, schema: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${schema}.migration ORDER BY applied_at`);
  return rows.map(({ name }) => name);
}

/** As a superuser, whom no policy stops. */
export async function readRegistry<Told>(
  url: string,
  beside: Pick<RegistryHead<Told>, 'keys' | 'keyStore' | 'told'>,
): Promise<RegistryFile<Told>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const rows = new Map<string, readonly string[]>();
    for (const table of await tablesOf(client)) {
      const found = await client.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`);
      if (found.rows.length > 0 && !MIGRATIONS.has(table)) {
        rows.set(
          table,
          found.rows.map(({ row }) => row),
        );
      }
    }
    const sequences = await client.query<{ name: string; last: string }>(
      `SELECT schemaname || '.' || sequencename AS name, last_value::text AS last FROM pg_sequences
       WHERE schemaname IN ${SCHEMAS} AND last_value IS NOT NULL AND sequencename <> 'actor_seal' ORDER BY 1`,
    );
    const [registry, vault] = [await migrationsOf(client, 'registry'), await migrationsOf(client, 'vault')];
    return { head: { migrations: { registry, vault }, sequences: sequences.rows, ...beside }, rows };
  } finally {
    await client.end();
  }
}

export function writeRegistryFile(name: string, { head, rows }: RegistryFile<unknown>): void {
  const lines = [...rows].flatMap(([table, texts]) => texts.map((text) => `${table}\t${text}`));
  mkdirSync(path.dirname(name), { recursive: true });
  writeFileSync(name, [JSON.stringify(head), ...lines, ''].join('\n'));
}

export function readRegistryFile<Told>(name: string): RegistryFile<Told> {
  const [first = '', ...lines] = readFileSync(name, 'utf8').trimEnd().split('\n');
  const rows = new Map<string, string[]>();
  for (const line of lines) {
    const [table = '', text = ''] = line.split('\t');
    rows.set(table, [...(rows.get(table) ?? []), text]);
  }
  return { head: JSON.parse(first) as RegistryHead<Told>, rows };
}
