// Under which pseudonym a reader finds the record that another one was merged into.

import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import type { Room } from '../room.js';

/** Null where nothing was merged, or where the reader may not know of the person in whose record it stands. */
export async function shownSurvivor(room: Room, actor: Actor, survivorId: string | null): Promise<string | null> {
  if (survivorId === null) return null;
  const [survivor] = await room.persons.filterVisible(actor, [survivorId]);
  if (survivor === undefined) return null;
  return (await room.persons.pseudonymsFor(actor.organisationId, [survivor.id])).get(survivor.id) ?? null;
}

/** Each of these persons, or the one in whose record it stands now; keyed by the id of the former. */
export async function survivorsOf(room: Room, actor: Actor, persons: readonly Person[]): Promise<Map<string, Person>> {
  const found = new Map(persons.map((person) => [person.id, person]));
  const merged = await room.personLinks.standingRoots(persons.map(({ id }) => id));
  const roots = await room.persons.filterVisible(actor, [...new Set(merged.values())]);
  for (const [id, rootId] of merged) {
    const root = roots.find((person) => person.id === rootId);
    if (root !== undefined) found.set(id, root);
  }
  return found;
}
