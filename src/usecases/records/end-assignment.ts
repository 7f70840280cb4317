// Ends a worker's assignment to a person's case.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface EndAssignmentCommand {
  readonly pseudonym: string;
  readonly username: string;
}

@Injectable()
export class EndAssignment {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: EndAssignmentCommand): Promise<void> {
    requireAllowed(actor, 'assign_person');
    await this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, command.pseudonym);
      requireOwner(actor, person, 'assigns workers to the case');
      const assignees = await room.assignments.assignees(person.id);
      const assignee = assignees.find(({ username }) => username === command.username);
      const ended =
        assignee !== undefined && (await room.assignments.end(person.id, assignee.userId, this.entropy.now()));
      if (!ended) throw notFound();
      await room.audit.note({
        action: 'assignment_ended',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { username: command.username },
      });
    });
  }
}
