// Who is depicted in an item of evidence, as far as one reader may know it.

import type { Actor } from '../../domain/access/actor.js';
import type { EvidenceItem } from '../../domain/evidence/evidence-item.js';
import type { Room } from '../room.js';
import { isToldEvidence } from './told-of-evidence.js';

/** The reader's own pseudonyms. */
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
    return person !== undefined && statement !== undefined && isToldEvidence(actor, person, statement, at);
  });
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, [
    ...new Set(shown.map(({ personId }) => personId)),
  ]);
  return [...pseudonyms.values()].sort();
}
