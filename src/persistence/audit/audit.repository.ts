// Writes log entries in the change's own transaction, queued for sealing, and lists them for an organisation's auditor.

import type { EntityManager } from 'typeorm';
import type { Look } from '../../domain/audit/access-report.js';
import type { AuditAction, AuditEntry, AuditNote } from '../../domain/audit/audit-entry.js';
import type { Principal } from '../../domain/access/actor.js';
import type { Entropy } from '../../domain/entropy.js';
import { KeptTexts } from '../kept-texts.js';
import { plannedOnce } from '../../postgres/preparing-client.js';
import { SALT_LENGTH, sealDetail } from '../../domain/audit/sealed-detail.js';
import { AUDIT_ENTRY_COLUMNS, auditEntryOf, type AuditEntryRow } from './audit-entry-row.js';
import { sha256Hex } from './sha-256.js';
import { looksAt, type LooksAsked } from './looks.query.js';

export interface AuditPage {
  readonly organisationId: string;
  /** Id of the last entry seen, or null for the newest page. */
  readonly before: string | null;
  readonly action: AuditAction | null;
  readonly limit: number;
}

interface Noted {
  readonly is_noted: boolean;
}

/** Adds the entries of a parameter, on a condition of what is joined. */
function added(parameter: string, joined = ''): string {
  return `INSERT INTO registry.audit_entry
      (id, recorded_at, user_id, username, organisation_id, via, action, subject_kind, subject_id, person_id, request_id, details, commitment, salt)
    SELECT e.id, to_timestamp(recorded_at / 1000.0), user_id, username, organisation_id, via, action, subject_kind, subject_id, person_id, request_id, details,
      decode(commitment, 'hex'), decode(salt, 'hex')
    FROM jsonb_to_recordset(${parameter}::jsonb) AS e(id uuid, recorded_at double precision, user_id uuid, username text, organisation_id uuid,
      via text, action text, subject_kind text, subject_id text, person_id uuid, request_id text, details jsonb, commitment text, salt text) ${joined}
    RETURNING recorded_at, id`;
}

const NOTED = plannedOnce(`WITH added AS (${added('$1')})
  INSERT INTO registry.audit_unsealed (recorded_at, entry_id) SELECT recorded_at, id FROM added`);

const texts = new KeptTexts();

function foundAndNoted({ text, parameters, condition }: PersonSought): string {
  const entry = `$${parameters.length + 1}`;
  const composed = plannedOnce(`WITH sought AS MATERIALIZED (${text}),
      added AS (${added(entry, `CROSS JOIN sought WHERE ${condition}`)}),
      queued AS (INSERT INTO registry.audit_unsealed (recorded_at, entry_id) SELECT recorded_at, id FROM added RETURNING 1)
    SELECT sought.*, EXISTS (SELECT 1 FROM queued) AS is_noted FROM sought`);
  return texts.same(text, condition, composed);
}

/** A select of the one person whom a read is of, and on what condition the read is complete with it. */
export interface PersonSought {
  readonly text: string;
  readonly parameters: readonly unknown[];
  /** On the columns of `text`. */
  readonly condition: string;
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
    await this.manager.query(NOTED, [JSON.stringify(entries.map(rowOf))]);
  }

  /**
   * Finds a person and notes that it was read, by one statement: the entry is there where the person was found and the condition holds, and
   * nowhere else. Answers the row with whether it was noted, or null.
   */
  async noteFound<Row extends object>(sought: PersonSought, note: AuditNote): Promise<(Row & Noted) | null> {
    const entry = JSON.stringify([rowOf(this.entryOf(note))]);
    const rows = await this.manager.query<(Row & Noted)[]>(foundAndNoted(sought), [...sought.parameters, entry]);
    return rows[0] ?? null;
  }

  /** Erases of whom and what the sealed entries about a person tell; who did what and when stays, and says how many they were. */
  async eraseDetails(personId: string): Promise<number> {
    const rows = await this.manager.query<{ erased: string }[]>('SELECT registry.erase_log_details($1) AS erased', [
      personId,
    ]);
    const entries = Number(rows[0]?.erased ?? 0);
    await this.note({ action: 'log_details_erased', subjectKind: 'audit', details: { entries } });
    return entries;
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
    const { action, subjectKind, subjectId = null, personId = null, details = {} } = note;
    const { userId, username, organisationId, via, requestId } = this.principal;
    return {
      id: this.entropy.innerId(),
      recordedAt: this.entropy.now(),
      userId,
      username,
      organisationId,
      via,
      action,
      subjectKind,
      subjectId,
      personId,
      requestId,
      details,
      seal: sealDetail({ subjectId, personId, details }, this.entropy.randomBytes(SALT_LENGTH), sha256Hex),
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
    commitment: entry.seal?.commitment ?? null,
    salt: entry.seal?.salt ?? null,
  };
}
