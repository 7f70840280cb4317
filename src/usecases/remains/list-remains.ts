// Lists the cases of remains that the reader's organisation may see, newest record first.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import type { RemainsCase, Site } from '../../domain/remains/remains-case.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

export interface ListRemainsCommand {
  readonly siteId?: string | undefined;
  readonly knownAt?: number | undefined;
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface ListedRemains {
  readonly cases: readonly RemainsCase[];
  /** By id: those from which they come, as far as the reader may see them. */
  readonly sites: ReadonlyMap<string, Site>;
  readonly cursor: string | null;
}

const LISTED = 50;
const MOST_LISTED = 200;

@Injectable()
export class ListRemains {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListRemainsCommand): Promise<ListedRemains> {
    requireAllowed(actor, 'read_remains');
    const { siteId = null, knownAt = null, cursor, limit = LISTED } = command;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    if (siteId !== null && !isUuid(siteId)) throw invalidField('/site', 'the id of a site');
    return this.database.transaction(actor, async (room) => {
      if (siteId !== null && (await room.sites.find(actor, siteId, null)) === null)
        throw invalidField('/site', 'the id of a site');
      const after = cursor === undefined ? null : await positionOf(room, actor, cursor);
      const { cases, more } = await room.remains.list(actor, { siteId, knownAt, after, limit });
      await room.audit.note({
        action: 'remains_listed',
        subjectKind: 'remains_case',
        details: { listed: cases.length },
      });
      const named = [...new Set(cases.flatMap((one) => one.siteId ?? []))];
      const sites = await room.sites.findAll(actor, named, knownAt);
      return { cases, sites, cursor: more ? (cases.at(-1)?.id ?? null) : null };
    });
  }
}

/** A case that the reader may see: a cursor tells of no other. */
async function positionOf(room: Room, actor: Actor, cursor: string): Promise<string> {
  const position = isUuid(cursor) ? await room.remains.find(actor, cursor, null) : null;
  if (position === null) throw invalidField('/cursor', 'the cursor of the page before');
  return position.id;
}
