// Finds a statement that the actor's organisation gave and may take back by hand, and holds its person for writing.

import { requireAuthor } from '../../domain/access/case-rights.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { requireNoAct } from '../../domain/records/statement-act.js';
import { isUuid } from '../../domain/uuid.js';
import { mayRead } from '../records/records-for-reader.js';
import type { Room } from '../room.js';
import type { RecordedStatement } from './statement.repository.js';

/**
 * Throws `not_found` where the actor may not read the statement, `forbidden` where another organisation gave it, and the code of the act
 * to take instead where an act wrote it.
 */
export async function getOwnStatement(room: Room, actor: Actor, statementId: string): Promise<RecordedStatement> {
  const recorded = isUuid(statementId) ? await room.statements.findById(statementId) : null;
  if (recorded === null || !mayRead(actor, recorded.statement)) throw notFound();
  const [person] = await room.persons.filterVisible(actor, [recorded.personId]);
  if (person === undefined) throw notFound();
  requireAuthor(actor, recorded.statement.author.organisationId);
  await room.persons.lockForWriting(person.id);
  // What is withdrawn already is refused as such when it is withdrawn again.
  if (recorded.statement.withdrawn === null)
    requireNoAct(await room.statements.writingAct(statementId, actor.organisationId));
  return recorded;
}
