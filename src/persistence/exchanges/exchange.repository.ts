// Keeps exchanges with their steps and counts, and finds them for a reader.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { Exchange, ExchangeCount, ExchangeStep } from '../../domain/exchanges/exchange.js';
import type { ExchangeState } from '../../domain/exchanges/exchange-state.js';
import type { StatementTerms } from '../../domain/exchanges/exchange-statement.js';
import type { ViewTimes } from '../../domain/exchanges/exchange-view.js';
import type { Entropy } from '../../domain/entropy.js';
import type { WantedPlace } from '../../domain/exchanges/read-fields.js';
import {
  countOf,
  dayCells,
  exchangeOf,
  stepOf,
  type CountRow,
  type ExchangeRow,
  type StepRow,
} from './exchange-rows.js';
import { visibleExchange } from './visible-exchange.query.js';

/** A step with how its statements were sourced, so that a correction states them in the same way. */
export type RecordedStep = ReturnType<typeof stepOf>;

export interface NewStep extends Pick<ExchangeStep, 'number' | 'state' | 'day' | 'attestedBy'> {
  readonly place: WantedPlace | null;
  readonly terms: StatementTerms | null;
}

export interface ExchangePage extends ViewTimes {
  readonly state: ExchangeState | null;
  /** Id of the last exchange of the page before, or null. */
  readonly after: string | null;
  readonly limit: number;
}

const SELECT = `
  SELECT e.id, e.organisation_id, e.agreement, e.clause, e.day_edtf, e.sharing_level, e.legal_basis, e.created_at,
         ARRAY(SELECT p.party_key FROM registry.exchange_side s JOIN registry.party p ON p.id = s.party_id WHERE s.exchange_id = e.id ORDER BY s.position) AS sides,
         ARRAY(SELECT n.organisation_id::text FROM registry.exchange_named_organisation n WHERE n.exchange_id = e.id ORDER BY 1) AS named,
         ip.party_key AS intermediary_party, e.intermediary_organisation_id,
         e.place_code, e.place_precision, pl.state_code AS place_state, pl.municipality_code AS place_municipality
  FROM registry.exchange e
  LEFT JOIN registry.party ip ON ip.id = e.intermediary_party_id
  LEFT JOIN registry.place pl ON pl.code = e.place_code`;

