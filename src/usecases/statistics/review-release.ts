// Shows a release in any state to those who make releases, so that nobody signs what they have not read.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import type { ReleaseAuditNote } from '../../domain/statistics/release-audit.js';
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
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
}

@Injectable()
export class ReviewRelease {
  constructor(private readonly database: Database) {}

  /** Published numbers alone: the true counts are not kept with a release. */
  async execute(actor: Actor, number: number): Promise<ReviewedRelease> {
    requireAllowed(actor, 'list_releases');
    const release = await this.database.snapshot(actor, (room) => room.releases.find(number));
    if (release === null) throw notFound();
    const { document, auditNote, state, signedBy } = release;
    return { document, auditNote, state, signatures: signedBy.length, signedByActor: signedBy.includes(actor.userId) };
  }
}
