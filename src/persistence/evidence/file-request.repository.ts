// Keeps requests for the restricted files of evidence and what was decided about them; finds them for those who ask and those who decide.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import type { ReadFileRequest } from '../../domain/evidence/file-request.js';
import { REQUEST_LASTS } from '../../domain/identity/disclosure-request.js';
import type { RequestQueue } from '../../domain/identity/shown-request.js';
import { isUuid } from '../../domain/uuid.js';
import type { Closing } from '../disclosures/stored-request.js';
import type { NamedActor } from '../named-actor.js';
import { timestampOf } from '../statements/statement-row.js';
import { requestOf, type RequestRow, type StepRow, type StoredFileRequest } from './file-request-row.js';
import { visibleEvidence } from './visible-evidence.query.js';

export interface FileRequestPage {
  readonly queue: RequestQueue;
  /** Id of the last request of the page before. */
  readonly cursor: string | null;
  readonly limit: number;
  /** Milliseconds since the epoch: the instant as of which it is asked. */
  readonly asOf: number;
}

/** $1 is an instant: what was entered later is left out. */
const SELECT = `SELECT r.id, r.file_id, e.code, e.organisation_id AS owner_organisation_id, r.requested_by, o.name AS organisation, u.username,
    u.roles, u.disabled_at IS NOT NULL AS disabled, r.purpose, r.reason, r.days, r.single_use, r.requested_at,
    ARRAY(SELECT d.downloaded_at FROM registry.evidence_file_download d WHERE d.request_id = r.id AND d.downloaded_at <= $1 ORDER BY 1) AS downloads
  FROM registry.evidence_file_request r
  JOIN registry.evidence_file f ON f.id = r.file_id
  JOIN registry.evidence_item e ON e.id = f.item_id
  JOIN registry.app_user u ON u.id = r.requested_by
  JOIN registry.organisation o ON o.id = r.organisation_id`;

const STEPS = `SELECT s.request_id, s.number, s.step, s.single_use, s.ends_at, s.reason, s.recorded_at, u.username, u.roles,
    u.disabled_at IS NOT NULL AS disabled
  FROM registry.evidence_file_request_step s JOIN registry.app_user u ON u.id = s.recorded_by
  WHERE s.request_id = ANY($1::uuid[]) AND s.recorded_at <= $2 ORDER BY s.request_id, s.number`;

/** Whoever made it, and the organisation of the item. */
const CONCERNS = '(r.requested_by = $3::uuid OR e.organisation_id = $2::uuid)';
const QUEUES: Readonly<Record<RequestQueue, string>> = {
  mine: 'r.requested_by = $3::uuid',
  all: 'e.organisation_id = $2::uuid',
  to_decide: `e.organisation_id = $2::uuid AND r.requested_at > $4::timestamptz
    AND NOT EXISTS (SELECT 1 FROM registry.evidence_file_request_step s WHERE s.request_id = r.id AND s.recorded_at <= $1)`,
};

export class FileRequestRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly namedActor: NamedActor,
  ) {}

  async add(
    actor: Actor,
    { id, fileId, purpose, reason, asked }: ReadFileRequest & { readonly id: string; readonly fileId: string },
    at: number,
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.evidence_file_request (id, file_id, requested_by, organisation_id, purpose, reason, days, single_use, requested_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, fileId, actor.userId, actor.organisationId, purpose, reason, asked.days, asked.once, new Date(at)],
    );
  }

  /** One that the reader made, or about an item of the reader's organisation; to others, and where the item may not be seen, it does not exist. `id` is a UUID. */
  async find(actor: Actor, id: string, asOf: number): Promise<StoredFileRequest | null> {
    const [found] = await this.select(actor, asOf, `${CONCERNS} AND r.id = $5::uuid`, [id]);
    return found ?? null;
  }

  /** The same; whoever decides it or uses it waits until this transaction ends. */
  async findForWriting(actor: Actor, id: string, now: number): Promise<StoredFileRequest | null> {
    const found = await this.find(actor, id, now);
    if (found === null) return null;
    // Rows are append-only, and their role may not lock them.
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 53))`, [found.id]);
    return this.find(actor, id, now);
  }

  /** Newest first. Throws `invalid_field` for a cursor that is no request of this reader. */
  async list(actor: Actor, page: FileRequestPage): Promise<{ requests: StoredFileRequest[]; more: boolean }> {
    const { queue, cursor, limit, asOf } = page;
    const begin = cursor === null ? null : await this.positionOf(actor, cursor, asOf);
    const requests = await this.select(
      actor,
      asOf,
      `${QUEUES[queue]} AND ($5::timestamptz IS NULL OR (r.requested_at, r.id) < ($5::timestamptz, $6::uuid))
       ORDER BY r.requested_at DESC, r.id DESC LIMIT $7`,
      [begin === null ? null : new Date(begin.requestedAt), begin?.id ?? null, limit + 1],
    );
    return { requests: requests.slice(0, limit), more: requests.length > limit };
  }

  async approve(
    request: StoredFileRequest,
    {
      once,
      endsAt,
      by,
      at,
    }: { readonly once: boolean; readonly endsAt: number; readonly by: string; readonly at: number },
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.evidence_file_request_step (request_id, number, step, single_use, ends_at, recorded_by, recorded_at)
       VALUES ($1, $2, 'approved', $3, $4, $5, $6)`,
      [request.id, request.steps.length + 1, once, new Date(endsAt), by, new Date(at)],
    );
  }

  async close(request: StoredFileRequest, closing: Closing): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.evidence_file_request_step (request_id, number, step, reason, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [request.id, request.steps.length + 1, closing.step, closing.reason, closing.by, new Date(closing.at)],
    );
  }

  private async positionOf(actor: Actor, cursor: string, asOf: number): Promise<StoredFileRequest> {
    const found = isUuid(cursor) ? await this.find(actor, cursor, asOf) : null;
    if (found === null) throw invalidField('/cursor', 'the cursor of the page before');
    return found;
  }

  /** Who asked and who decided may be accounts of another organisation. `$1` to `$4`: as of when, the organisation, the user, since when requests wait. */
  private select(actor: Actor, asOf: number, where: string, values: readonly unknown[]): Promise<StoredFileRequest[]> {
    return this.namedActor.reaching('accounts', async () => {
      const given = [timestampOf(asOf), actor.organisationId, actor.userId, timestampOf(asOf - REQUEST_LASTS)];
      const rows = await this.manager.query<RequestRow[]>(
        `${SELECT} WHERE r.requested_at <= $1 AND $4::timestamptz IS NOT NULL AND $3::uuid IS NOT NULL AND ${visibleEvidence(actor, 2)} AND ${where}`,
        [...given, ...values],
      );
      if (rows.length === 0) return [];
      const steps = await this.manager.query<StepRow[]>(STEPS, [rows.map(({ id }) => id), timestampOf(asOf)]);
      return rows.map((row) =>
        requestOf(
          row,
          steps.filter((step) => step.request_id === row.id),
        ),
      );
    });
  }
}
