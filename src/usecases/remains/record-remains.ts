// Records a case of remains with what is estimated of it; it names nobody.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireEstimate, type RemainsCase } from '../../domain/remains/remains-case.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';

export type RecordRemainsCommand = Omit<RemainsCase, 'id' | 'organisationId' | 'organisationName' | 'recordedAt'>;

@Injectable()
export class RecordRemains {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: RecordRemainsCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'record_remains');
    requireEstimate(command);
    const now = this.entropy.now();
    const { siteId } = command;
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const site = siteId !== null && isUuid(siteId) ? await room.sites.find(actor, siteId, null) : null;
        if (siteId !== null && site === null) throw invalidField('/siteId', 'the id of a site');
        const id = this.entropy.shownId();
        await room.remains.add({ ...command, id }, actor, now);
        const { extent } = command;
        await room.audit.note({
          action: 'remains_recorded',
          subjectKind: 'remains_case',
          subjectId: id,
          details: { extent },
        });
        return { id };
      }),
    );
  }
}
