// A task as its organisation reads it.

import type { Instant } from '../records/instant.js';
import { isOverdue } from './due-day.js';
import {
  doneAt,
  lapseOf,
  standingMarks,
  TASK_MEANINGS,
  type LapseReason,
  type Task,
  type TaskKind,
  type TaskOrigin,
} from './task.js';

export interface ListedTask {
  readonly id: string;
  readonly pseudonym: string;
  readonly kind: TaskKind;
  /** What the kind asks for. */
  readonly words: string;
  /** `YYYY-MM-DD`. */
  readonly due: string;
  readonly overdue: boolean;
  /** Username; null where it is open to whoever works on the case. */
  readonly assignedTo: string | null;
  /** How many workers must mark it. */
  readonly people: number;
  /** Usernames of those who did, oldest first. */
  readonly markedBy: readonly string[];
  /** Milliseconds since the epoch; null while it is open. */
  readonly doneAt: Instant | null;
  /** Why it was closed although nobody did it. */
  readonly lapsed: LapseReason | null;
  readonly origin: TaskOrigin;
  readonly originId: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Instant;
}

export function listedTask(task: Task, pseudonym: string, today: Instant): ListedTask {
  const done = doneAt(task);
  return {
    id: task.id,
    pseudonym,
    kind: task.kind,
    words: TASK_MEANINGS[task.kind].words,
    due: task.due,
    overdue: done === null && isOverdue(task.due, today),
    assignedTo: task.assignedTo?.username ?? null,
    people: TASK_MEANINGS[task.kind].people,
    markedBy: standingMarks(task).map(({ username }) => username),
    doneAt: done,
    lapsed: lapseOf(task),
    origin: task.origin,
    originId: task.originId,
    createdBy: task.createdBy,
    createdAt: task.createdAt,
  };
}
