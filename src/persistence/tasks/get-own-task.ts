// Finds a task of the actor's organisation, held for whoever works on it, and says whether the actor works on its case.

import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import type { Task } from '../../domain/tasks/task.js';
import { isUuid } from '../../domain/uuid.js';
import type { Room } from '../room.js';

export interface OwnTask {
  readonly task: Task;
  /** By which the actor's organisation knows the person. */
  readonly pseudonym: string;
  /** Assigned to the case, or of an organisation that has no assignments to it. */
  readonly onCase: boolean;
}

/** Throws `not_found` for what does not exist and for what is another organisation's alike. */
export async function getOwnTask(room: Room, actor: Actor, id: string): Promise<OwnTask> {
  if (!isUuid(id)) throw notFound();
  await room.tasks.lockOwn(actor, id);
  const task = await room.tasks.findOwn(actor, id);
  if (task === null) throw notFound();
  const [person] = await room.persons.filterVisible(actor, [task.personId]);
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, [task.personId]);
  const isOwn = person?.ownerOrganisationId === actor.organisationId;
  const onCase = !isOwn || (await room.assignments.isAssigned(task.personId, actor.userId));
  return { task, pseudonym: pseudonyms.get(task.personId) ?? '', onCase };
}
