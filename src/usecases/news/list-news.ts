// Lists what waits at the reader's organisation to be verified before others are told.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { StandingEmbargo } from '../../domain/news/embargo-order.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface ListNewsCommand {
  /** Of one person alone. */
  readonly pseudonym?: string | undefined;
}

export interface WaitingNews extends Pick<StandingEmbargo, 'statementId' | 'ground' | 'kind' | 'recordedAt'> {
  readonly pseudonym: string;
  /** Whether the reader may verify it: whoever recorded it may not. */
  readonly byReader: boolean;
}

export interface ListedNews {
  /** Oldest first. */
  readonly waiting: readonly WaitingNews[];
  /** Whether more waits than is listed. */
  readonly more: boolean;
  /** Whether the organisation has its news verified first. */
  readonly verifiedFirst: boolean;
}

const LISTED = 200;

@Injectable()
export class ListNews {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListNewsCommand): Promise<ListedNews> {
    requireAllowed(actor, 'read_news');
    return this.database.transaction(actor, async (room) => {
      const person = command.pseudonym === undefined ? null : await getVisiblePerson(room, actor, command.pseudonym);
      const found = await room.embargoes.waiting(actor, person?.id ?? null, LISTED + 1);
      const waiting = found.slice(0, LISTED);
      const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, [
        ...new Set(waiting.map(({ personId }) => personId)),
      ]);
      await room.audit.note({ action: 'news_listed', subjectKind: 'statement', details: { listed: waiting.length } });
      return {
        waiting: waiting.map(({ statementId, personId, ground, kind, recordedBy, recordedAt }) => ({
          statementId,
          pseudonym: pseudonyms.get(personId) ?? '',
          ground,
          kind,
          recordedAt,
          byReader: recordedBy === actor.userId,
        })),
        more: found.length > LISTED,
        verifiedFirst: await room.embargoes.isVerifiedFirst(actor.organisationId),
      };
    });
  }
}
