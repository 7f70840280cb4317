// Lists the releases that wait for the actor's signature, and says where the month's was refused: what stands among the tasks of whoever signs.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { MEASURES } from '../../domain/statistics/measure.js';
import type { StandingRefusal } from '../../domain/statistics/release-refusal.js';
import { Database } from '../../persistence/database.js';
import type { UnsignedRelease } from '../../persistence/releases/release.repository.js';

export type { UnsignedRelease };

export interface ReleaseTasks {
  /** Newest first. */
  readonly releases: readonly UnsignedRelease[];
  /** Of the month's release, which then waits for nobody's signature; null once one was prepared. One, however often the service has tried. */
  readonly refused: StandingRefusal | null;
}

/** The newest; more than a few means that releases are prepared and left. */
const MOST_LISTED = 50;

@Injectable()
export class ListReleasesToSign {
  constructor(private readonly database: Database) {}

  /** Read from the releases themselves, so that one that was signed or can no longer be published is not among them. */
  async execute(actor: Actor): Promise<ReleaseTasks> {
    requireAllowed(actor, 'sign_release');
    const { releases, refusal } = await this.database.snapshot(actor, async (room) => ({
      releases: await room.releases.unsignedBy(actor.userId, MOST_LISTED),
      refusal: await room.releaseRefusals.standing(MEASURES['whereabouts-status'].name),
    }));
    if (refusal === null || refusal.month === null) return { releases, refused: null };
    return { releases, refused: { reason: refusal.reason, at: refusal.at, month: refusal.month } };
  }
}
