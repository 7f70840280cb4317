// How much a reader is told of each of these persons where another organisation registered them.

import type { Actor } from '../../domain/access/actor.js';
import type { Told } from '../../domain/anonymity/rungs.js';
import type { Room } from '../room.js';
import { toldOfRow } from './told-of-row.js';

/** By person id. */
export async function toldOfPersons(
  room: Room,
  actor: Actor,
  persons: readonly { readonly id: string }[],
): Promise<Map<string, Told | null>> {
  const ids = persons.map(({ id }) => id);
  const rungs = await room.shownClasses.rungsOf(room.leastAlike === 1 ? [] : ids);
  return new Map(ids.map((id) => [id, toldOfRow(actor, rungs.get(id) ?? null, room.leastAlike)]));
}
