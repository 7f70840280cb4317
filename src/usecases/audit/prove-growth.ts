// Proves to an auditor, or to a witness, that the log of an earlier checkpoint is the beginning of that of a later one.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { KeyRecord } from '../../domain/audit/checkpoint.js';
import { consistencyRanges, joinSubtrees } from '../../domain/audit/merkle-tree.js';
import { invalidField, notFound } from '../../domain/domain-error.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { Database } from '../../persistence/database.js';

export interface ProveGrowthCommand {
  /** Size of the earlier checkpoint. */
  readonly from: number | null;
  /** Of the later one; null for the newest. */
  readonly size: number | null;
}

export interface GrowthProof {
  readonly from: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  /** The later checkpoint: the signed note. */
  readonly checkpoint: string;
  readonly keys: readonly KeyRecord[];
}

@Injectable()
export class ProveGrowth {
  constructor(private readonly database: Database) {}

  /** Only sizes of checkpoints are found. */
  async execute(actor: Actor, command: ProveGrowthCommand): Promise<GrowthProof> {
    requireAllowed(actor, 'read_audit');
    const { from, size } = command;
    if (from === null) throw invalidField('/from', 'the size of a checkpoint, where no entry is given');
    return this.database.transaction(actor, async (room) => {
      const earlier = await room.checkpoints.find(from);
      const later = size === null ? await room.checkpoints.newest() : await room.checkpoints.find(size);
      if (earlier === null || later === null) throw notFound();
      if (earlier.size > later.size) throw invalidField('/from', 'a size that is not above the other');
      const found = await room.logTree.subtrees(consistencyRanges(earlier.size, later.size));
      if (found === null) throw notFound();
      await room.audit.note({
        action: 'audit_read',
        subjectKind: 'audit',
        details: { proved: 'growth', size: later.size },
      });
      return {
        from,
        size: later.size,
        proof: found.map((hashes) => joinSubtrees(hashes, sha256)),
        checkpoint: later.note,
        keys: await room.checkpoints.keys(),
      };
    });
  }
}
