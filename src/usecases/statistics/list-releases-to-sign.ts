// Lists the releases that wait for the actor's signature: what stands among the tasks of whoever signs.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Database } from '../../persistence/database.js';
import type { UnsignedRelease } from '../../persistence/releases/release.repository.js';

export type { UnsignedRelease };

/** The newest; more than a few means that releases are prepared and left. */
const MOST_LISTED = 50;

@Injectable()
export class ListReleasesToSign {
  constructor(private readonly database: Database) {}

  /** Newest first. Read from the releases themselves, so that one that was signed or can no longer be published is not among them. */
  async execute(actor: Actor): Promise<readonly UnsignedRelease[]> {
    requireAllowed(actor, 'sign_release');
    return this.database.snapshot(actor, (room) => room.releases.unsignedBy(actor.userId, MOST_LISTED));
  }
}
