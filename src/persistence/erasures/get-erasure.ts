// Finds an erasure of a person for the owner organisation, and holds the person while its state is changed.

import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import { notFound } from '../../domain/domain-error.js';
import type { Erasure } from '../../domain/identity/erasure.js';
import { isUuid } from '../../domain/uuid.js';
import { getVisiblePerson, type KnownPerson } from '../persons/get-visible-person.js';
import type { Room } from '../room.js';

export interface NamedErasure {
  readonly pseudonym: string;
  readonly erasureId: string;
}

/** The lock is the one of whoever writes on the person: an erasure and a change of the identity never cross. */
export async function getErasureForWriting(
  room: Room,
  actor: Actor,
  { pseudonym, erasureId }: NamedErasure,
): Promise<{ readonly person: KnownPerson; readonly erasure: Erasure }> {
  const person = await getVisiblePerson(room, actor, pseudonym);
  requireOwner(actor, person, 'decides on the erasure of its identity');
  await room.persons.lockForWriting(person.id);
  const erasure = isUuid(erasureId) ? await room.erasures.find(erasureId, person.id) : null;
  if (erasure === null) throw notFound();
  return { person, erasure };
}
