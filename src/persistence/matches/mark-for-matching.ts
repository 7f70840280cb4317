// Marks people to be compared with others, in the transaction of whatever changed them.

import type { EntityManager } from 'typeorm';

/** Adding alone: whoever matches takes the mark away and is not waited for. */
export async function markForMatching(manager: EntityManager, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await manager.query(`INSERT INTO registry.match_mark (person_id) SELECT unnest($1::uuid[])`, [[...personIds]]);
}
