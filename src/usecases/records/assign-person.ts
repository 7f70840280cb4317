// Assigns a worker of the owner organisation to a person's case.

import { Injectable } from '@nestjs/common';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import type { User } from '../../domain/access/user.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';

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
        const worker = await getWorker(room, actor, command.username);
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

/** A colleague who may read records; whether any other username exists is not told. */
async function getWorker(room: Room, actor: Actor, username: string): Promise<User> {
  const user = await room.users.findByUsername(username);
  const colleague = user !== null && user.organisation.id === actor.organisationId && !user.disabled;
  if (colleague && allowed({ ...actor, roles: user.roles }, 'read_record')) return user;
  throw new DomainError('invalid_field', 'Nobody of your organisation who works on cases has this username.', [
    {
      pointer: '/username',
      code: 'unknown_worker',
      expected: 'a username of your organisation, with a role that reads records',
    },
  ]);
}
