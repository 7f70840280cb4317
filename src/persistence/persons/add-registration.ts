// Writes a registered person into the registry: the person, the statements, the projection, the assignment and the entry of the log.

import type { Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { identityFieldsOf } from '../../domain/identity/identity-particulars.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Registration } from '../../domain/records/registration.js';
import { reproject } from '../records/reproject.js';
import type { Room } from '../room.js';
import { appendStatements } from '../statements/append-statements.js';

export interface AddingRegistration {
  readonly personId: string;
  readonly registration: Registration;
  readonly at: Instant;
  /** Draws the id of each statement; it is shown, so that it must be random. */
  readonly drawId: () => string;
}

export interface AddedRegistration {
  readonly pseudonym: string;
  /** Ids of the statements in the order given, after those of the particulars, categories and side. */
  readonly statements: readonly string[];
}

/** The identity is the vault's, and is sealed by the caller after everything that can fail; what is open of it the caller has looked through. */
export async function addRegistration(room: Room, actor: Actor, given: AddingRegistration): Promise<AddedRegistration> {
  const { personId, registration, at, drawId } = given;
  const { drafts } = registration;
  await requireKnown(room, registration.namedOrganisations);
  const [pseudonym = ''] = await room.persons.add(
    [
      {
        id: personId,
        ownerOrganisationId: actor.organisationId,
        reference: registration.reference,
        sharingLevel: registration.sharingLevel,
        namedOrganisations: registration.namedOrganisations,
        legalBasis: registration.legalBasis,
        hasIdentity: identityFieldsOf(registration.identity).length > 0,
      },
    ],
    at,
  );
  const statements = await appendStatements(room, { personId, actor, drafts, at, drawId });
  await reproject(room, personId, at);
  await room.assignments.assign(personId, actor.userId, actor.userId, at);
  await room.audit.note({
    action: 'person_registered',
    subjectKind: 'person',
    subjectId: pseudonym,
    personId,
    details: {
      sharingLevel: registration.sharingLevel,
      legalBasis: registration.legalBasis,
      identityFields: identityFieldsOf(registration.identity),
      statements: statements.length,
    },
  });
  return { pseudonym, statements: statements.map((statement) => statement.id) };
}

async function requireKnown(room: Room, named: readonly string[]): Promise<void> {
  if (named.length === 0) return;
  const known = new Set((await room.organisations.organisations()).map((organisation) => organisation.id));
  const faults = named
    .map((id, at) => ({ id, pointer: `/namedOrganisations/${at}`, code: 'unknown_organisation' }))
    .filter(({ id }) => !known.has(id))
    .map(({ pointer, code }) => ({ pointer, code, expected: 'the id of an organisation of this registry' }));
  if (faults.length > 0)
    throw new DomainError('invalid_field', 'An organisation is not known to this registry.', faults);
}
