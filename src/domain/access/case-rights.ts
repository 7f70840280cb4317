// What belongs to the owner organisation of a person alone, and within it to those who work on the case.

import { DomainError } from '../domain-error.js';
import type { Actor } from './actor.js';
import { isErased, type Person } from './person-visibility.js';

export function isOwner(actor: Actor, person: Pick<Person, 'ownerOrganisationId'>): boolean {
  return actor.organisationId === person.ownerOrganisationId;
}

/** Exact dates and places are for the owner organisation, until the identity is erased: then nobody sees them any more. */
export function seesExact(actor: Actor, person: Pick<Person, 'ownerOrganisationId' | 'erasedAt'>): boolean {
  return isOwner(actor, person) && !isErased(person);
}

/** The reader knows already that the person exists, so that the refusal may say what is missing. */
export function requireOwner(actor: Actor, person: Person, what: string): void {
  if (!isOwner(actor, person))
    throw new DomainError('forbidden', `Only the organisation that registered the person ${what}.`);
}

/** Why this worker may not see a name of this person, or null when they may. */
export function disclosureRefusal(actor: Actor, person: Person, assigned: boolean): DomainError | null {
  if (!isOwner(actor, person)) {
    return new DomainError(
      'forbidden',
      'Only the organisation that registered the person discloses who it is: send a request for disclosure.',
    );
  }
  if (!assigned) {
    return new DomainError(
      'forbidden',
      'You are not assigned to this case: ask your coordinator for an assignment, or send a request for disclosure.',
    );
  }
  return null;
}

/** A statement is withdrawn by the organisation that gave it; others who can read it are told so. */
export function requireAuthor(actor: Actor, authorOrganisationId: string): void {
  if (actor.organisationId !== authorOrganisationId) {
    throw new DomainError('forbidden', 'Only the organisation that gave a statement can retract or supersede it.');
  }
}
