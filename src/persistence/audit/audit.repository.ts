// Writes log entries in the change's own transaction, and seals them in one numbered, hash-chained order.

import type { EntityManager } from 'typeorm';
import type { AuditEntry, AuditNote } from '../../domain/audit/audit-entry.js';
import type { Principal } from '../../domain/access/actor.js';
import type { Entropy } from '../../domain/entropy.js';

export class AuditRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly principal: Principal,
    private readonly entropy: Entropy,
  ) {}

  async note(...notes: readonly AuditNote[]): Promise<void> {
    const entries = notes.map((note) => this.entryOf(note));
    await this.manager.query(
      `INSERT INTO registry.audit_entry
         (id, recorded_at, user_id, username, organisation_id, via, action, subject_kind, subject_id, person_id, request_id, details)
       SELECT id, to_timestamp(recorded_at / 1000.0), user_id, username, organisation_id, via, action, subject_kind, subject_id, person_id, request_id, details
       FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, recorded_at double precision, user_id uuid, username text, organisation_id uuid,
         via text, action text, subject_kind text, subject_id text, person_id uuid, request_id text, details jsonb)`,
      [JSON.stringify(entries.map(rowOf))],
    );
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
