// Lists releases in every state for those who make them.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { ReleaseState } from '../../domain/statistics/release.js';
import { Database } from '../../persistence/database.js';

export interface ListedRelease {
  readonly number: number;
  readonly state: ReleaseState;
  readonly asOf: string;
  readonly base: number;
  readonly signatures: number;
}

@Injectable()
export class ListReleases {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor): Promise<ListedRelease[]> {
    requireAllowed(actor, 'list_releases');
    const releases = await this.database.snapshot(actor, (room) => room.releases.list(true));
    return releases.map(({ document, state, signedBy }) => ({
      number: document.number,
      state,
      asOf: document.asOf,
      base: document.base,
      signatures: signedBy.length,
    }));
  }
}
