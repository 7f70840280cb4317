// Lists the links of a person: what was proposed, reviewed and taken back, and the proposals that await a review.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { ShownLink } from '../../domain/links/shown-link.js';
import { Database } from '../../persistence/database.js';
import { shownLinks } from '../../persistence/links/shown-links.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface ListLinksCommand {
  readonly pseudonym: string;
  readonly knownAt?: number | undefined;
}

/** The oldest proposals that a page shows; the next ones follow when these are decided. */
const MOST_AWAITING = 200;

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

  /** Proposals that the reader can review, the oldest first. */
  async awaiting(actor: Actor): Promise<readonly ShownLink[]> {
    requireAllowed(actor, 'review_link');
    return this.database.transaction(actor, async (room) => {
      const proposed = await room.personLinks.proposedFor(actor.organisationId, MOST_AWAITING);
      const links = (await shownLinks(room, actor, proposed)).filter(({ awaitsReader }) => awaitsReader);
      await room.audit.note({ action: 'links_read', subjectKind: 'link', details: { links: links.length } });
      return links;
    });
  }
}
