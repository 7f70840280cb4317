// Sets, moves or takes away the date until which an identity is kept; from there on the clock warns, closes and erases.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireVersion } from '../../domain/access/entity-version.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { erasureNotPromised } from '../../domain/identity/erasure.js';
import { readRetentionReason, readUntil } from '../../domain/retention/retention-days.js';
import { standingAfter } from '../../domain/retention/standing-retention.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { getRetentionForWriting } from '../../persistence/retention/get-kept-person.js';
import { settleRetentionTasks } from '../../persistence/retention/retention-tasks.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface SetRetentionCommand {
  readonly pseudonym: string;
  /** `YYYY-MM-DD`; null keeps the identity without a date. */
  readonly until: string | null;
  readonly reason: string;
  /** Versions that the request allows, as they were answered. */
  readonly ifVersion: readonly number[] | null;
}

export interface ChangedRetention {
  readonly pseudonym: string;
  readonly until: string | null;
  readonly version: number;
}

@Injectable()
export class SetRetention {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** Throws `identity_erased`, `erasure_not_promised`, and `conflict` where the identity is closed: it is opened first. */
  async execute(actor: Actor, command: SetRetentionCommand, request: RequestKey | null): Promise<ChangedRetention> {
    requireAllowed(actor, 'set_retention');
    const now = this.entropy.now();
    const until = readUntil(command.until, now);
    const given = readRetentionReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { person, kept, steps } = await getRetentionForWriting(room, actor, command.pseudonym);
        const before = standingAfter(steps);
        requireVersion(before.version, command.ifVersion);
        if (before.closedOn !== null)
          throw new DomainError(
            'conflict',
            'This identity is closed. Open it again, and say then until when it is kept.',
          );
        // A date is a promise to erase.
        if (until !== null && !this.vault.promisesErasure) throw erasureNotPromised();
        const { reason, settle } = await lookThroughReason(room, actor, given, [person.id]);
        const step = until === null ? 'lifted' : 'set';
        const { userId } = actor;
        const taken = { step, until, cause: null, reason, userId, at: now } as const;
        const { version } = await room.identityRetention.take(kept, steps, taken);
        await settleRetentionTasks(room, kept, { userId, at: now });
        await room.audit.note({
          action: until === null ? 'retention_lifted' : 'retention_set',
          subjectKind: 'person',
          subjectId: person.pseudonym,
          personId: person.id,
          details: { until, before: before.until },
        });
        await settle();
        return { pseudonym: person.pseudonym, until, version };
      }),
    );
  }
}
