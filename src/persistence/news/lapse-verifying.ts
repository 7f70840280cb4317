// Closes the task to verify a statement that was withdrawn before anybody verified it: there is nothing left to tell others.

import type { Actor } from '../../domain/access/actor.js';
import type { Room } from '../room.js';
import type { Withdrawn } from './take-back-death.js';

/**
 * The caller has locked the person and withdrawn the statements, of its own organisation or of another one; the task is the one of the organisation that
 * registered the person. What takes a statement's place is held back by itself, with a task of its own.
 */
export async function lapseVerifying(
  room: Room,
  actor: Actor,
  { personId, statementIds, at }: Withdrawn,
): Promise<void> {
  if (statementIds.length === 0) return;
  await room.reaching('registry', async () => {
    const organisationId = await room.persons.ownerOf(personId);
    if (organisationId === null) return;
    for (const task of await room.tasks.openOf(personId, organisationId, 'verify_news'))
      if (task.origin === 'statement' && task.originId !== null && statementIds.includes(task.originId))
        await room.tasks.take(task, 'lapsed', actor.userId, at, 'statement_withdrawn');
  });
}
