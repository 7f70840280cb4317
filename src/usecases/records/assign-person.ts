// Assigns a worker of the owner organisation to a person's case.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import { getColleague } from '../../persistence/users/get-colleague.js';

export interface AssignPersonCommand {
  readonly pseudonym: string;
  readonly username: string;
}

@Injectable()
export class AssignPerson {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: AssignPersonCommand,
    request: RequestKey | null,
  ): Promise<{ pseudonym: string; username: string }> {
    requireAllowed(actor, 'assign_person');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const person = await getVisiblePerson(room, actor, command.pseudonym);
        requireOwner(actor, person, 'assigns workers to the case');
        const worker = await getColleague(room, actor, {
          username: command.username,
          mayDo: 'read_record',
          pointer: '/username',
        });
        await room.assignments.assign(person.id, worker.id, actor.userId, now);
        await room.audit.note({
          action: 'person_assigned',
          subjectKind: 'person',
          subjectId: person.pseudonym,
          personId: person.id,
          details: { username: worker.username },
        });
        return { pseudonym: person.pseudonym, username: worker.username };
      }),
    );
  }
}
