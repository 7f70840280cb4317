// Gives the organisation that registered a person the task to tell the family of a death, unless one is open, or that it is none.

import type { Actor } from '../../domain/access/actor.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import type { TaskOrigin } from '../../domain/tasks/task.js';
import type { Room } from '../room.js';

const DAY = 86_400_000;
/** Days within which a family is visited once others are told: hard news travels fast. */
const VISIT_WITHIN = 1;

/** What brought a task about. */
export interface TaskCause {
  readonly origin: TaskOrigin;
  readonly originId: string;
}

/** A death reaches a family through two workers, and never through a notification. The caller reaches the whole registry. */
export async function giveTellingOfFamily(
  room: Room,
  actor: Actor,
  given: {
    readonly personId: string;
    readonly ownerOrganisationId: string;
    readonly cause: TaskCause;
    readonly at: number;
  },
): Promise<void> {
  const { personId, ownerOrganisationId: organisationId, cause, at } = given;
  if ((await room.tasks.openOf(personId, organisationId, 'tell_family')).length > 0) return;
  const due = dayOf(at + VISIT_WITHIN * DAY);
  const creator = actor.organisationId === organisationId ? { createdBy: actor.userId } : {};
  await room.tasks.add([{ personId, organisationId, kind: 'tell_family', due, ...cause, ...creator }], at);
}

/** The family was told by this organisation what has proved wrong, and hears of that from it as well. */
export async function giveCorrectionOfFamily(
  room: Room,
  actor: Actor,
  given: {
    readonly personId: string;
    readonly organisationId: string;
    /** Id of the statement that was taken back. */
    readonly originId: string;
    readonly at: number;
  },
): Promise<void> {
  const { personId, organisationId, originId, at } = given;
  const due = dayOf(at + VISIT_WITHIN * DAY);
  const creator = actor.organisationId === organisationId ? { createdBy: actor.userId } : {};
  const kind = 'family_contact_after_correction';
  await room.tasks.add([{ personId, organisationId, kind, due, origin: 'statement', originId, ...creator }], at);
}
