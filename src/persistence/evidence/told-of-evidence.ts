// Whether a reader is told which item of evidence a statement about a person names, and the originals that the statements of one person name.

import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import { isErased, type Person } from '../../domain/access/person-visibility.js';
import { evidenceReference } from '../../domain/evidence/evidence-code.js';
import { citedCode } from '../../domain/records/cited-evidence.js';
import type { Statement } from '../../domain/records/statement.js';
import { mayRead } from '../records/records-for-reader.js';
import type { Room } from '../room.js';

/**
 * Which item a statement names is for its giver and for the organisation that registered the person, in a timeline, beside an item and in a
 * list alike: a face beside a pseudonym would disclose who it is. Withdrawn statements name nothing. At an instant, or `Infinity` for now.
 */
export function isToldEvidence(actor: Actor, person: Person, statement: Statement, at: number): boolean {
  if (!mayRead(actor, statement)) return false;
  const stands = statement.recordedAt <= at && (statement.withdrawn === null || statement.withdrawn.at > at);
  const gave = statement.author.organisationId === actor.organisationId;
  // Whom an item shows is told to nobody once the identity is erased, to whoever said it neither.
  return stands && !isErased(person) && (isOwner(actor, person) || gave);
}

interface Moment {
  readonly knownAt: number | null;
  /** What is said of a later day is left out; null for all days. */
  readonly validAt: number | null;
}

/** Digests of originals, of whoever recorded a copy: which copies the reader may see is for the query of items. */
export async function originalsOfPerson(
  room: Room,
  actor: Actor,
  person: Person,
  { knownAt, validAt }: Moment,
): Promise<readonly string[]> {
  const recorded = (await room.statements.ofPersons([person.id], actor)).get(person.id) ?? [];
  const references = recorded
    .map(({ statement }) => statement)
    .filter((one) => one.valid.earliest <= (validAt ?? Infinity))
    .filter((one) => isToldEvidence(actor, person, one, knownAt ?? Infinity))
    .map(({ details }) => citedCode(details))
    .filter((code) => code !== null)
    .map(evidenceReference);
  if (references.length === 0) return [];
  const meant = await room.reaching('registry', () => room.assessments.originalsMeant([...new Set(references)]));
  return [...meant.keys()];
}
