// Adds a newer count to a site of the actor's own organisation; the counts before it stay on record.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readCount, type GivenCount } from '../../domain/remains/given-remains.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';

export interface CountSiteCommand {
  readonly siteId: string;
  readonly count: GivenCount;
}

@Injectable()
export class CountSite {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: CountSiteCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'record_remains');
    const count = readCount(command.count);
    const now = this.entropy.now();
    const { siteId: id } = command;
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const site = isUuid(id) ? await room.sites.find(actor, id, null) : null;
        if (site === null) throw notFound();
        if (site.organisationId !== actor.organisationId)
          throw new DomainError('forbidden', 'A site is counted by the organisation that recorded it.');
        await room.sites.addCount(id, count, actor, now);
        await room.audit.note({ action: 'site_counted', subjectKind: 'site', subjectId: id });
        return { id };
      }),
    );
  }
}
