// Reads the whole log for verification, page by page along its keys.

import type { EntityManager } from 'typeorm';
import type { SealedEntry } from '../../domain/audit/audit-chain.js';
import { AUDIT_ENTRY_COLUMNS, auditEntryOf, type AuditEntryRow } from './audit-entry-row.js';

/** A page is some 2 MB in memory; 10 million entries are 2,000 pages. */
const LINKS_PER_PAGE = 5_000;
const ENTRIES_PER_PAGE = 20_000;

/** bigint's lowest: a link slipped in below number 1 must be seen too. */
const LOWEST_SEQUENCE = -(2n ** 63n);
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

type LinkRow = { readonly sequence: string; readonly entry_id: string; readonly hash: Buffer } & (
  AuditEntryRow | { readonly id: null }
);

export interface UnsealedEntry {
  readonly entryId: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  readonly action: string;
  /** It waits in the sequencer's queue, as an entry that the service wrote does until it is sealed. */
  readonly waiting: boolean;
}

interface UnsealedRow {
  readonly id: string;
  readonly recorded_ms: string;
  readonly action: string;
  readonly waiting: boolean;
}

export class AuditCheckRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Every number of the chain in order, with its entry where that exists. */
  async *links(): AsyncGenerator<SealedEntry> {
    for (let from: bigint | null = LOWEST_SEQUENCE; from !== null;) {
      const rows = await this.#rowsFrom(from, LINKS_PER_PAGE);
      yield* rows.map(linkOf);
      const last = rows.at(-1);
      from = last === undefined || rows.length < LINKS_PER_PAGE ? null : BigInt(last.sequence) + 1n;
    }
  }

  /** Up to `limit` numbers of the chain from this one on. */
  async linksFrom(sequence: number, limit: number): Promise<SealedEntry[]> {
    return (await this.#rowsFrom(BigInt(sequence), limit)).map(linkOf);
  }

  #rowsFrom(from: bigint, limit: number): Promise<LinkRow[]> {
    return this.manager.query<LinkRow[]>(
      `SELECT s.sequence, s.entry_id, s.hash, ${AUDIT_ENTRY_COLUMNS}
         FROM (SELECT * FROM registry.audit_seal WHERE sequence >= $1 ORDER BY sequence LIMIT $2) s
         LEFT JOIN LATERAL (SELECT * FROM registry.audit_entry WHERE id = s.entry_id LIMIT 1) e ON true
         ORDER BY s.sequence`,
      [from.toString(), limit],
    );
  }

  /** Entries without a number, oldest first; found by looking at every entry, since the queue may have been tampered with. */
  async *unsealed(): AsyncGenerator<UnsealedEntry> {
    for (let from: string | null = LOWEST_ID; from !== null;) {
      const next: { id: string }[] = await this.manager.query<{ id: string }[]>(
        'SELECT id FROM registry.audit_entry WHERE id >= $1 ORDER BY id OFFSET $2 LIMIT 1',
        [from, ENTRIES_PER_PAGE],
      );
      const until: string | null = next[0]?.id ?? null;
      // A scalar subquery is looked up per row; NOT EXISTS would be planned as a join that reads all seals per page.
      const rows: UnsealedRow[] = await this.manager.query<UnsealedRow[]>(
        `SELECT e.id, (extract(epoch FROM e.recorded_at) * 1000)::text AS recorded_ms, e.action,
                EXISTS (SELECT 1 FROM registry.audit_unsealed q WHERE q.recorded_at = e.recorded_at AND q.entry_id = e.id) AS waiting
         FROM registry.audit_entry e
         WHERE e.id >= $1 AND ($2::uuid IS NULL OR e.id < $2)
           AND (SELECT true FROM registry.audit_seal s WHERE s.entry_id = e.id LIMIT 1) IS NULL
         ORDER BY e.id`,
        [from, until],
      );
      yield* rows.map(unsealedOf);
      from = until;
    }
  }

  /** Queued entries that no longer exist: how many, and the ids of the oldest ones. */
  async vanished(limit: number): Promise<{ count: number; first: string[] }> {
    const rows = await this.manager.query<{ entry_id: string; count: string }[]>(
      `SELECT q.entry_id, count(*) OVER () AS count FROM registry.audit_unsealed q
       WHERE (SELECT true FROM registry.audit_entry e WHERE e.id = q.entry_id LIMIT 1) IS NULL
       ORDER BY q.recorded_at, q.entry_id LIMIT $1`,
      [limit],
    );
    return { count: Number(rows[0]?.count ?? 0), first: rows.map((row) => row.entry_id) };
  }
}

function linkOf(row: LinkRow): SealedEntry {
  return {
    sequence: Number(row.sequence),
    entryId: row.entry_id,
    hash: row.hash,
    entry: row.id === null ? null : auditEntryOf(row),
  };
}

function unsealedOf(row: UnsealedRow): UnsealedEntry {
  return { entryId: row.id, recordedAt: Number(row.recorded_ms), action: row.action, waiting: row.waiting };
}
