// Finds a list, or a line of it, of the actor's organisation.

import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { isUuid } from '../../domain/uuid.js';
import type { ReadTimes } from '../records/at-times.query.js';
import type { Room } from '../room.js';
import type { RecordedLine, RecordedList } from './list-row.js';

/** Throws `not_found` for what is another organisation's as for what is not there, or was not at the time asked for. */
export async function getOwnList(room: Room, actor: Actor, id: string, times: ReadTimes = {}): Promise<RecordedList> {
  const list = isUuid(id) ? await room.lists.findOwn(actor, id, times) : null;
  if (list === null) throw notFound();
  return list;
}

/** The line is held for writing until the transaction ends. */
export async function holdLine(room: Room, list: RecordedList, number: number): Promise<RecordedLine> {
  const line =
    Number.isInteger(number) && number > 0 && number < 1e6 ? await room.lists.holdLine(list.id, number) : null;
  if (line === null) throw notFound();
  return line;
}
