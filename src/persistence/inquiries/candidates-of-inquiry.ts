// Looks for the people who may be meant by an inquiry that waits for the central agency, among those whom it may know of.

import type { Actor } from '../../domain/access/actor.js';
import type { IdentitySearch } from '../../domain/matching/identity-search.js';
import type { Sought } from '../../domain/matching/inquiry.js';
import type { Room } from '../room.js';
import { searchKnownPeople, type PossiblePeople } from './search-people.js';

/** As the particulars were sealed when the inquiry was received; null where they were lost with a half-finished sealing. */
export function soughtOf(notes: string | undefined): Sought | null {
  return notes === undefined ? null : (JSON.parse(notes) as Sought);
}

export async function candidatesOfInquiry(
  room: Room,
  actor: Actor,
  asked: {
    readonly sought: Sought | null;
    readonly search: IdentitySearch;
    readonly nobody: string;
    readonly now: number;
  },
): Promise<PossiblePeople> {
  const { sought, ...by } = asked;
  return sought === null ? { matches: [], capped: false } : searchKnownPeople(room, actor, { ...by, sought });
}
