// Lists releases in every state for those who make them.

import { Injectable } from '@nestjs/common';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { readPageLimit } from '../../domain/page-limit.js';
import { readReleaseCursor } from '../../domain/statistics/release-cursor.js';
import { MEASURES } from '../../domain/statistics/measure.js';
import type { StandingRefusal } from '../../domain/statistics/release-refusal.js';
import type { ReleaseState } from '../../domain/statistics/release.js';
import { Database } from '../../persistence/database.js';

export interface ListedRelease {
  readonly number: number;
  readonly state: ReleaseState;
  readonly asOf: string;
  readonly base: number;
  readonly signatures: number;
  /** Whether the actor may sign it and has not. */
  readonly waitsForActor: boolean;
}

export interface ListReleasesCommand {
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to 200. */
  readonly limit?: number | undefined;
}

export interface ListReleasesAnswer {
  /** Newest first. */
  readonly releases: readonly ListedRelease[];
  /** Null on the last page. */
  readonly cursor: string | null;
  /** The newest refusal of a release without parties, unless a release was prepared since. */
  readonly refused: StandingRefusal | null;
}

@Injectable()
export class ListReleases {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListReleasesCommand = {}): Promise<ListReleasesAnswer> {
    requireAllowed(actor, 'list_releases');
    const page = { before: readReleaseCursor(command.cursor), limit: readPageLimit(command.limit) };
    const { releases, more, refusal } = await this.database.snapshot(actor, async (room) => ({
      ...(await room.releases.list(true, page)),
      refusal: await room.releaseRefusals.standing(MEASURES['whereabouts-status'].name),
    }));
    const maySign = allowed(actor, 'sign_release');
    const last = releases.at(-1);
    return {
      releases: releases.map(({ document, state, signedBy }) => ({
        number: document.number,
        state,
        asOf: document.asOf,
        base: document.base,
        signatures: signedBy.length,
        waitsForActor: state === 'audited' && maySign && !signedBy.includes(actor.userId),
      })),
      cursor: more && last !== undefined ? String(last.document.number) : null,
      refused: refusal === null ? null : { reason: refusal.reason, at: refusal.at, month: refusal.month },
    };
  }
}
