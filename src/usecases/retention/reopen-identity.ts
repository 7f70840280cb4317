// Opens an identity again that its date of retention has closed, before it is erased, and says until when it is kept from now on.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readRetentionReason, readUntil } from '../../domain/retention/retention-days.js';
import { standingAfter } from '../../domain/retention/standing-retention.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { getRetentionForWriting } from '../../persistence/retention/get-kept-person.js';
import { settleRetentionTasks } from '../../persistence/retention/retention-tasks.js';

export interface ReopenIdentityCommand {
  readonly pseudonym: string;
  /** `YYYY-MM-DD`; null keeps the identity without a date. */
  readonly until: string | null;
  readonly reason: string;
}

export interface ReopenedIdentity {
  readonly pseudonym: string;
  readonly until: string | null;
  readonly version: number;
}

@Injectable()
export class ReopenIdentity {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Throws `identity_erased` once it is too late, and `conflict` where nothing is closed. */
  async execute(actor: Actor, command: ReopenIdentityCommand, request: RequestKey | null): Promise<ReopenedIdentity> {
    requireAllowed(actor, 'set_retention');
    const now = this.entropy.now();
    const until = readUntil(command.until, now);
    const given = readRetentionReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { person, kept, steps } = await getRetentionForWriting(room, actor, command.pseudonym);
        if (standingAfter(steps).closedOn === null) throw new DomainError('conflict', 'This identity is not closed.');
        const { reason, settle } = await lookThroughReason(room, actor, given, [person.id]);
        const { userId } = actor;
        const taken = { step: 'reopened', until, cause: null, reason, userId, at: now } as const;
        const { version } = await room.identityRetention.take(kept, steps, taken);
        await room.persons.markClosed(person.id, null);
        await settleRetentionTasks(room, kept, { userId, at: now });
        await room.audit.note({
          action: 'identity_reopened',
          subjectKind: 'person',
          subjectId: person.pseudonym,
          personId: person.id,
          details: { until },
        });
        await settle();
        return { pseudonym: person.pseudonym, until, version };
      }),
    );
  }
}
