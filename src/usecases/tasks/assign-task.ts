// Gives a task to one worker, or opens it to all who work on the case.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireTaskWorker } from '../../domain/tasks/task-rights.js';
import { Database } from '../../persistence/database.js';
import { getOwnTask } from '../../persistence/tasks/get-own-task.js';
import { getColleague } from '../../persistence/users/get-colleague.js';

export interface AssignTaskCommand {
  readonly taskId: string;
  /** Null opens the task. */
  readonly username: string | null;
}

@Injectable()
export class AssignTask {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: AssignTaskCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'work_on_tasks');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { task, onCase } = await getOwnTask(room, actor, command.taskId);
        requireTaskWorker(actor, task, onCase);
        const { username } = command;
        const asked = { mayDo: 'work_on_tasks' as const, pointer: '/username' };
        const worker = username === null ? null : await getColleague(room, actor, { username, ...asked });
        await room.tasks.assign(task.id, worker?.id ?? null, actor.userId, now);
        await room.audit.note({
          action: 'task_assigned',
          subjectKind: 'task',
          subjectId: task.id,
          personId: task.personId,
          details: { username: worker?.username ?? null },
        });
        return { id: task.id };
      }),
    );
  }
}
