// Files to import into a registry of one test file, and what they left there.

import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Actor } from '../../../src/domain/access/actor.js';
import type { RowReport } from '../../../src/domain/imports/incoming-person.js';
import { Database } from '../../../src/persistence/database.js';
import { ImportFile, type ImportFileCommand, type ImportResult } from '../../../src/usecases/imports/import-file.js';
import { RehearseImport, type RehearsedImport } from '../../../src/usecases/imports/rehearse-import.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { bytesOf, islandMapping, piecesOf } from '../../support/fixtures-of-formats.js';
import { ISLAND_MAPPING } from '../../support/island-register.js';
import { openCaseWorld, type CaseWorld } from '../case-world.js';

export type ImportSource = ImportFileCommand['source'];

export function sourceOf(content: string | Uint8Array): ImportSource {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  return {
    size: bytes.length,
    open: () => Readable.from(piecesOf(bytes, [65_536])),
  };
}

export function packed(text: string): Uint8Array {
  return gzipSync(text);
}

export interface Imported extends ImportResult {
  readonly lines: readonly RowReport[];
  readonly csv: string;
}

type Wanted = Partial<Omit<ImportFileCommand, 'source'>> & {
  readonly database?: Database;
  readonly vault?: IdentityVault;
  readonly batchRows?: number;
};

/** The rules of the island's mapping under another gazetteer, for tests that look at new places. */
export function rulesWithScheme(scheme: string): unknown {
  const { statements } = islandMapping() as { statements: { place?: object }[] };
  return statements.map((rule) => (rule.place === undefined ? rule : { ...rule, place: { ...rule.place, scheme } }));
}

/** "12 matched statement_added" for each line of a report. */
export function outlineOf({ lines }: { readonly lines: readonly RowReport[] }): string[] {
  return lines.map(({ row, outcome, code }) => `${row} ${outcome}${code === null ? '' : ` ${code}`}`);
}

export interface ImportWorld extends CaseWorld {
  import(actor: Actor, content: string | Uint8Array, wanted?: Wanted): Promise<Imported>;
  rehearse(actor: Actor, content: string, mapping?: string | null): Promise<RehearsedImport & { lines: RowReport[] }>;
  coordinator(): Promise<Actor>;
  personsOf(actor: Actor): Promise<number>;
  statementsOf(actor: Actor): Promise<number>;
  /** One number from the registry, past every privilege. */
  count(sql: string, parameters?: unknown[]): Promise<number>;
  /** Rows as "a|b|c n", sorted. */
  tally(sql: string): Promise<string[]>;
  /** Every row of every table of a schema as text. */
  dump(schema: 'registry' | 'vault'): Promise<string>;
}

export async function openImportWorld(): Promise<ImportWorld> {
  const world = await openCaseWorld();
  const { owner } = world;
  const count = async (sql: string, parameters: unknown[] = []): Promise<number> => {
    const found = await owner.query<Record<string, string>>(sql, parameters);
    return Number(Object.values(found.rows[0] ?? {})[0]);
  };
  return {
    ...world,
    count,
    coordinator: () => world.worker({ roles: ['coordinator'] }),
    personsOf: (actor) =>
      count('SELECT count(*) FROM registry.person WHERE owner_organisation_id = $1', [actor.organisationId]),
    statementsOf: (actor) =>
      count('SELECT count(*) FROM registry.statement WHERE organisation_id = $1', [actor.organisationId]),
    import: async (
      actor,
      content,
      { database = world.database, vault = world.vault, batchRows = 5, mapping = ISLAND_MAPPING, ...rest } = {},
    ) => {
      const lines: RowReport[] = [];
      let csv = '';
      const result = await new ImportFile(database, vault, world.clock, batchRows).execute(actor, {
        source: sourceOf(content),
        mapping,
        onReport: (text, line) => {
          csv += text;
          if (line !== null) lines.push(line);
        },
        ...rest,
      });
      return { ...result, lines, csv };
    },
    rehearse: async (actor, content, mapping = ISLAND_MAPPING) => {
      const lines: RowReport[] = [];
      const result = await new RehearseImport(world.database, world.vault, world.clock).execute(actor, {
        source: sourceOf(content),
        mapping,
        onReport: (_, line) => {
          if (line !== null) lines.push(line);
        },
      });
      return { ...result, lines };
    },
    tally: async (sql) => {
      const found = await owner.query<Record<string, unknown>>(sql);
      return found.rows.map((row) => Object.values(row).join('|')).sort();
    },
    dump: async (schema) => {
      const tables = await owner.query<{ name: string }>(
        `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $1 AND c.relkind = 'r' ORDER BY 1`,
        [schema],
      );
      const texts: string[] = [];
      for (const { name } of tables.rows) {
        const rows = await owner.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
        texts.push(`${name} ${rows.rows.map(({ row }) => row).join('\n')}`);
      }
      return texts.join('\n');
    },
  };
}
