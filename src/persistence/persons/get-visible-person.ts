// Finds the person whom a request names by the reader's own pseudonym.

import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { notFound } from '../../domain/domain-error.js';
import { wantedPseudonym } from '../../domain/identity/wanted-pseudonym.js';
import type { Room } from '../room.js';

/** A person is never handed about without the pseudonym by which its reader knows it. */
export interface KnownPerson extends Person {
  readonly pseudonym: string;
}

/** Throws `pseudonym_mistyped`, or `not_found` for what is unknown and for what this reader may not see alike. */
export async function getVisiblePerson(room: Room, actor: Actor, text: string): Promise<KnownPerson> {
  const pseudonym = wantedPseudonym(text);
  const person = await room.persons.findVisible(actor, pseudonym);
  if (person === null) throw notFound();
  return { ...person, pseudonym };
}
