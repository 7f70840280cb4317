// Who is depicted in an item of evidence, as far as one reader may know it.

import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import { isErased } from '../../domain/access/person-visibility.js';
import type { EvidenceItem } from '../../domain/evidence/evidence-item.js';
import { mayRead } from '../records/records-for-reader.js';
import type { Room } from '../room.js';

/**
 * The reader's own pseudonyms. Which item a statement names is for its giver and for the organisation that registered the person, in a
 * timeline and here alike: a face beside a pseudonym would disclose who it is.
 */
export async function shownDepictions(
  room: Room,
  actor: Actor,
  item: EvidenceItem,
  knownAt: number | null,
): Promise<readonly string[]> {
  const meant = await room.reaching('registry', () => room.assessments.originalsMeant([item.sha256]));
  const references = meant.get(item.sha256) ?? [];
  const named = await room.assessments.depictions(references);
  const persons = await room.persons.filterVisible(actor, [...new Set(named.map(({ personId }) => personId))]);
  const visible = new Map(persons.map((person) => [person.id, person]));
  const recorded = await room.statements.ofPersons([...visible.keys()], actor);
  const at = knownAt ?? Infinity;
  const shown = named.filter(({ statementId, personId }) => {
    const person = visible.get(personId);
    const statement = recorded.get(personId)?.find((one) => one.statement.id === statementId)?.statement;
    if (person === undefined || statement === undefined || !mayRead(actor, statement)) return false;
    const stands = statement.recordedAt <= at && (statement.withdrawn === null || statement.withdrawn.at > at);
    const gave = statement.author.organisationId === actor.organisationId;
    // Whom an item shows is told to nobody once the identity is erased, to whoever said it neither.
    return stands && !isErased(person) && (isOwner(actor, person) || gave);
  });
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, [
    ...new Set(shown.map(({ personId }) => personId)),
  ]);
  return [...pseudonyms.values()].sort();
}
