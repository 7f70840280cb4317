// Keeps the lines of rosters, and which statements each of them wrote.

import type { EntityManager } from 'typeorm';
import type { RosterEntry } from '../../domain/exchanges/exchange.js';
import { timestampOf } from '../statements/statement-row.js';
import { entryOf, type EntryRow } from './exchange-rows.js';

/** A statement that a line of a roster wrote and that still stands. */
export interface WrittenStatement {
  readonly statementId: string;
  readonly entryId: string;
  readonly personId: string;
  readonly kind: string;
  readonly organisationId: string;
  readonly confidential: boolean;
}

export class RosterRepository {
  constructor(private readonly manager: EntityManager) {}

  /** `reason` is kept with entries that correct others after the hand-over. */
  async add(
    exchangeId: string,
    entries: readonly RosterEntry[],
    by: { readonly userId: string; readonly reason: string | null },
  ): Promise<void> {
    const rows = entries.map((entry) => ({
      id: entry.id,
      person: entry.personId,
      side: entry.side,
      standing: entry.standing,
      said: entry.said,
      confidential: entry.confidential,
      unidentified: entry.unidentified,
      revision: entry.revision,
      at: new Date(entry.recordedAt).toISOString(),
    }));
    await this.manager.query(
      `INSERT INTO registry.exchange_roster_entry (id, exchange_id, person_id, party_id, standing, said, confidential, unidentified, revision, reason, recorded_by, recorded_at)
       SELECT g.id, $2, g.person, p.id, g.standing, g.said, g.confidential, g.unidentified, g.revision, $4, $3, g.at
       FROM jsonb_to_recordset($1::jsonb) AS g(id uuid, person uuid, side text, standing text, said text, confidential boolean, unidentified boolean, revision integer, at timestamptz)
       JOIN registry.party p ON p.party_key = g.side`,
      [JSON.stringify(rows), exchangeId, by.userId, by.reason],
    );
  }

  /** Every entry of these exchanges, grouped; persons in the order of their registration, oldest entry first. */
  async entriesOf(exchangeIds: readonly string[]): Promise<Map<string, RosterEntry[]>> {
    const found = new Map<string, RosterEntry[]>(exchangeIds.map((id) => [id, []]));
    const rows = await this.manager.query<(EntryRow & { exchange_id: string })[]>(
      `SELECT r.exchange_id, r.id, r.person_id, p.party_key AS side, r.standing, r.said, r.confidential, r.unidentified, r.revision, r.recorded_at
       FROM registry.exchange_roster_entry r JOIN registry.party p ON p.id = r.party_id
       WHERE r.exchange_id = ANY($1::uuid[]) ORDER BY r.exchange_id, r.person_id, r.revision`,
      [[...exchangeIds]],
    );
    for (const row of rows) found.get(row.exchange_id)?.push(entryOf(row));
    return found;
  }

  async link(written: readonly { readonly entryId: string; readonly statementId: string }[]): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.exchange_entry_statement (statement_id, entry_id)
       SELECT statement, entry FROM jsonb_to_recordset($1::jsonb) AS g(statement uuid, entry uuid)`,
      [JSON.stringify(written.map(({ entryId, statementId }) => ({ entry: entryId, statement: statementId })))],
    );
  }

  /** By entry: what each of these lines states of a hand-over, withdrawn or not. */
  async handOvers(entryIds: readonly string[]): Promise<Map<string, string[]>> {
    if (entryIds.length === 0) return new Map();
    const rows = await this.manager.query<{ entry_id: string; ids: string[] }[]>(
      `SELECT l.entry_id, array_agg(s.id::text) AS ids FROM registry.exchange_entry_statement l JOIN registry.statement s ON s.id = l.statement_id
       WHERE l.entry_id = ANY($1::uuid[]) AND s.kind = 'exchange' AND NOT s.confidential GROUP BY l.entry_id`,
      [[...entryIds]],
    );
    return new Map(rows.map((row) => [row.entry_id, row.ids]));
  }

  /**
   * What the roster of this exchange wrote about these persons, whoever gave it, as far as it stood at `knownAt`; what was
   * retracted or superseded by then stands no longer.
   */
  async writtenStatements(
    exchangeId: string,
    personIds: readonly string[],
    knownAt: number,
  ): Promise<WrittenStatement[]> {
    const rows = await this.manager.query<WrittenRow[]>(
      `SELECT s.id, r.id AS entry_id, r.person_id, s.kind, s.organisation_id, s.confidential
       FROM registry.exchange_roster_entry r
       JOIN registry.exchange_entry_statement l ON l.entry_id = r.id
       JOIN registry.statement s ON s.id = l.statement_id
       WHERE r.exchange_id = $1 AND r.person_id = ANY($2::uuid[]) AND s.recorded_at <= $3::timestamptz
         AND NOT EXISTS (SELECT 1 FROM registry.statement_withdrawal w WHERE w.statement_id = s.id AND w.recorded_at <= $3::timestamptz)
       ORDER BY r.person_id, s.recorded_at, s.kind DESC, s.id`,
      [exchangeId, [...personIds], timestampOf(knownAt)],
    );
    return rows.map((row) => ({
      statementId: row.id,
      entryId: row.entry_id,
      personId: row.person_id,
      kind: row.kind,
      organisationId: row.organisation_id,
      confidential: row.confidential,
    }));
  }
}

interface WrittenRow {
  id: string;
  entry_id: string;
  person_id: string;
  kind: string;
  organisation_id: string;
  confidential: boolean;
}
