// Marks a task as done; where two people do it together, the second mark completes it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { stepOf } from '../../domain/tasks/task.js';
import { requireTaskWorker } from '../../domain/tasks/task-rights.js';
import { Database } from '../../persistence/database.js';
import { getOwnTask } from '../../persistence/tasks/get-own-task.js';

@Injectable()
export class CompleteTask {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, taskId: string, request: RequestKey | null): Promise<{ id: string; done: boolean }> {
    requireAllowed(actor, 'work_on_tasks');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { task, onCase } = await getOwnTask(room, actor, taskId);
        requireTaskWorker(actor, task, onCase);
        const step = stepOf(task, actor.userId);
        await room.tasks.take(task, step, actor.userId, now);
        await room.audit.note({
          action: step === 'done' ? 'task_done' : 'task_marked',
          subjectKind: 'task',
          subjectId: task.id,
          personId: task.personId,
          details: { kind: task.kind },
        });
        return { id: task.id, done: step === 'done' };
      }),
    );
  }
}
