// Who of an organisation may work on one of its tasks.

import type { Actor } from '../access/actor.js';
import { DomainError } from '../domain-error.js';
import { standingMarks, TASK_MEANINGS, type Task } from './task.js';

/**
 * `onCase`: whether the worker is assigned to the person's case; true for an organisation that did not register the person, which has
 * no assignments. Where two people are needed, the second one may be anybody who works with the organisation's tasks.
 */
export function requireTaskWorker(actor: Actor, task: Task, onCase: boolean): void {
  if (actor.roles.includes('coordinator')) return;
  const isTheirs = task.assignedTo === null ? onCase : task.assignedTo.userId === actor.userId;
  const isSecond = TASK_MEANINGS[task.kind].people === 2 && standingMarks(task).length > 0;
  if (isTheirs || isSecond) return;
  throw new DomainError(
    'forbidden',
    'This task is somebody else’s: whoever it is assigned to, works on the case, or coordinates marks it.',
  );
}