export class ExchangeRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly entropy: Entropy,
  ) {}

  async add(exchange: Exchange): Promise<void> {
    const { intermediary, place } = exchange;
    await this.manager.query(
      `INSERT INTO registry.exchange (id, organisation_id, intermediary_party_id, intermediary_organisation_id, agreement, clause,
         day_edtf, day_earliest, day_latest, place_code, place_precision, sharing_level, legal_basis, created_at)
       VALUES ($1, $2, (SELECT id FROM registry.party WHERE party_key = $3), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        exchange.id,
        exchange.organisationId,
        intermediary?.party ?? null,
        intermediary?.organisationId ?? null,
        exchange.agreement,
        exchange.clause,
        ...dayCells(exchange.day),
        place?.code ?? null,
        place?.precision ?? null,
        exchange.sharingLevel,
        exchange.legalBasis,
        new Date(exchange.createdAt),
      ],
    );
    await this.manager.query(
      `INSERT INTO registry.exchange_side (exchange_id, party_id, position)
       SELECT $1, p.id, g.position FROM unnest($2::text[]) WITH ORDINALITY AS g(party_key, position) JOIN registry.party p USING (party_key)`,
      [exchange.id, [...exchange.sides]],
    );
    await this.manager.query(
      `INSERT INTO registry.exchange_named_organisation (exchange_id, organisation_id) SELECT $1, g.id FROM unnest($2::uuid[]) AS g(id)`,
      [exchange.id, [...exchange.namedOrganisations]],
    );
  }

  async addStep(exchangeId: string, step: NewStep, actor: Actor, at: number): Promise<void> {
    const { terms, place } = step;
    await this.manager.query(
      `INSERT INTO registry.exchange_step (exchange_id, number, state, day_edtf, day_earliest, day_latest, place_code, place_precision,
         source, grade, basis, attested_by, organisation_id, recorded_by, via, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        exchangeId,
        step.number,
        step.state,
        ...dayCells(step.day),
        place?.code ?? null,
        place?.precision ?? null,
        terms?.source ?? null,
        terms?.grade ?? null,
        terms?.basis ?? null,
        step.attestedBy,
        actor.organisationId,
        actor.userId,
        actor.via,
        new Date(at),
      ],
    );
  }

  async addCounts(
    exchangeId: string,
    counts: readonly Omit<ExchangeCount, 'recordedAt'>[],
    userId: string,
    at: number,
  ): Promise<void> {
    const rows = counts.map(({ side, of, count, saidBy }) => ({
      id: this.entropy.innerId(),
      side,
      counted: of,
      count,
      said_by: saidBy,
    }));
    await this.manager.query(
      `INSERT INTO registry.exchange_count (id, exchange_id, party_id, counted, count, said_by_party_id, recorded_by, recorded_at)
       SELECT g.id, $2, p.id, g.counted, g.count, b.id, $3, $4
       FROM jsonb_to_recordset($1::jsonb) AS g(id uuid, side text, counted text, count integer, said_by text)
       JOIN registry.party p ON p.party_key = g.side LEFT JOIN registry.party b ON b.party_key = g.said_by`,
      [JSON.stringify(rows), exchangeId, userId, new Date(at)],
    );
  }

  /** Held until the transaction ends: whoever advances an exchange or enters its roster waits for whoever does so already. */
  async lock(exchangeId: string): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 40))`, [exchangeId]);
  }

  async findVisible(actor: Actor, exchangeId: string): Promise<Exchange | null> {
    const visible = visibleExchange(actor, 2);
    const rows = await this.manager.query<ExchangeRow[]>(`${SELECT} WHERE e.id = $1 AND ${visible.condition}`, [
      exchangeId,
      ...visible.parameters,
    ]);
    return rows[0] === undefined ? null : exchangeOf(rows[0]);
  }

  /** Newest first; asks for one more than `limit` to know whether a page follows. The state is that of the reader's time. */
  async listVisible(actor: Actor, page: ExchangePage): Promise<{ exchanges: Exchange[]; more: boolean }> {
    const visible = visibleExchange(actor, 1);
    const rows = await this.manager.query<ExchangeRow[]>(
      `${SELECT}
       JOIN LATERAL (SELECT s.state FROM registry.exchange_step s WHERE s.exchange_id = e.id
                       AND ($2::timestamptz IS NULL OR s.recorded_at <= $2) AND ($3::timestamptz IS NULL OR coalesce(s.day_earliest, s.recorded_at) <= $3)
                     ORDER BY s.number DESC LIMIT 1) now ON true
       WHERE ${visible.condition} AND ($4::text IS NULL OR now.state = $4)
         AND ($5::uuid IS NULL OR (e.created_at, e.id) < (SELECT b.created_at, b.id FROM registry.exchange b WHERE b.id = $5))
       ORDER BY e.created_at DESC, e.id DESC LIMIT $6`,
      [
        ...visible.parameters,
        page.knownAt === undefined ? null : new Date(page.knownAt),
        page.validAt === undefined ? null : new Date(page.validAt),
        page.state,
        page.after,
        page.limit + 1,
      ],
    );
    return { exchanges: rows.slice(0, page.limit).map(exchangeOf), more: rows.length > page.limit };
  }

  /** Grouped by exchange, in their order. */
  async stepsOf(exchangeIds: readonly string[]): Promise<Map<string, RecordedStep[]>> {
    const rows = await this.manager.query<(StepRow & { exchange_id: string })[]>(
      `SELECT s.exchange_id, s.number, s.state, s.day_edtf, s.source, s.grade, s.basis, s.attested_by, s.organisation_id, coalesce(u.username, '') AS username, s.via, s.recorded_at,
              s.place_code, s.place_precision, pl.state_code AS place_state, pl.municipality_code AS place_municipality
       FROM registry.exchange_step s LEFT JOIN registry.app_user u ON u.id = s.recorded_by LEFT JOIN registry.place pl ON pl.code = s.place_code
       WHERE s.exchange_id = ANY($1::uuid[]) ORDER BY s.exchange_id, s.number`,
      [[...exchangeIds]],
    );
    return grouped(exchangeIds, rows, stepOf);
  }

  async countsOf(exchangeIds: readonly string[]): Promise<Map<string, ExchangeCount[]>> {
    const rows = await this.manager.query<(CountRow & { exchange_id: string })[]>(
      `SELECT c.exchange_id, p.party_key AS side, c.counted, c.count, b.party_key AS said_by, c.recorded_at
       FROM registry.exchange_count c JOIN registry.party p ON p.id = c.party_id LEFT JOIN registry.party b ON b.id = c.said_by_party_id
       WHERE c.exchange_id = ANY($1::uuid[]) ORDER BY c.exchange_id, c.recorded_at, c.id`,
      [[...exchangeIds]],
    );
    return grouped(exchangeIds, rows, countOf);
  }
}

function grouped<Row extends { exchange_id: string }, T>(
  ids: readonly string[],
  rows: readonly Row[],
  read: (row: Row) => T,
): Map<string, T[]> {
  const found = new Map<string, T[]>(ids.map((id) => [id, []]));
  for (const row of rows) found.get(row.exchange_id)?.push(read(row));
  return found;
}
