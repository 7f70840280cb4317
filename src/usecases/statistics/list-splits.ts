// Lists the splits of releases that were asked for, to those who make and sign releases: how many agree, and no name.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { ReleaseRefusal } from '../../domain/statistics/release-refusal.js';
import { splitProgress, type SplitProgress } from '../../domain/statistics/release-split.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';
import type { StoredSplit } from '../../persistence/releases/release-split.repository.js';

export interface ListedSplit extends StoredSplit, SplitProgress {
  /** Why its release was refused the last time it was tried; null where it was not, or was prepared since. */
  readonly refused: ReleaseRefusal | null;
}

const MOST_LISTED = 20;

@Injectable()
export class ListSplits {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async execute(actor: Actor): Promise<readonly ListedSplit[]> {
    requireAllowed(actor, 'list_releases');
    return this.database.snapshot(actor, (room) => listed(room), 'registry');
  }
}

async function listed(room: Room): Promise<readonly ListedSplit[]> {
  const splits: ListedSplit[] = [];
  for (const split of await room.releaseSplits.newest(MOST_LISTED)) {
    const progress = splitProgress(await room.releaseSplits.requestsOf(split.id));
    const refused = split.release === null ? await room.releaseRefusals.ofSplit(split.id) : null;
    splits.push({ ...split, ...progress, refused });
  }
  return splits;
}
