// Takes entries that wait for sealing and stores their numbers and hashes; one process at a time.

import type { EntityManager } from 'typeorm';
import { EMPTY_HEAD } from '../../domain/audit/audit-chain.js';
import type { ChainHead, SealedEntry } from '../../domain/audit/audit-chain.js';
import type { AuditEntry } from '../../domain/audit/audit-entry.js';
import { AUDIT_ENTRY_COLUMNS, auditEntryOf, type AuditEntryRow } from './audit-entry-row.js';

/** Names the sequencer among PostgreSQL's advisory locks; migrations hold the number before it. */
const SEQUENCER_LOCK = 7_243_114;

interface SealRow {
  readonly sequence: string;
  readonly hash: Buffer;
}

export class SealRepository {
  constructor(private readonly manager: EntityManager) {}

  /** False while another process seals. Held until the transaction ends, a crash of its process included. */
  async tryLock(): Promise<boolean> {
    const rows = await this.manager.query<{ held: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS held', [
      SEQUENCER_LOCK,
    ]);
    return rows[0]?.held === true;
  }

  async head(): Promise<ChainHead> {
    const rows = await this.manager.query<SealRow[]>(
      'SELECT sequence, hash FROM registry.audit_seal ORDER BY sequence DESC LIMIT 1',
    );
    return rows[0] === undefined ? EMPTY_HEAD : { sequence: Number(rows[0].sequence), hash: rows[0].hash };
  }

  /** The hash under this number, or null when the chain has no such number. */
  async findHash(sequence: number): Promise<Uint8Array | null> {
    const rows = await this.manager.query<SealRow[]>(
      'SELECT sequence, hash FROM registry.audit_seal WHERE sequence = $1',
      [sequence],
    );
    return rows[0]?.hash ?? null;
  }

  /** Null for an entry that has no number yet, that is another organisation's, or that does not exist. */
  async findSequence(entryId: string, organisationId: string): Promise<number | null> {
    const rows = await this.manager.query<{ sequence: string }[]>(
      `SELECT s.sequence FROM registry.audit_seal s JOIN registry.audit_entry e ON e.id = s.entry_id
       WHERE s.entry_id = $1 AND e.organisation_id = $2`,
      [entryId, organisationId],
    );
    return rows[0] === undefined ? null : Number(rows[0].sequence);
  }

  /**
   * Removes up to `limit` entries from the queue, in the order of recording. The queue makes the cost of a look
   * independent of the log's length: an anti-join of the two tables reads both, 2 s at 5 million entries. A queued entry
   * that was deleted stays in the queue, where verification finds it.
   */
  async takeWaiting(limit: number): Promise<AuditEntry[]> {
    // LIMIT 1 keeps the planner at one index look-up per queued row, whatever its statistics say, and places at the rows themselves: nobody changes
    // a queued row, and who takes them holds the lock. By its key, with statistics of an empty queue, each row was held against each that is due.
    const rows = await this.manager.query<AuditEntryRow[]>(
      `WITH due AS (
         SELECT q.ctid AS place, q.recorded_at AS queued_at, e.*
         FROM registry.audit_unsealed q
         CROSS JOIN LATERAL (SELECT * FROM registry.audit_entry WHERE id = q.entry_id LIMIT 1) e
         ORDER BY q.recorded_at, q.entry_id LIMIT $1
       ), taken AS (
         DELETE FROM registry.audit_unsealed WHERE ctid = ANY(ARRAY(SELECT place FROM due))
       )
       SELECT ${AUDIT_ENTRY_COLUMNS} FROM due e ORDER BY e.queued_at, e.id`,
      [limit],
    );
    return rows.map(auditEntryOf);
  }

  async add(links: readonly SealedEntry[], at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.audit_seal (sequence, entry_id, hash, sealed_at)
       SELECT sequence, entry_id, decode(hash, 'hex'), $4
       FROM unnest($1::bigint[], $2::uuid[], $3::text[]) AS link(sequence, entry_id, hash)`,
      [
        links.map((link) => link.sequence),
        links.map((link) => link.entryId),
        links.map((link) => Buffer.from(link.hash).toString('hex')),
        new Date(at),
      ],
    );
  }
}
