// Takes back that a task was done, or marked by the first of two; what was recorded before stays on record.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireMarked } from '../../domain/tasks/task.js';
import { requireTaskWorker } from '../../domain/tasks/task-rights.js';
import { Database } from '../../persistence/database.js';
import { getOwnTask } from '../../persistence/tasks/get-own-task.js';

@Injectable()
export class ReopenTask {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, taskId: string, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'work_on_tasks');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { task, onCase } = await getOwnTask(room, actor, taskId);
        requireTaskWorker(actor, task, onCase);
        requireMarked(task);
        await room.tasks.take(task, 'reopened', actor.userId, now);
        await room.audit.note({
          action: 'task_reopened',
          subjectKind: 'task',
          subjectId: task.id,
          personId: task.personId,
          details: { kind: task.kind },
        });
        return { id: task.id };
      }),
    );
  }
}
