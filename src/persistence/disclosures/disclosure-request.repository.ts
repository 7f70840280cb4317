// Keeps requests for disclosure, what was decided about them, and what was granted; finds them for those who ask and those who decide.

import type { EntityManager } from 'typeorm';
import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import type { IdentityCheck } from '../../domain/identity/disclosure-request-reading.js';
import { REQUEST_LASTS, type DisclosureTerms, type Grant } from '../../domain/identity/disclosure-request.js';
import type { DisclosurePurpose } from '../../domain/identity/disclosure.js';
import type { IdentityField } from '../../domain/identity/identity-particulars.js';
import type { RequestQueue } from '../../domain/identity/shown-request.js';
import { isUuid } from '../../domain/uuid.js';
import type { NamedActor } from '../named-actor.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { timestampOf } from '../statements/statement-row.js';
import { requestOf, type RequestRow, type StepRow, type StoredDisclosureRequest } from './disclosure-request-row.js';
import type { Closing } from './stored-request.js';

export interface NewDisclosureRequest {
  readonly id: string;
  readonly personId: string;
  readonly purpose: DisclosurePurpose;
  readonly reason: string;
  readonly asked: DisclosureTerms<IdentityField>;
  readonly identityCheck: IdentityCheck | null;
}

export interface DisclosureRequestPage {
  readonly queue: RequestQueue;
  /** Null for everybody. */
  readonly personId: string | null;
  /** Id of the last request of the page before. */
  readonly cursor: string | null;
  readonly limit: number;
  /** Milliseconds since the epoch: the instant as of which it is asked. */
  readonly asOf: number;
}

/** $1 is an instant: what was entered later is left out. */
const SELECT = `SELECT r.id, r.person_id, p.owner_organisation_id, r.requested_by, r.organisation_id, o.name AS organisation, u.username, u.roles,
    u.disabled_at IS NOT NULL AS disabled, r.purpose, r.reason, r.fields, r.days, r.single_use, r.identity_check, r.requested_at,
    g.fields AS granted, g.single_use AS granted_once, g.first_approval, g.second_approval, g.granted_at, g.ends_at,
    (SELECT count(*)::int FROM registry.disclosure d WHERE d.request_id = r.id AND d.disclosed_at <= $1) AS uses
  FROM registry.disclosure_request r
  JOIN registry.person p ON p.id = r.person_id
  JOIN registry.app_user u ON u.id = r.requested_by
  JOIN registry.organisation o ON o.id = r.organisation_id
  LEFT JOIN registry.disclosure_grant g ON g.request_id = r.id AND g.granted_at <= $1`;

const STEPS = `SELECT s.request_id, s.number, s.step, s.fields, s.days, s.single_use, s.as_custodian, s.reason, s.recorded_by, s.recorded_at,
    u.username, u.roles, u.disabled_at IS NOT NULL AS disabled
  FROM registry.disclosure_request_step s JOIN registry.app_user u ON u.id = s.recorded_by
  WHERE s.request_id = ANY($1::uuid[]) AND s.recorded_at <= $2 ORDER BY s.request_id, s.number`;

