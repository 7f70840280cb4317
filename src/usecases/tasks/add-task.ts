// Gives the actor's organisation a task about a person whom it may see.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readDueDay } from '../../domain/tasks/due-day.js';
import { TASK_KINDS, type TaskKind } from '../../domain/tasks/task.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';
import { getColleague } from '../../persistence/users/get-colleague.js';

export interface AddTaskCommand {
  readonly pseudonym: string;
  readonly kind: string;
  /** `YYYY-MM-DD`. */
  readonly due: string;
  /** A colleague's username; left out, the task is open to whoever works on the case. */
  readonly assignedTo?: string | undefined;
}

@Injectable()
export class AddTask {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: AddTaskCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'add_task');
    const now = this.entropy.now();
    const kind = readKind(command.kind);
    const due = readDueDay(command.due, now, '/due');
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const person = await getVisiblePerson(room, actor, command.pseudonym);
        const assignedTo = await workerFor(room, actor, command.assignedTo);
        const task = {
          personId: person.id,
          organisationId: actor.organisationId,
          kind,
          due,
          origin: 'worker' as const,
          createdBy: actor.userId,
          ...(assignedTo !== null && { assignedTo }),
        };
        const [id = ''] = await room.tasks.add([task], now);
        await room.audit.note({
          action: 'task_added',
          subjectKind: 'task',
          subjectId: id,
          personId: person.id,
          details: { kind, due, assigned: assignedTo !== null },
        });
        return { id };
      }),
    );
  }
}

function readKind(given: string): TaskKind {
  const kind = TASK_KINDS.find((one) => one === given);
  if (kind === undefined) throw invalidField('/kind', `one of ${TASK_KINDS.join(', ')}`);
  return kind;
}

async function workerFor(room: Room, actor: Actor, username: string | undefined): Promise<string | null> {
  if (username === undefined) return null;
  return (await getColleague(room, actor, { username, mayDo: 'work_on_tasks', pointer: '/assignedTo' })).id;
}
