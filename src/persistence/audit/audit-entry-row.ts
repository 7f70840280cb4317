// Reads an entry of the log from its row without losing a digit, so that no change of the row stays unseen.

import type { AuditAction, AuditDetails, AuditEntry } from '../../domain/audit/audit-entry.js';
import type { Principal } from '../../domain/access/actor.js';

export interface AuditEntryRow {
  readonly id: string;
  /** Milliseconds with microseconds as decimals, or `Infinity`. */
  readonly recorded_ms: string;
  readonly user_id: string | null;
  readonly username: string;
  readonly organisation_id: string | null;
  readonly via: string;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string | null;
  readonly person_id: string | null;
  readonly request_id: string;
  readonly details: string;
  readonly commitment: string | null;
  readonly salt: string | null;
}

/** For a FROM clause in which the entry's table is `e`. A Date would drop the microseconds, jsonb read as JSON its digits. */
export const AUDIT_ENTRY_COLUMNS = `
  e.id, (extract(epoch FROM e.recorded_at) * 1000)::text AS recorded_ms, e.user_id, e.username, e.organisation_id, e.via,
  e.action, e.subject_kind, e.subject_id, e.person_id, e.request_id, e.details::text AS details,
  encode(e.commitment, 'hex') AS commitment, encode(e.salt, 'hex') AS salt`;

/** Values of a tampered row pass through as they are: they are there to be hashed, and compared with what was sealed. */
export function auditEntryOf(row: AuditEntryRow): AuditEntry {
  return {
    id: row.id,
    recordedAt: Number(row.recorded_ms),
    userId: row.user_id,
    username: row.username,
    organisationId: row.organisation_id,
    via: row.via as Principal['via'],
    action: row.action as AuditAction,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    personId: row.person_id,
    requestId: row.request_id,
    details: storedDetails(row.details),
    ...(row.commitment !== null && { seal: { commitment: row.commitment, salt: row.salt } }),
  };
}

const STRINGS_AND_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * jsonb keeps numbers that JavaScript would round, such as 1.00000000000000000001. The service writes none; where one
 * stands, the text itself is the value, so that the entry's hash still depends on every digit.
 */
export function storedDetails(text: string): AuditDetails {
  const tokens = text.match(STRINGS_AND_NUMBERS) ?? [];
  const exact = tokens.every((token) => token.startsWith('"') || String(Number(token)) === token);
  return exact ? (JSON.parse(text) as AuditDetails) : { unreadable: text };
}