export class DisclosureRequestRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly namedActor: NamedActor,
  ) {}

  async add(actor: Actor, request: NewDisclosureRequest, at: number): Promise<void> {
    const { id, personId, purpose, asked, reason, identityCheck } = request;
    await this.manager.query(
      `INSERT INTO registry.disclosure_request (id, person_id, requested_by, organisation_id, purpose, fields, reason, days, single_use,
         identity_check, requested_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        personId,
        actor.userId,
        actor.organisationId,
        purpose,
        [...asked.fields],
        reason,
        asked.days,
        asked.once,
        identityCheck,
        new Date(at),
      ],
    );
  }

  /**
   * A request that the reader made, or one about a person of the reader's organisation if the reader decides on those. To whom neither
   * holds, and who may not know of the person any more, it does not exist. `id` is a UUID.
   */
  async find(actor: Actor, id: string, asOf: number): Promise<StoredDisclosureRequest | null> {
    const [found] = await this.select(actor, asOf, (bind) => `r.id = ${bind(id)}::uuid AND ${concerns(actor, bind)}`);
    return found ?? null;
  }

  /** The same; whoever decides it or uses it waits until this transaction ends. */
  async findForWriting(actor: Actor, id: string, now: number): Promise<StoredDisclosureRequest | null> {
    const found = await this.find(actor, id, now);
    if (found === null) return null;
    // Rows are append-only, and their role may not lock them.
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 51))`, [found.id]);
    return this.find(actor, id, now);
  }

  /** Newest first. Throws `invalid_field` for a cursor that is no request of this queue's reader. */
  async list(
    actor: Actor,
    page: DisclosureRequestPage,
  ): Promise<{ requests: StoredDisclosureRequest[]; more: boolean }> {
    const { queue, personId, cursor, limit, asOf } = page;
    const begin = cursor === null ? null : await this.positionOf(actor, cursor, asOf);
    const requests = await this.select(
      actor,
      asOf,
      (bind) => {
        const conditions = [inQueue(actor, queue, asOf, bind)];
        if (personId !== null) conditions.push(`r.person_id = ${bind(personId)}::uuid`);
        if (begin !== null)
          conditions.push(`(r.requested_at, r.id) < (${bind(new Date(begin.requestedAt))}, ${bind(begin.id)}::uuid)`);
        return conditions.join(' AND ');
      },
      (bind) => `ORDER BY r.requested_at DESC, r.id DESC LIMIT ${bind(limit + 1)}`,
    );
    return { requests: requests.slice(0, limit), more: requests.length > limit };
  }

  async approve(
    request: StoredDisclosureRequest,
    approval: DisclosureTerms<IdentityField> & {
      readonly asCustodian: boolean;
      readonly by: string;
      readonly at: number;
    },
  ): Promise<number> {
    const number = request.steps.length + 1;
    const { fields, days, once, asCustodian, by, at } = approval;
    await this.manager.query(
      `INSERT INTO registry.disclosure_request_step (request_id, number, step, fields, days, single_use, as_custodian, recorded_by, recorded_at)
       VALUES ($1, $2, 'approved', $3, $4, $5, $6, $7, $8)`,
      [request.id, number, [...fields], days, once, asCustodian, by, new Date(at)],
    );
    return number;
  }

  async grant(requestId: string, { fields, once, approvals, endsAt }: Grant<IdentityField>, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.disclosure_grant (request_id, first_approval, second_approval, fields, single_use, granted_at, ends_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [requestId, ...approvals, [...fields], once, new Date(at), new Date(endsAt)],
    );
  }

  async close(request: StoredDisclosureRequest, closing: Closing): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.disclosure_request_step (request_id, number, step, reason, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [request.id, request.steps.length + 1, closing.step, closing.reason, closing.by, new Date(closing.at)],
    );
  }

  private async positionOf(actor: Actor, cursor: string, asOf: number): Promise<StoredDisclosureRequest> {
    const found = isUuid(cursor) ? await this.find(actor, cursor, asOf) : null;
    if (found === null) throw invalidField('/cursor', 'the cursor of the page before');
    return found;
  }

  /** Who asked and who decided may be accounts of another organisation. */
  private select(
    ...asked: Parameters<DisclosureRequestRepository['selectAmongAccounts']>
  ): Promise<StoredDisclosureRequest[]> {
    return this.namedActor.reaching('accounts', () => this.selectAmongAccounts(...asked));
  }

  private async selectAmongAccounts(
    actor: Actor,
    asOf: number,
    where: (bind: Bind) => string,
    tail: (bind: Bind) => string = () => '',
  ): Promise<StoredDisclosureRequest[]> {
    const visible = visiblePerson(actor, 2);
    const parameters: unknown[] = [timestampOf(asOf), ...visible.parameters];
    const bind: Bind = (value) => `$${parameters.push(value)}`;
    const rows = await this.manager.query<RequestRow[]>(
      `${SELECT} WHERE r.requested_at <= $1 AND ${visible.condition} AND ${where(bind)} ${tail(bind)}`,
      parameters,
    );
    if (rows.length === 0) return [];
    const steps = await this.manager.query<StepRow[]>(STEPS, [rows.map(({ id }) => id), timestampOf(asOf)]);
    return rows.map((row) =>
      requestOf(
        row,
        steps.filter((step) => step.request_id === row.id),
      ),
    );
  }
}

type Bind = (value: unknown) => string;

function concerns(actor: Actor, bind: Bind): string {
  const mine = `r.requested_by = ${bind(actor.userId)}::uuid`;
  if (!allowed(actor, 'approve_disclosure')) return mine;
  return `(${mine} OR p.owner_organisation_id = ${bind(actor.organisationId)}::uuid)`;
}

function inQueue(actor: Actor, queue: RequestQueue, asOf: number, bind: Bind): string {
  const user = `${bind(actor.userId)}::uuid`;
  if (queue === 'mine') return `r.requested_by = ${user}`;
  const owned = `p.owner_organisation_id = ${bind(actor.organisationId)}::uuid`;
  if (queue === 'all') return `${owned} AND ${user} IS NOT NULL`;
  return `${owned} AND r.requested_by <> ${user} AND g.request_id IS NULL AND r.requested_at > ${bind(timestampOf(asOf - REQUEST_LASTS))}
    AND NOT EXISTS (SELECT 1 FROM registry.disclosure_request_step s WHERE s.request_id = r.id AND s.recorded_at <= $1
      AND (s.step <> 'approved' OR s.recorded_by = ${user}))`;
}
