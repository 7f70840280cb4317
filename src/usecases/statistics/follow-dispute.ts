// What is done about a dispute of a release: the identity of whoever disputes is checked, and the dispute is settled.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { ReleaseDispute } from '../../domain/statistics/release-dispute.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

export interface NamedDispute {
  readonly release: number;
  readonly id: string;
}

@Injectable()
export class FollowDispute {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** From here on publication is frozen until the dispute is settled. Who it is, and how it was checked, is not kept here. */
  async checkIdentity(actor: Actor, named: NamedDispute, request: RequestKey | null = null): Promise<NamedDispute> {
    requireAllowed(actor, 'dispute_release');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const dispute = await openDispute(room, named);
        if (dispute.checkedAt !== null) throw new DomainError('conflict', 'The identity was checked already.');
        await room.releaseDisputes.addStep(dispute.id, 'identity_checked', actor.userId, now);
        await note(room, 'release_dispute_checked', dispute);
        return named;
      }),
    );
  }

  /** By somebody else than whoever recorded it: it ends the freeze. What was wrong is mended by a correction. */
  async settle(actor: Actor, named: NamedDispute, request: RequestKey | null = null): Promise<NamedDispute> {
    requireAllowed(actor, 'settle_dispute');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const dispute = await openDispute(room, named);
        if (dispute.recordedBy === actor.userId)
          throw new DomainError('second_person_needed', 'You recorded this dispute; somebody else settles it.');
        await room.releaseDisputes.addStep(dispute.id, 'settled', actor.userId, now);
        await note(room, 'release_dispute_settled', dispute);
        return named;
      }),
    );
  }
}

async function openDispute(room: Room, { release, id }: NamedDispute): Promise<ReleaseDispute> {
  await room.releases.lock();
  const dispute = (await room.releaseDisputes.ofRelease(release)).find((one) => one.id === id);
  if (dispute === undefined) throw notFound();
  if (dispute.settledAt !== null) throw new DomainError('conflict', 'This dispute is settled.');
  return dispute;
}

async function note(
  room: Room,
  action: 'release_dispute_checked' | 'release_dispute_settled',
  { id, release }: ReleaseDispute,
): Promise<void> {
  await room.audit.note({ action, subjectKind: 'release', subjectId: String(release), details: { dispute: id } });
}
