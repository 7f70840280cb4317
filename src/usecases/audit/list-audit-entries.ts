// Shows an auditor what the users of their own organisation did, without showing about whom.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { auditorView, type AuditorEntry } from '../../domain/audit/auditor-view.js';
import type { AuditAction } from '../../domain/audit/audit-entry.js';
import { invalidField } from '../../domain/domain-error.js';
import { Database } from '../../persistence/database.js';

const AUDIT_PAGE_LIMIT = 200;

export interface ListAuditEntriesCommand {
  /** As given with the page before, or null for the newest entries. */
  readonly cursor: string | null;
  /** 1 to 200. */
  readonly limit: number;
  readonly action: AuditAction | null;
}

export interface AuditEntriesPage {
  readonly entries: readonly AuditorEntry[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

@Injectable()
export class ListAuditEntries {
  constructor(private readonly database: Database) {}

  /** The reading is an entry itself, and shows on the next reading. */
  async execute(actor: Actor, command: ListAuditEntriesCommand): Promise<AuditEntriesPage> {
    requireAllowed(actor, 'read_audit');
    const { action, limit } = command;
    if (!Number.isInteger(limit) || limit < 1 || limit > AUDIT_PAGE_LIMIT) {
      throw invalidField('/limit', `a whole number from 1 to ${AUDIT_PAGE_LIMIT}`);
    }
    const before = command.cursor === null ? null : readCursor(command.cursor);
    return this.database.transaction(actor, async (room) => {
      const found = await room.audit.list({ organisationId: actor.organisationId, before, action, limit: limit + 1 });
      const entries = found.slice(0, limit).map(auditorView);
      const last = entries.at(-1);
      await room.audit.note({
        action: 'audit_read',
        subjectKind: 'audit',
        details: { entries: entries.length, action },
      });
      return { entries, nextCursor: found.length > limit && last !== undefined ? cursorAfter(last.id) : null };
    });
  }
}

function cursorAfter(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

function readCursor(cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== 16 || bytes.toString('base64url') !== cursor) {
    throw invalidField('/cursor', 'the nextCursor of the page before');
  }
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
