// Lists the lists that the actor's organisation has recorded, newest first, a page at a time.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { KnownSides } from '../../persistence/lists/known-sides.js';
import type { RecordedList } from '../../persistence/lists/list-row.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';

export interface ListListsCommand extends ReadTimes {
  /** Only those with a line about this person. */
  readonly pseudonym?: string | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface ListListsAnswer {
  readonly lists: readonly RecordedList[];
  readonly sides: KnownSides;
  /** Null on the last page. */
  readonly cursor: string | null;
}

const LISTED = 50;
const MOST_LISTED = 200;

@Injectable()
export class ListLists {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListListsCommand): Promise<ListListsAnswer> {
    requireAllowed(actor, 'read_lists');
    const limit = command.limit ?? LISTED;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    }
    const after = command.cursor ?? null;
    if (after !== null && !isUuid(after)) throw invalidField('/cursor', 'the cursor of the page before');
    const { pseudonym, knownAt, validAt } = command;
    return this.database.transaction(actor, async (room) => {
      const person = pseudonym === undefined ? null : await getVisiblePerson(room, actor, pseudonym);
      const { lists, more } = await room.lists.listOwn(
        actor,
        { personId: person?.id ?? null, after, limit },
        { knownAt, validAt },
      );
      await room.audit.note({
        action: 'lists_listed',
        subjectKind: 'list',
        personId: person?.id ?? null,
        details: { listed: lists.length, knownAt: knownAt ?? null, validAt: validAt ?? null },
      });
      return { lists, sides: await KnownSides.read(room), cursor: more ? (lists.at(-1)?.id ?? null) : null };
    });
  }
}
