// Lists the splits of releases that the actor's organisation was asked to agree to, with its own answers and nobody else's.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { Database } from '../../persistence/database.js';
import type { AskedSplit } from '../../persistence/releases/release-split.repository.js';

export type { AskedSplit };

/** The newest; older ones are replaced or published. */
const MOST_LISTED = 50;

@Injectable()
export class ListAskedSplits {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async execute(actor: Actor): Promise<readonly AskedSplit[]> {
    requireAllowed(actor, 'answer_split');
    return this.database.snapshot(actor, (room) => room.releaseSplits.askedOf(actor.organisationId, MOST_LISTED));
  }

  async one(actor: Actor, id: string): Promise<AskedSplit> {
    requireAllowed(actor, 'answer_split');
    const split = await this.database.snapshot(actor, (room) => room.releaseSplits.findAsked(id, actor.organisationId));
    if (split === null) throw notFound();
    return split;
  }
}
