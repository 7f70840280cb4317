// Lists whose identities the reader's organisation keeps until a date, the nearest first, and the rule by which it gives dates.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { retentionState, type RetentionState } from '../../domain/retention/shown-retention.js';
import {
  retentionDays,
  type RetentionDays,
  type RetentionObstacle,
} from '../../domain/retention/standing-retention.js';
import { Database } from '../../persistence/database.js';

export interface DatedIdentity extends RetentionDays {
  readonly pseudonym: string;
  readonly state: RetentionState;
  readonly until: string | null;
  readonly putOff: RetentionObstacle | null;
}

export interface ListedRetention {
  readonly dated: readonly DatedIdentity[];
  /** Whether more have a date than are listed. */
  readonly more: boolean;
  /** By which new persons are given a date; null where they are given none. */
  readonly months: number | null;
}

const MOST_LISTED = 200;

@Injectable()
export class ListRetention {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor): Promise<ListedRetention> {
    requireAllowed(actor, 'read_retention');
    return this.database.transaction(actor, async (room) => {
      const found = await room.identityRetention.dated(actor, MOST_LISTED + 1);
      const listed = found.slice(0, MOST_LISTED);
      const ids = listed.map(({ personId }) => personId);
      const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, ids);
      const months = await room.identityRetention.monthsOf(actor.organisationId);
      await room.audit.note({
        action: 'retention_listed',
        subjectKind: 'person',
        details: { listed: listed.length },
      });
      const dated = listed.map(({ personId, ...standing }) => ({
        pseudonym: pseudonyms.get(personId) ?? '',
        state: retentionState(standing),
        until: standing.until,
        putOff: standing.putOff,
        ...retentionDays(standing),
      }));
      return { dated, more: found.length > MOST_LISTED, months };
    });
  }
}
