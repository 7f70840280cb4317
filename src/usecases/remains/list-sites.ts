// Lists the sites that the reader's organisation may see, newest record first.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import type { Site } from '../../domain/remains/remains-case.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

export interface ListSitesCommand {
  readonly knownAt?: number | undefined;
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface ListedSites {
  readonly sites: readonly Site[];
  readonly cursor: string | null;
}

const LISTED = 50;
const MOST_LISTED = 200;

@Injectable()
export class ListSites {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListSitesCommand): Promise<ListedSites> {
    requireAllowed(actor, 'read_remains');
    const { knownAt = null, cursor, limit = LISTED } = command;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    return this.database.transaction(actor, async (room) => {
      const after = cursor === undefined ? null : await positionOf(room, actor, cursor);
      const { sites, more } = await room.sites.list(actor, { knownAt, after, limit });
      await room.audit.note({ action: 'sites_listed', subjectKind: 'site', details: { listed: sites.length } });
      return { sites, cursor: more ? (sites.at(-1)?.id ?? null) : null };
    });
  }
}

/** A site that the reader may see: a cursor tells of no other. */
async function positionOf(room: Room, actor: Actor, cursor: string): Promise<string> {
  const position = isUuid(cursor) ? await room.sites.find(actor, cursor, null) : null;
  if (position === null) throw invalidField('/cursor', 'the cursor of the page before');
  return position.id;
}
