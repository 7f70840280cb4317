// Keeps tracing requests, their steps and the consents: of each organisation for itself alone, and without a name.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { Consent } from '../../domain/tracing/consent.js';
import type {
  ClosingReason,
  Kinship,
  RequestMove,
  RequestState,
  SafeChannel,
} from '../../domain/tracing/tracing-request.js';
import { openAssignment } from '../persons/open-assignment.query.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { timestampOf } from '../statements/statement-row.js';
import {
  consentOf,
  requestOf,
  selectRequest,
  type ConsentRow,
  type RequestStep,
  type TracingRequest,
  type TracingRequestRow,
} from './tracing-request-row.js';

export interface NewTracingRequest {
  readonly id: string;
  readonly enquirerId: string;
  readonly personId: string;
  readonly organisationId: string;
  readonly workerId: string;
  readonly reference: string | null;
  readonly kinship: Kinship;
  readonly channel: SafeChannel;
  readonly receivedOn: string;
}

export interface TracingRequestFilter {
  readonly state?: RequestState;
  readonly personId?: string;
  /** The reader is its worker, or is assigned to the person. */
  readonly mine: boolean;
  /** Absent is now. */
  readonly knownAt?: number;
  /** Id of the last request of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

export class TracingRequestRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(request: NewTracingRequest, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.tracing_request (id, enquirer_id, person_id, organisation_id, worker_id, reference, kinship, channel, received_on,
         state, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'received', 1, $10)`,
      [
        request.id,
        request.enquirerId,
        request.personId,
        request.organisationId,
        request.workerId,
        request.reference,
        request.kinship,
        request.channel,
        request.receivedOn,
        new Date(at),
      ],
    );
    await this.keepWorker(request.id, request.workerId, request.workerId, at);
    await this.keepChannel(request.id, request.channel, request.workerId, at);
  }

  private async keepWorker(requestId: string, workerId: string, by: string, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.tracing_request_assignment (request_id, number, worker_id, recorded_by, recorded_at)
       SELECT $1, COALESCE(max(number), 0) + 1, $2, $3, $4 FROM registry.tracing_request_assignment WHERE request_id = $1`,
      [requestId, workerId, by, new Date(at)],
    );
  }

  private async keepChannel(requestId: string, channel: SafeChannel, by: string, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.tracing_request_channel (request_id, number, channel, recorded_by, recorded_at)
       SELECT $1, COALESCE(max(number), 0) + 1, $2, $3, $4 FROM registry.tracing_request_channel WHERE request_id = $1`,
      [requestId, channel, by, new Date(at)],
    );
  }

  /** For the sweep of the vault. */
  async enquirerExists(enquirerId: string): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(`SELECT 1 FROM registry.tracing_request WHERE enquirer_id = $1`, [
      enquirerId,
    ]);
    return rows.length > 0;
  }

  /** Serialises those who change one request; another organisation's is not touched. */
  async lockOwn(actor: Actor, id: string): Promise<void> {
    await this.manager.query(
      `SELECT id FROM registry.tracing_request WHERE id = $1 AND organisation_id = $2 FOR NO KEY UPDATE`,
      [id, actor.organisationId],
    );
  }

  /** A request of the reader's organisation about a person whom it may see. `id` is a UUID. */
  async findOwn(actor: Actor, id: string, knownAt?: number): Promise<TracingRequest | null> {
    const visible = visiblePerson(actor, 2);
    const select = selectRequest(knownAt === undefined ? null : '$3::timestamptz');
    const rows = await this.manager.query<TracingRequestRow[]>(
      `${select} WHERE q.id = $1 AND q.organisation_id = $2::uuid AND ${visible.condition}`,
      [id, ...visible.parameters, ...(knownAt === undefined ? [] : [timestampOf(knownAt)])],
    );
    return rows[0] === undefined ? null : requestOf(rows[0]);
  }

  /** Newest first; asks for one more than `limit` to know whether a page follows. */
  async list(actor: Actor, filter: TracingRequestFilter): Promise<{ requests: TracingRequest[]; more: boolean }> {
    const parameters: unknown[] = [];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const visible = visiblePerson(actor, 1);
    parameters.push(...visible.parameters);
    const conditions = ['q.organisation_id = $1::uuid', visible.condition];
    if (filter.state !== undefined) conditions.push(`q.state = ${bind(filter.state)}`);
    if (filter.personId !== undefined) conditions.push(`q.person_id = ${bind(filter.personId)}::uuid`);
    const known = filter.knownAt === undefined ? null : `${bind(timestampOf(filter.knownAt))}::timestamptz`;
    if (filter.mine) conditions.push(mine(bind(actor.userId), openAssignment('a', known)));
    if (filter.after !== null) {
      conditions.push(
        `(q.created_at, q.id) < (SELECT b.created_at, b.id FROM registry.tracing_request b WHERE b.id = ${bind(filter.after)}::uuid AND b.organisation_id = $1::uuid)`,
      );
    }
    const rows = await this.manager.query<TracingRequestRow[]>(
      `${selectRequest(known)} WHERE ${conditions.join(' AND ')} ORDER BY q.created_at DESC, q.id DESC LIMIT ${bind(filter.limit + 1)}`,
      parameters,
    );
    return { requests: rows.slice(0, filter.limit).map(requestOf), more: rows.length > filter.limit };
  }

  async move(request: TracingRequest, move: RequestMove & { reason: string; by: string; at: number }): Promise<void> {
    await this.manager.query(
      `UPDATE registry.tracing_request SET state = $2, closing_reason = $3, version = version + 1 WHERE id = $1`,
      [request.id, move.to, move.closingReason],
    );
    await this.manager.query(
      `INSERT INTO registry.tracing_request_step (request_id, number, state, closing_reason, reason, recorded_by, recorded_at)
       SELECT $1, COALESCE(max(number), 0) + 1, $2, $3, $4, $5, $6 FROM registry.tracing_request_step WHERE request_id = $1`,
      [request.id, move.to, move.closingReason, move.reason, move.by, new Date(move.at)],
    );
  }

  /** Those that were recorded by an instant, oldest first. */
  async steps(requestId: string, knownAt = Infinity): Promise<RequestStep[]> {
    const rows = await this.manager.query<
      { state: string; closing_reason: string | null; reason: string; username: string; recorded_at: Date }[]
    >(
      `SELECT s.state, s.closing_reason, s.reason, u.username, s.recorded_at FROM registry.tracing_request_step s
       JOIN registry.app_user u ON u.id = s.recorded_by WHERE s.request_id = $1 AND s.recorded_at <= $2 ORDER BY s.number`,
      [requestId, timestampOf(knownAt)],
    );
    return rows.map((row) => ({
      state: row.state as RequestState,
      closingReason: row.closing_reason as ClosingReason | null,
      reason: row.reason,
      by: row.username,
      at: row.recorded_at.getTime(),
    }));
  }

  async changeChannel(requestId: string, channel: SafeChannel, by: string, at: number): Promise<void> {
    await this.keepChannel(requestId, channel, by, at);
    await this.manager.query(`UPDATE registry.tracing_request SET channel = $2, version = version + 1 WHERE id = $1`, [
      requestId,
      channel,
    ]);
  }

  async assign(requestId: string, workerId: string, by: string, at: number): Promise<void> {
    await this.keepWorker(requestId, workerId, by, at);
    await this.manager.query(
      `UPDATE registry.tracing_request SET worker_id = $2, version = version + 1 WHERE id = $1`,
      [requestId, workerId],
    );
  }

  async addConsents(requestId: string, consents: readonly Consent[], by: string): Promise<void> {
    for (const consent of consents) {
      await this.manager.query(
        `INSERT INTO registry.tracing_consent (request_id, number, given_by, purpose, recipient, recipient_organisation_id, decision, decided_on,
           recorded_by, recorded_at)
         SELECT $1, COALESCE(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM registry.tracing_consent WHERE request_id = $1`,
        [
          requestId,
          consent.givenBy,
          consent.purpose,
          consent.recipient,
          consent.recipientOrganisationId,
          consent.decision,
          consent.decidedOn,
          by,
          new Date(consent.recordedAt),
        ],
      );
    }
    await this.manager.query(`UPDATE registry.tracing_request SET version = version + 1 WHERE id = $1`, [requestId]);
  }

  /**
   * The decisions of this request, and those that the sought person made about any request of the same organisation: the found person
   * speaks once and for all of them. Those that were recorded by an instant, in the order in which they were.
   */
  async consents(request: TracingRequest, knownAt = Infinity): Promise<Consent[]> {
    const rows = await this.manager.query<ConsentRow[]>(
      `SELECT c.given_by, c.purpose, c.recipient, c.recipient_organisation_id, c.decision, to_char(c.decided_on, 'YYYY-MM-DD') AS decided_on,
              c.recorded_at
       FROM registry.tracing_consent c JOIN registry.tracing_request q ON q.id = c.request_id
       WHERE (c.request_id = $1 OR (c.given_by = 'sought_person' AND q.person_id = $2 AND q.organisation_id = $3)) AND c.recorded_at <= $4
       ORDER BY c.recorded_at, c.request_id = $1, c.number`,
      [request.id, request.personId, request.organisationId, timestampOf(knownAt)],
    );
    return rows.map(consentOf);
  }
}

function mine(user: string, open: string): string {
  return `(q.worker_id = ${user}::uuid OR EXISTS (SELECT 1 FROM registry.assignment a
    WHERE a.person_id = q.person_id AND a.user_id = ${user}::uuid AND ${open}))`;
}
