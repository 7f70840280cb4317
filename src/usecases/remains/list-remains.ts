// Lists the cases of remains that the reader's organisation may see, newest record first.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import type { RemainsCase, Site } from '../../domain/remains/remains-case.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';

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
    const { siteId = null, knownAt = null, cursor: after = null, limit = LISTED } = command;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    if (after !== null && !isUuid(after)) throw invalidField('/cursor', 'the cursor of the page before');
    if (siteId !== null && !isUuid(siteId)) throw invalidField('/site', 'the id of a site');
    return this.database.transaction(actor, async (room) => {
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
