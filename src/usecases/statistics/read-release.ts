// Gives anybody a published release, which holds published numbers and nothing else.

import { Injectable } from '@nestjs/common';
import { servicePrincipal } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { readPageLimit } from '../../domain/page-limit.js';
import { MEASURES } from '../../domain/statistics/measure.js';
import { releaseChanges, type ReleaseChanges } from '../../domain/statistics/release-changes.js';
import { readReleaseCursor } from '../../domain/statistics/release-cursor.js';
import { Database } from '../../persistence/database.js';
import type { StoredRelease } from '../../persistence/releases/release.repository.js';

export type PublishedRelease = Pick<StoredRelease, 'document' | 'state' | 'publishedAt' | 'correctedBy'>;

export interface PublicReleasesCommand {
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to 200. */
  readonly limit?: number | undefined;
}

export interface PublicReleases {
  readonly releases: readonly PublishedRelease[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

/** Changes that are kept, some 500 bytes each. */
const MOST_KEPT = 256;

@Injectable()
export class ReadRelease {
  /** Neither a public release nor the one before it ever changes, and none comes between them. */
  private readonly kept = new Map<number, ReleaseChanges | null>();

  constructor(private readonly database: Database) {}

  /** The published or superseded release of this number. */
  async execute(number: number, requestId: string): Promise<PublishedRelease> {
    const release = await this.database.snapshot(servicePrincipal('api', requestId), (room) =>
      room.releases.findPublic(number),
    );
    if (release === null) throw notFound();
    return release;
  }

  /** What changed since the public release before it; null of the first of its kind. */
  async changes(number: number, requestId: string): Promise<ReleaseChanges | null> {
    const kept = this.kept.get(number);
    if (kept !== undefined) return kept;
    const found = await this.database.snapshot(servicePrincipal('api', requestId), async (room) => {
      const release = await room.releases.findPublic(number);
      if (release === null) throw notFound();
      const before = await room.releases.findBefore(release.document);
      return before === null ? null : releaseChanges(before, release.document);
    });
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    this.kept.set(number, found);
    return found;
  }

  /** The release that is published now, or null before the first. */
  async latest(requestId: string): Promise<PublishedRelease | null> {
    return this.database.snapshot(servicePrincipal('api', requestId), (room) =>
      room.releases.findLatest(MEASURES['whereabouts-status'].name),
    );
  }

  /** The public releases, newest first, a page at a time. */
  async list(requestId: string, command: PublicReleasesCommand = {}): Promise<PublicReleases> {
    const page = { before: readReleaseCursor(command.cursor), limit: readPageLimit(command.limit) };
    const { releases, more } = await this.database.snapshot(servicePrincipal('api', requestId), (room) =>
      room.releases.list(false, page),
    );
    const last = releases.at(-1);
    return { releases, cursor: more && last !== undefined ? String(last.document.number) : null };
  }
}
