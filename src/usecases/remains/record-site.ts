// Records a site from which remains come, with what is counted there so far.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readSite, type GivenSite } from '../../domain/remains/given-remains.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class RecordSite {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: GivenSite, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'record_remains');
    const { place, sharingLevel, count } = readSite(command);
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        if ((await room.places.find(place.code)) === null) throw invalidField('/place/code', 'a code of the gazetteer');
        const id = this.entropy.shownId();
        await room.sites.add({ id, place, sharingLevel }, actor, now);
        if (count !== null) await room.sites.addCount(id, count, actor, now);
        await room.audit.note({ action: 'site_recorded', subjectKind: 'site', subjectId: id });
        return { id };
      }),
    );
  }
}
