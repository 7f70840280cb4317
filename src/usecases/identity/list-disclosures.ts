// Tells the owner organisation who looked at a person's identity, when and why.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import type { CarriedDisclosure } from '../../domain/identity/carried-disclosure.js';
import { readPageLimit } from '../../domain/page-limit.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export type ListedDisclosure = Omit<CarriedDisclosure, 'personId' | 'userId'>;

export interface ListDisclosuresCommand {
  readonly pseudonym: string;
  readonly knownAt?: number | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to 200. */
  readonly limit?: number | undefined;
}

export interface ListDisclosuresAnswer {
  readonly pseudonym: string;
  /** Newest first. */
  readonly disclosures: readonly ListedDisclosure[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

@Injectable()
export class ListDisclosures {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListDisclosuresCommand): Promise<ListDisclosuresAnswer> {
    requireAllowed(actor, 'read_disclosures');
    const { pseudonym, knownAt, cursor } = command;
    const limit = readPageLimit(command.limit);
    return this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, pseudonym);
      requireOwner(actor, person, 'sees who looked at the identity');
      const { disclosures, more } = await room.disclosures.ofPerson(person.id, { cursor, limit, knownAt });
      await room.audit.note({
        action: 'disclosures_read',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { disclosures: disclosures.length, knownAt: knownAt ?? null },
      });
      return {
        pseudonym: person.pseudonym,
        disclosures: disclosures.map(listedOf),
        cursor: more ? (disclosures.at(-1)?.id ?? null) : null,
      };
    });
  }
}

function listedOf(disclosure: CarriedDisclosure): ListedDisclosure {
  const { personId: _personId, userId: _userId, ...listed } = disclosure;
  return listed;
}
