// Shows a release in any state to those who make releases, so that nobody signs what they have not read.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { ReleaseAuditNote } from '../../domain/statistics/release-audit.js';
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import { freezeOn, type Freeze, type ReleaseDispute } from '../../domain/statistics/release-dispute.js';
import type { ReleaseState } from '../../domain/statistics/release.js';
import { Database } from '../../persistence/database.js';

export interface ReviewedRelease {
  readonly document: ReleaseDocument;
  /** Null of a release of a version that did not attack its releases. */
  readonly auditNote: ReleaseAuditNote | null;
  readonly state: ReleaseState;
  readonly signatures: number;
  /** Whether the actor's own signature is among them. */
  readonly signedByActor: boolean;
  /** Oldest first. */
  readonly disputes: readonly ReleaseDispute[];
  /** What keeps it from being published now. */
  readonly freeze: Freeze | null;
}

@Injectable()
export class ReviewRelease {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Published numbers alone: the true counts are not kept with a release. */
  async execute(actor: Actor, number: number): Promise<ReviewedRelease> {
    requireAllowed(actor, 'list_releases');
    return this.database.snapshot(actor, async (room) => {
      const release = await room.releases.find(number);
      if (release === null) throw notFound();
      const { document, auditNote, state, signedBy } = release;
      const open = await room.releaseDisputes.openUpTo(number);
      return {
        document,
        auditNote,
        state,
        signatures: signedBy.length,
        signedByActor: signedBy.includes(actor.userId),
        disputes: await room.releaseDisputes.ofRelease(number),
        freeze: freezeOn({ number, corrects: document.corrects?.release }, open, this.entropy.now()),
      };
    });
  }
}
