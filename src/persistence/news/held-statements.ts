// Reads all that the record holds in which a person stands, to decide what of it is news.

import { contentsAt } from '../../domain/records/record-contents.js';
import type { Statement } from '../../domain/records/statement.js';
import { contentsOfRecords } from '../records/contents-of-records.js';
import type { Room } from '../room.js';

/** Whoever may be told of it; the caller reaches the whole registry. */
export async function heldStatements(room: Room, personId: string): Promise<readonly Statement[]> {
  const recordId = (await room.personLinks.standingRoots([personId])).get(personId) ?? personId;
  const contents = (await contentsOfRecords(room, [recordId])).get(recordId);
  return contents === undefined ? [] : contentsAt(recordId, contents).statements;
}
