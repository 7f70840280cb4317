// Asks every organisation that feeds it whether a release may be split by party; nothing is counted by party before all have agreed.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireSplitAsCorrected, type SplitDimension } from '../../domain/statistics/release-split.js';
import { Database } from '../../persistence/database.js';
import { askFeeders } from '../../persistence/releases/split-agreement.js';
import type { Room } from '../../persistence/room.js';

export interface AskSplitCommand {
  readonly by: SplitDimension;
  /** A public release that is split so, where its correction is asked about. */
  readonly corrects?: number | null | undefined;
}

export interface AskedForSplit {
  readonly id: string;
  readonly by: SplitDimension;
  readonly corrects: number | null;
  /** How many organisations were asked; which ones is not told. */
  readonly asked: number;
}

@Injectable()
export class AskSplit {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** One that was asked for earlier and not used is replaced: its answers count for no release. */
  async execute(actor: Actor, command: AskSplitCommand, request: RequestKey | null): Promise<AskedForSplit> {
    requireAllowed(actor, 'prepare_release');
    const { by, corrects = null } = command;
    const [id, now] = [this.entropy.shownId(), this.entropy.now()];
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        await room.releases.lock();
        if (corrects !== null) await requireSplitSo(room, by, corrects);
        await room.releaseSplits.add({ id, by, corrects, askedBy: actor.userId, askedAt: now });
        const asked = await askFeeders(room, id, now);
        if (asked === 0)
          throw new DomainError(
            'nothing_to_publish',
            'The registry holds no record to count yet, so that nobody is to be asked.',
          );
        return { id, by, corrects, asked };
      }),
    );
  }
}

async function requireSplitSo(room: Room, by: SplitDimension, corrected: number): Promise<void> {
  const release = await room.releases.findPublic(corrected);
  if (release === null) throw notFound();
  requireSplitAsCorrected(by, release.document.split?.by);
}
