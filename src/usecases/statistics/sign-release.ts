// Puts one person's signature on a release; the second, by another person, makes it ready for publication.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { advanceRelease, type ReleaseState } from '../../domain/statistics/release.js';
import { Database } from '../../persistence/database.js';
import { askLateFeeders, requireReleaseAgreed, splitOfRelease } from '../../persistence/releases/split-agreement.js';

export interface SignedRelease {
  readonly number: number;
  readonly state: ReleaseState;
  readonly signatures: number;
}

@Injectable()
export class SignRelease {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, number: number, request: RequestKey | null = null): Promise<SignedRelease> {
    requireAllowed(actor, 'sign_release');
    const now = this.entropy.now();
    await askLateFeeders(this.database, actor, { request, now }, (room) => splitOfRelease(room, number));
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        await room.releases.lock();
        const release = await room.releases.find(number);
        if (release === null) throw notFound();
        const next = advanceRelease(release, 'sign', actor);
        await requireReleaseAgreed(room, number);
        await room.releases.addSignature(number, actor.userId, now);
        await room.releases.setState(number, next.state);
        await room.audit.note({
          action: 'release_signed',
          subjectKind: 'release',
          subjectId: String(number),
          details: { state: next.state },
        });
        return { number, state: next.state, signatures: next.signedBy.length };
      }),
    );
  }
}
