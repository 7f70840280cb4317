// Gives anybody a published release, which holds published numbers and nothing else.

import { Injectable } from '@nestjs/common';
import { servicePrincipal } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { MEASURES } from '../../domain/statistics/measure.js';
import { Database } from '../../persistence/database.js';
import type { StoredRelease } from '../../persistence/releases/release.repository.js';

export type PublishedRelease = Pick<StoredRelease, 'document' | 'state' | 'publishedAt'>;

@Injectable()
export class ReadRelease {
  constructor(private readonly database: Database) {}

  /** The published or superseded release of this number. */
  async execute(number: number, requestId: string): Promise<PublishedRelease> {
    const release = await this.database.snapshot(servicePrincipal('api', requestId), (room) =>
      room.releases.findPublic(number),
    );
    if (release === null) throw notFound();
    return release;
  }

  /** The release that is published now, or null before the first. */
  async latest(requestId: string): Promise<PublishedRelease | null> {
    return this.database.snapshot(servicePrincipal('api', requestId), (room) =>
      room.releases.findLatest(MEASURES['whereabouts-status'].name),
    );
  }

  /** Every public release, newest first. */
  async list(requestId: string): Promise<PublishedRelease[]> {
    return this.database.snapshot(servicePrincipal('api', requestId), (room) => room.releases.list(false));
  }
}
