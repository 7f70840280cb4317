// Shows an auditor the signed checkpoints of the log, newest first, and the keys that they are checked by.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { KeyRecord } from '../../domain/audit/checkpoint.js';
import { invalidField } from '../../domain/domain-error.js';
import type { StoredCheckpoint } from '../../persistence/audit/checkpoint.repository.js';
import { Database } from '../../persistence/database.js';

const CHECKPOINT_PAGE_LIMIT = 200;

export interface ListCheckpointsCommand {
  /** As given with the page before, or null for the newest checkpoints. */
  readonly cursor: string | null;
  /** 1 to 200. */
  readonly limit: number;
}

export interface CheckpointsPage {
  readonly checkpoints: readonly StoredCheckpoint[];
  /** All there are, in the order in which they signed. */
  readonly keys: readonly KeyRecord[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

@Injectable()
export class ListCheckpoints {
  constructor(private readonly database: Database) {}

  /** The reading is an entry of the log itself. */
  async execute(actor: Actor, command: ListCheckpointsCommand): Promise<CheckpointsPage> {
    requireAllowed(actor, 'read_audit');
    const { cursor, limit } = command;
    if (!Number.isInteger(limit) || limit < 1 || limit > CHECKPOINT_PAGE_LIMIT) {
      throw invalidField('/limit', `a whole number from 1 to ${CHECKPOINT_PAGE_LIMIT}`);
    }
    if (cursor !== null && !/^[1-9]\d{0,14}$/.test(cursor)) {
      throw invalidField('/cursor', 'the nextCursor of the page before');
    }
    return this.database.transaction(actor, async (room) => {
      const found = await room.checkpoints.list(cursor === null ? null : Number(cursor), limit + 1);
      const checkpoints = found.slice(0, limit);
      const last = checkpoints.at(-1);
      await room.audit.note({
        action: 'audit_read',
        subjectKind: 'audit',
        details: { checkpoints: checkpoints.length },
      });
      return {
        checkpoints,
        keys: await room.checkpoints.keys(),
        nextCursor: found.length > limit && last !== undefined ? String(last.size) : null,
      };
    });
  }
}
