// Records that somebody disputes a release, which freezes publication for a while and takes nothing away.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { CorrectionReason } from '../../domain/statistics/release-correction.js';
import { Database } from '../../persistence/database.js';

export interface DisputeReleaseCommand {
  readonly release: number;
  readonly ground: CorrectionReason;
}

@Injectable()
export class DisputeRelease {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** In whatever state the release is. One that is disputed on this ground already is not disputed anew before that is settled. */
  async execute(
    actor: Actor,
    command: DisputeReleaseCommand,
    request: RequestKey | null = null,
  ): Promise<{ readonly id: string }> {
    requireAllowed(actor, 'dispute_release');
    const { release, ground } = command;
    const [id, recordedAt] = [this.entropy.shownId(), this.entropy.now()];
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, recordedAt, async () => {
        await room.releases.lock();
        if ((await room.releases.find(release)) === null) throw notFound();
        const known = await room.releaseDisputes.ofRelease(release);
        if (known.some((one) => one.settledAt === null && one.ground === ground))
          throw new DomainError('conflict', 'This release is disputed on that ground already.');
        await room.releaseDisputes.add({ id, release, ground, recordedBy: actor.userId, recordedAt });
        await room.audit.note({
          action: 'release_disputed',
          subjectKind: 'release',
          subjectId: String(release),
          details: { dispute: id, ground },
        });
        return { id };
      }),
    );
  }
}
