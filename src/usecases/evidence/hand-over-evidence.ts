// Adds a link to an item's chain of custody: who handed it to whom, and when; nothing in the chain is ever altered.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireHandOver, type GivenHandOver } from '../../domain/evidence/read-evidence.js';
import { Database } from '../../persistence/database.js';
import { getOwnEvidence } from '../../persistence/evidence/get-visible-evidence.js';
import { requireKnown } from '../../persistence/exchanges/require-known.js';

export interface HandOverEvidenceCommand extends GivenHandOver {
  readonly code: string;
}

@Injectable()
export class HandOverEvidence {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: HandOverEvidenceCommand, request: RequestKey | null): Promise<{ code: string }> {
    requireAllowed(actor, 'record_evidence');
    const now = this.entropy.now();
    const entry = requireHandOver(command, now);
    const organisations = (['from', 'to'] as const).flatMap((end) => {
      const keeper = entry[end];
      return 'organisationId' in keeper ? [{ pointer: `/${end}`, value: keeper.organisationId }] : [];
    });
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const item = await getOwnEvidence(room, actor, command.code);
        await requireKnown(room, { organisations });
        await room.evidence.addCustody(item.id, entry, actor, now);
        await room.audit.note({ action: 'evidence_handed_over', subjectKind: 'evidence', subjectId: item.code });
        return { code: item.code };
      }),
    );
  }
}
