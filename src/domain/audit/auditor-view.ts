// What an auditor reads of an entry: who did what, when and how; never about whom.

import type { AuditAction, AuditDetails, AuditEntry } from './audit-entry.js';

export interface AuditorEntry {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  readonly username: string;
  readonly via: AuditEntry['via'];
  readonly action: AuditAction;
  readonly subjectKind: string;
  readonly requestId: string;
  readonly details: AuditDetails;
}

/** An inner or shown id, or a pseudonym however it is spaced: either would let two entries be joined to one person. */
const POINTS_TO_SOMEBODY = /^\s*WB[-\s]|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

export function auditorView(entry: AuditEntry): AuditorEntry {
  return {
    id: entry.id,
    recordedAt: entry.recordedAt,
    username: entry.username,
    via: entry.via,
    action: entry.action,
    subjectKind: entry.subjectKind,
    requestId: entry.requestId,
    details: Object.fromEntries(Object.entries(entry.details).filter(([, value]) => !pointsToSomebody(value))),
  };
}

function pointsToSomebody(value: AuditDetails[string]): boolean {
  if (typeof value === 'string') return POINTS_TO_SOMEBODY.test(value);
  return typeof value === 'object' && value !== null && value.some((part) => POINTS_TO_SOMEBODY.test(part));
}
