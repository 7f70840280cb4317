// Says after how many months the identities of persons whom the actor's organisation registers from now on are closed; dates that stand stay.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { erasureNotPromised } from '../../domain/identity/erasure.js';
import { readMonths } from '../../domain/retention/retention-days.js';
import { Database } from '../../persistence/database.js';
import { IdentityVault } from '../../vault/identity-vault.js';

@Injectable()
export class SetRetentionRule {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** Null gives new persons no date. Throws `erasure_not_promised`. */
  async execute(
    actor: Actor,
    command: { readonly months: number | null },
    request: RequestKey | null,
  ): Promise<{ months: number | null }> {
    requireAllowed(actor, 'set_retention_rule');
    const now = this.entropy.now();
    const months = readMonths(command.months);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        if (months !== null && !this.vault.promisesErasure) throw erasureNotPromised();
        await room.identityRetention.setRule(actor, months, now);
        await room.audit.note({
          action: 'retention_rule_set',
          subjectKind: 'organisation',
          subjectId: actor.organisationId,
          details: { months },
        });
        return { months };
      }),
    );
  }
}
