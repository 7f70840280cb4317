// Lists what a person who was found wanted, for the organisation that registered the person and for no other.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import type { PersonWill } from '../../domain/news/person-will.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface ListWillsCommand {
  readonly pseudonym: string;
  readonly knownAt?: number | undefined;
}

export interface ListedWills {
  readonly pseudonym: string;
  /** Newest first; the first one counts. */
  readonly wills: readonly PersonWill[];
  /** Names of the organisations that may be named, by id. */
  readonly organisations: ReadonlyMap<string, string>;
}

@Injectable()
export class ListWills {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListWillsCommand): Promise<ListedWills> {
    requireAllowed(actor, 'read_will');
    return this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, command.pseudonym);
      requireOwner(actor, person, 'knows what the person wants');
      const wills = await room.wills.of(person.id, command.knownAt ?? null);
      await room.audit.note({
        action: 'wills_read',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { knownAt: command.knownAt ?? null },
      });
      const organisations = (await room.organisations.organisations()).map(({ id, name }) => [id, name] as const);
      return { pseudonym: person.pseudonym, wills, organisations: new Map(organisations) };
    });
  }
}
