// Lists the links of a person: what was proposed, reviewed and taken back, and the proposals that await a review.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import type { ShownLink } from '../../domain/links/shown-link.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { visibleLink } from '../../persistence/links/get-visible-link.js';
import { shownLinks } from '../../persistence/links/shown-links.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';

export interface ListLinksCommand {
  readonly pseudonym: string;
  readonly knownAt?: number | undefined;
}

export interface AwaitingLinksCommand {
  readonly knownAt?: number | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface AwaitingLinksPage {
  readonly links: readonly ShownLink[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

const LISTED = 50;
const MOST_LISTED = 200;

@Injectable()
export class ListLinks {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListLinksCommand): Promise<{ pseudonym: string; links: readonly ShownLink[] }> {
    requireAllowed(actor, 'read_record');
    return this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, command.pseudonym);
      const links = await shownLinks(room, actor, await room.personLinks.ofPerson(person.id), command.knownAt);
      await room.audit.note({
        action: 'links_read',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { knownAt: command.knownAt ?? null, links: links.length },
      });
      return { pseudonym: person.pseudonym, links };
    });
  }

  /** Proposals that the reader can review, or could have at `knownAt`, the oldest first. */
  async awaiting(actor: Actor, command: AwaitingLinksCommand): Promise<AwaitingLinksPage> {
    requireAllowed(actor, 'review_link');
    const { cursor, limit = LISTED, knownAt } = command;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    return this.database.transaction(actor, async (room) => {
      const after = cursor === undefined ? null : await positionOf(room, actor, cursor);
      const proposed = await room.personLinks.awaiting(actor, { after, limit }, knownAt);
      const links = await shownLinks(room, actor, proposed.links, knownAt);
      await room.audit.note({
        action: 'links_read',
        subjectKind: 'link',
        details: { links: links.length, knownAt: knownAt ?? null },
      });
      return { links, cursor: proposed.more ? (proposed.links.at(-1)?.id ?? null) : null };
    });
  }
}

/** A link that the reader may know of, decided meanwhile or not: a cursor tells of no other. */
async function positionOf(room: Room, actor: Actor, cursor: string): Promise<string> {
  const link = isUuid(cursor) ? await room.personLinks.find(cursor) : null;
  if (link === null || (await visibleLink(room, actor, link)) === null)
    throw invalidField('/cursor', 'the cursor of the page before');
  return link.id;
}
