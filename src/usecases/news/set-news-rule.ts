// Says whether news of the persons whom the actor's organisation registered is verified before others are told; what waits goes on waiting.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class SetNewsRule {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: { readonly verifiedFirst: boolean },
    request: RequestKey | null,
  ): Promise<{ verifiedFirst: boolean }> {
    requireAllowed(actor, 'set_news_rule');
    const now = this.entropy.now();
    const { verifiedFirst } = command;
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        await room.embargoes.setRule(actor, verifiedFirst, now);
        await room.audit.note({
          action: 'news_rule_set',
          subjectKind: 'organisation',
          subjectId: actor.organisationId,
          details: { verifiedFirst },
        });
        return { verifiedFirst };
      }),
    );
  }
}
