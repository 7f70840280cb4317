// Finds people who may be the one sought, of one's own organisation or of all whom one may know of: who is met, and how surely each is meant.

import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { sameWords } from '../../domain/matching/exactness.js';
import type { IdentityAgreement } from '../../domain/matching/identity-agreement.js';
import type { IdentitySearch } from '../../domain/matching/identity-search.js';
import type { Sought } from '../../domain/matching/inquiry.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { survivorsOf } from '../links/shown-survivor.js';
import { recordsForReader } from '../records/records-for-reader.js';
import type { Room } from '../room.js';

export interface PossiblePerson extends IdentityAgreement {
  /** Of the record that the person stands under today. */
  readonly personId: string;
  readonly status: WhereaboutsStatus;
  /** Whether some name of theirs has the very words that were asked for. */
  readonly sameWords: boolean;
}

export interface PossiblePeople {
  /** The surest first; merged records are one person, under whichever of its names it is found. */
  readonly matches: readonly PossiblePerson[];
  /** Whether more were met than are compared. */
  readonly capped: boolean;
}

interface PeopleSearch {
  readonly sought: Sought;
  readonly search: IdentitySearch;
  /** The id of nobody: with it the same statement runs where only others know of such a name, and where nobody does. */
  readonly nobody: string;
  readonly now: number;
}

export async function searchOwnPeople(room: Room, actor: Actor, search: PeopleSearch): Promise<PossiblePeople> {
  return searchPeople(room, actor, search, (person) => isOwner(actor, person));
}

/** Among all whom the searcher may know of: for the central agency, about an inquiry that waits for it. */
export async function searchKnownPeople(room: Room, actor: Actor, search: PeopleSearch): Promise<PossiblePeople> {
  return searchPeople(room, actor, search, () => true);
}

async function searchPeople(
  room: Room,
  actor: Actor,
  { sought, search, nobody, now }: PeopleSearch,
  mayBeMeant: (person: Person) => boolean,
): Promise<PossiblePeople> {
  let known: readonly Person[] = [];
  const { candidates, capped } = await search.find(sought, async (met) => {
    known = (await room.persons.filterNamed(actor, [nobody, ...met])).filter(mayBeMeant);
    return new Set(known.map(({ id }) => id));
  });
  const identities = new Map(candidates.map(({ personId, identity }) => [personId, identity]));
  known = known.filter(({ id }) => identities.has(id));
  const survivors = await survivorsOf(room, actor, known);
  const records = await recordsForReader(room, actor, [...new Set(survivors.values())], {}, now);
  const compared = known.flatMap((person) => {
    const survivor = survivors.get(person.id) ?? person;
    const [identity, record] = [identities.get(person.id), records.get(survivor.id)];
    if (identity === undefined || record === undefined) return [];
    const { birthYears, sex, status } = record;
    return [{ personId: survivor.id, status, held: { identity, birthYears, sex } }];
  });
  const agreements = await search.compare(
    sought,
    compared.map(({ held }) => held),
  );
  const hits = compared.flatMap(({ personId, status, held }, at): PossiblePerson[] => {
    const agreement = agreements[at];
    if (agreement === undefined || agreement.verdict === 'contradicts') return [];
    return [{ personId, status, sameWords: sameWords(sought.identity.names, held.identity.names), ...agreement }];
  });
  hits.sort((a, b) => Number(b.verdict === 'agrees') - Number(a.verdict === 'agrees') || b.score - a.score);
  const matches = hits.filter(({ personId }, at) => hits.findIndex((hit) => hit.personId === personId) === at);
  return { matches, capped };
}
