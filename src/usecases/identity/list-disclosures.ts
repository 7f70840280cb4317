// Tells the owner organisation who looked at a person's identity, when and why.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import type { CarriedDisclosure } from '../../domain/identity/carried-disclosure.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export type ListedDisclosure = Omit<CarriedDisclosure, 'personId' | 'userId'>;

/** The newest ones; a person looked at more often than this is a case for the audit log. */
const MOST_DISCLOSURES = 200;

@Injectable()
export class ListDisclosures {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    pseudonym: string,
  ): Promise<{ pseudonym: string; disclosures: readonly ListedDisclosure[] }> {
    requireAllowed(actor, 'read_disclosures');
    return this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, pseudonym);
      requireOwner(actor, person, 'sees who looked at the identity');
      const disclosures = await room.disclosures.ofPerson(person.id, MOST_DISCLOSURES);
      await room.audit.note({
        action: 'disclosures_read',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { disclosures: disclosures.length },
      });
      return {
        pseudonym: person.pseudonym,
        disclosures: disclosures.map(listedOf),
      };
    });
  }
}

function listedOf(disclosure: CarriedDisclosure): ListedDisclosure {
  const { id, username, purpose, fields, reason, disclosedAt, expiresAt, hiddenAt } = disclosure;
  return { id, username, purpose, fields, reason, disclosedAt, expiresAt, hiddenAt };
}
