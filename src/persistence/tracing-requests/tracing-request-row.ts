// Translates between the rows of a tracing request and the domain's values.

import type { Consent } from '../../domain/tracing/consent.js';
import type { ClosingReason, Kinship, RequestState, SafeChannel } from '../../domain/tracing/tracing-request.js';

/** A request as its own organisation knows it; no other organisation knows of it. */
export interface TracingRequest {
  /** Random UUID. */
  readonly id: string;
  /** Under which the vault keeps the enquirer; never shown. */
  readonly enquirerId: string;
  readonly personId: string;
  readonly organisationId: string;
  /** Who works on it, besides those who are assigned to the person. */
  readonly worker: { readonly userId: string; readonly username: string };
  readonly reference: string | null;
  readonly kinship: Kinship;
  readonly channel: SafeChannel;
  /** `YYYY-MM-DD`. */
  readonly receivedOn: string;
  readonly state: RequestState;
  readonly closingReason: ClosingReason | null;
  /** Raised with every change. */
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface RequestStep {
  readonly state: RequestState;
  readonly closingReason: ClosingReason | null;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

export interface TracingRequestRow {
  id: string;
  enquirer_id: string;
  person_id: string;
  organisation_id: string;
  worker_id: string;
  worker: string;
  reference: string | null;
  kinship: string;
  channel: string;
  received_on: string;
  state: string;
  closing_reason: string | null;
  version: number;
  created_at: Date;
}

/** The latest value of a history of request `b`; what the request says now stands for what was kept of no earlier instant. */
const kept = (history: string, column: string, known: string): string =>
  `coalesce((SELECT h.${column} FROM registry.${history} h WHERE h.request_id = b.id AND h.recorded_at <= ${known}
     ORDER BY h.number DESC LIMIT 1), b.${column}) AS ${column}`;

/** Requests as they were at an instant, with the columns of the table. */
const requestsAt = (known: string): string => `(
  SELECT b.id, b.enquirer_id, b.person_id, b.organisation_id, b.reference, b.kinship, b.received_on, b.version, b.created_at,
         ${kept('tracing_request_assignment', 'worker_id', known)},
         ${kept('tracing_request_channel', 'channel', known)},
         coalesce(s.state, 'received') AS state, s.closing_reason
  FROM registry.tracing_request b
  LEFT JOIN LATERAL (SELECT x.state, x.closing_reason FROM registry.tracing_request_step x
    WHERE x.request_id = b.id AND x.recorded_at <= ${known} ORDER BY x.number DESC LIMIT 1) s ON true
  WHERE b.created_at <= ${known})`;

/** `known` is the expression of an instant, or null for now. */
export const selectRequest = (known: string | null): string => `
  SELECT q.id, q.enquirer_id, q.person_id, q.organisation_id, q.worker_id, w.username AS worker, q.reference, q.kinship, q.channel,
         to_char(q.received_on, 'YYYY-MM-DD') AS received_on, q.state, q.closing_reason, q.version, q.created_at
  FROM ${known === null ? 'registry.tracing_request' : requestsAt(known)} q
  JOIN registry.app_user w ON w.id = q.worker_id
  JOIN registry.person p ON p.id = q.person_id`;

export function requestOf(row: TracingRequestRow): TracingRequest {
  return {
    id: row.id,
    enquirerId: row.enquirer_id,
    personId: row.person_id,
    organisationId: row.organisation_id,
    worker: { userId: row.worker_id, username: row.worker },
    reference: row.reference,
    kinship: row.kinship as Kinship,
    channel: row.channel as SafeChannel,
    receivedOn: row.received_on,
    state: row.state as RequestState,
    closingReason: row.closing_reason as ClosingReason | null,
    version: row.version,
    createdAt: row.created_at.getTime(),
  };
}

export interface ConsentRow {
  given_by: string;
  purpose: string;
  recipient: string;
  recipient_organisation_id: string | null;
  decision: string;
  decided_on: string;
  recorded_at: Date;
}

export function consentOf(row: ConsentRow): Consent {
  return {
    givenBy: row.given_by,
    purpose: row.purpose,
    recipient: row.recipient,
    recipientOrganisationId: row.recipient_organisation_id,
    decision: row.decision,
    decidedOn: row.decided_on,
    recordedAt: row.recorded_at.getTime(),
  } as Consent;
}
