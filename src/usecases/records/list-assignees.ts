// Lists who of the owner organisation works on a person's case.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface Assignee {
  readonly username: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

@Injectable()
export class ListAssignees {
  constructor(private readonly database: Database) {}

  async execute(
    actor: Actor,
    pseudonym: string,
    knownAt?: number,
  ): Promise<{ pseudonym: string; assignees: readonly Assignee[] }> {
    requireAllowed(actor, 'read_record');
    return this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, pseudonym);
      requireOwner(actor, person, 'sees who works on the case');
      const assignees = await room.assignments.assignees(person.id, knownAt);
      await room.audit.note({
        action: 'assignments_read',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { assignees: assignees.length, knownAt: knownAt ?? null },
      });
      return { pseudonym: person.pseudonym, assignees: assignees.map(({ username, since }) => ({ username, since })) };
    });
  }
}
