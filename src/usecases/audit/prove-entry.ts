// Proves to an auditor that an entry of their own organisation is in the log that a checkpoint states.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { inclusionRanges, joinSubtrees } from '../../domain/audit/merkle-tree.js';
import { invalidField, notFound } from '../../domain/domain-error.js';
import { isUuid } from '../../domain/uuid.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { Database } from '../../persistence/database.js';

export interface ProveEntryCommand {
  readonly entryId: string;
  /** Of a checkpoint; null for the newest one. */
  readonly size: number | null;
}

export interface EntryProof {
  /** From 0. */
  readonly index: number;
  readonly size: number;
  /** The hash of the entry as a leaf. */
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
}

@Injectable()
export class ProveEntry {
  constructor(private readonly database: Database) {}

  /** Entries of other organisations are not found, and neither are those that the checkpoint does not reach. */
  async execute(actor: Actor, command: ProveEntryCommand): Promise<EntryProof> {
    requireAllowed(actor, 'read_audit');
    const { entryId, size } = command;
    if (!isUuid(entryId)) throw invalidField('/entry', 'the id of an entry');
    return this.database.transaction(actor, async (room) => {
      const checkpoint = size === null ? await room.checkpoints.newest() : await room.checkpoints.find(size);
      const sequence = await room.seals.findSequence(entryId, actor.organisationId);
      if (checkpoint === null || sequence === null || sequence > checkpoint.size) throw notFound();
      const index = sequence - 1;
      const own = { from: index, to: sequence };
      const found = await room.logTree.subtrees([own, ...inclusionRanges(index, checkpoint.size)]);
      if (found === null) throw notFound();
      const [leaf = new Uint8Array(0), ...proof] = found.map((hashes) => joinSubtrees(hashes, sha256));
      await room.audit.note({
        action: 'audit_read',
        subjectKind: 'audit',
        details: { proved: 'entry', size: checkpoint.size },
      });
      return { index, size: checkpoint.size, leaf, proof, checkpoint: checkpoint.note };
    });
  }
}
