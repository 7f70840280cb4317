// Whose names an open text may be compared with, and how often a user is told in a day that one is met.

import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import type { Person } from '../../domain/access/person-visibility.js';
import type { Room } from '../room.js';

/**
 * Warnings of registered names that one user gets in a day. Whoever wants to know whether a name is registered would type one after the
 * other: what is not warned of is kept, for all colleagues to read, and after so many warnings no names are compared that day.
 */
export const MOST_NAME_WARNINGS = 20;

/** Of nobody: with it the same statement runs where only others know of such a name, and where nobody does. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

export function ownOf(actor: Actor, known: readonly Person[]): ReadonlySet<string> {
  return new Set(known.filter((person) => isOwner(actor, person)).map(({ id }) => id));
}

export type MayBeCompared = (personIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** Whoever may search among their people could ask the same there; nobody else is told of people whom a text is not about. */
export function othersCompared(room: Room, actor: Actor): MayBeCompared | null {
  if (!allowed(actor, 'search_persons')) return null;
  return async (met) => ownOf(actor, await room.persons.filterNamed(actor, [NOBODY, ...met]));
}
