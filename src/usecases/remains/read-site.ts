// Reads one site with its counts.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import type { Site } from '../../domain/remains/remains-case.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';

export interface ReadSiteCommand {
  readonly id: string;
  readonly knownAt?: number | undefined;
}

@Injectable()
export class ReadSite {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ReadSiteCommand): Promise<Site> {
    requireAllowed(actor, 'read_remains');
    const { id, knownAt = null } = command;
    return this.database.transaction(actor, async (room) => {
      const site = isUuid(id) ? await room.sites.find(actor, id, knownAt) : null;
      if (site === null) throw notFound();
      await room.audit.note({ action: 'site_read', subjectKind: 'site', subjectId: id });
      return site;
    });
  }
}
