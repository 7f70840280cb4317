// Gives the owner organisation's workers the task that a step of the clock brings, and ends what a decision has settled.

import type { ClockStep, RetentionObstacle, StandingRetention } from '../../domain/retention/standing-retention.js';
import { retentionDays } from '../../domain/retention/standing-retention.js';
import { dayAfter } from '../../domain/retention/retention-days.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import type { TaskKind } from '../../domain/tasks/task.js';
import type { Room } from '../room.js';
import type { KeptPerson } from './identity-retention.repository.js';

/** Days within which somebody looks at what was put off. */
const LOOK_WITHIN = 30;

const KINDS = [
  'retention_warning',
  'retention_put_off_for_search',
  'retention_put_off_for_request',
  'retention_closed',
] as const satisfies readonly TaskKind[];

const PUT_OFF: Readonly<Record<RetentionObstacle, TaskKind>> = {
  search_open: 'retention_put_off_for_search',
  tracing_request_open: 'retention_put_off_for_request',
};

/** An erasure leaves nothing to do. */
function taskOf(step: ClockStep, standing: StandingRetention, at: number): { kind: TaskKind; due: string } | null {
  const { closesOn, erasedFrom } = retentionDays(standing);
  if (step === 'warned' && closesOn !== null) return { kind: 'retention_warning', due: closesOn };
  if (step === 'closed' && erasedFrom !== null) return { kind: 'retention_closed', due: erasedFrom };
  if (step !== 'put_off' || standing.putOff === null) return null;
  return { kind: PUT_OFF[standing.putOff], due: dayAfter(dayOf(at), LOOK_WITHIN) };
}

export async function addRetentionTask(
  room: Room,
  { personId, organisationId }: KeptPerson,
  { step, standing, at }: { readonly step: ClockStep; readonly standing: StandingRetention; readonly at: number },
): Promise<void> {
  const task = taskOf(step, standing, at);
  if (task !== null) await room.tasks.add([{ personId, organisationId, ...task, origin: 'retention' }], at);
}

/** Whoever decides has done what the tasks asked for. */
export async function settleRetentionTasks(
  room: Room,
  { personId, organisationId }: KeptPerson,
  { userId, at }: { readonly userId: string; readonly at: number },
): Promise<void> {
  for (const kind of KINDS) {
    for (const task of await room.tasks.openOf(personId, organisationId, kind)) {
      if (task.origin === 'retention') await room.tasks.take(task, 'done', userId, at);
    }
  }
}
