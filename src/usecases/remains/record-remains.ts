// Records a case of remains with what is estimated of it; it names nobody.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readRemains, type GivenRemains } from '../../domain/remains/given-remains.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class RecordRemains {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: GivenRemains, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'record_remains');
    const given = readRemains(command);
    const now = this.entropy.now();
    const { siteId, extent } = given;
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const site = siteId !== null && isUuid(siteId) ? await room.sites.find(actor, siteId, null) : null;
        if (siteId !== null && site === null) throw invalidField('/siteId', 'the id of a site');
        const id = this.entropy.shownId();
        await room.remains.add({ ...given, id }, actor, now);
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
