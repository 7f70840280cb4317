// Writes log entries in the change's own transaction, queued for sealing, and lists them for an organisation's auditor.

import type { EntityManager } from 'typeorm';
import type { Look } from '../../domain/audit/access-report.js';
import type { AuditAction, AuditEntry, AuditNote } from '../../domain/audit/audit-entry.js';
import type { Principal } from '../../domain/access/actor.js';
import type { Entropy } from '../../domain/entropy.js';
import { plannedOnce } from '../preparing-client.js';
import { AUDIT_ENTRY_COLUMNS, auditEntryOf, type AuditEntryRow } from './audit-entry-row.js';
import { looksAt, type LooksAsked } from './looks.query.js';

export interface AuditPage {
  readonly organisationId: string;
  /** Id of the last entry seen, or null for the newest page. */
  readonly before: string | null;
  readonly action: AuditAction | null;
  readonly limit: number;
}

export class AuditRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly principal: Principal,
    private readonly entropy: Entropy,
  ) {}

  /** Entry and place in the sealing queue come from one statement: neither can be kept without the other. */
  async note(...notes: readonly AuditNote[]): Promise<void> {
    const entries = notes.map((note) => this.entryOf(note));
    await this.manager.query(
      plannedOnce(`WITH added AS (
         INSERT INTO registry.audit_entry
           (id, recorded_at, user_id, username, organisation_id, via, action, subject_kind, subject_id, person_id, request_id, details)
         SELECT id, to_timestamp(recorded_at / 1000.0), user_id, username, organisation_id, via, action, subject_kind, subject_id, person_id, request_id, details
         FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, recorded_at double precision, user_id uuid, username text, organisation_id uuid,
           via text, action text, subject_kind text, subject_id text, person_id uuid, request_id text, details jsonb)
         RETURNING recorded_at, id)
       INSERT INTO registry.audit_unsealed (recorded_at, entry_id) SELECT recorded_at, id FROM added`),
      [JSON.stringify(entries.map(rowOf))],
    );
  }

  /** Newest first; ids are UUIDv7, so that their order is that of recording. */
  async list(page: AuditPage): Promise<AuditEntry[]> {
    const rows = await this.manager.query<AuditEntryRow[]>(
      `SELECT ${AUDIT_ENTRY_COLUMNS} FROM registry.audit_entry e
       WHERE e.organisation_id = $1 AND ($2::uuid IS NULL OR e.id < $2) AND ($3::text IS NULL OR e.action = $3)
       ORDER BY e.id DESC LIMIT $4`,
      [page.organisationId, page.before, page.action, page.limit],
    );
    return rows.map(auditEntryOf);
  }

  /** Who looked at one person, day by day, the newest first. */
  looksAt(asked: LooksAsked): Promise<{ looks: Look[]; more: boolean }> {
    return looksAt(this.manager, asked);
  }

  private entryOf(note: AuditNote): AuditEntry {
    return {
      id: this.entropy.innerId(),
      recordedAt: this.entropy.now(),
      userId: this.principal.userId,
      username: this.principal.username,
      organisationId: this.principal.organisationId,
      via: this.principal.via,
      action: note.action,
      subjectKind: note.subjectKind,
      subjectId: note.subjectId ?? null,
      personId: note.personId ?? null,
      requestId: this.principal.requestId,
      details: note.details ?? {},
    };
  }
}

function rowOf(entry: AuditEntry): Record<string, unknown> {
  return {
    id: entry.id,
    recorded_at: entry.recordedAt,
    user_id: entry.userId,
    username: entry.username,
    organisation_id: entry.organisationId,
    via: entry.via,
    action: entry.action,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
    person_id: entry.personId,
    request_id: entry.requestId,
    details: entry.details,
  };
}
