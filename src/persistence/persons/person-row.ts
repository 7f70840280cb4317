// Translates a person's row into the domain's person.

import type { LegalBasis, Person, SharingLevel } from '../../domain/access/person-visibility.js';

export interface KnownRow {
  id: string;
  owner_organisation_id: string;
  reference: string | null;
  sharing_level: string;
  legal_basis: string;
  has_identity: boolean;
  identity_version: number;
  erased_at: Date | null;
  identity_closed_at: Date | null;
}

export interface PersonRow extends KnownRow {
  named: string[];
}

export const PERSON_COLUMNS = `p.id, p.owner_organisation_id, p.reference, p.sharing_level, p.legal_basis, p.has_identity, p.identity_version, p.erased_at, p.identity_closed_at`;

export function personOf(row: PersonRow): Person {
  return { ...knownOf(row), namedOrganisations: row.named };
}

export function knownOf(row: KnownRow): Omit<Person, 'namedOrganisations'> {
  return {
    id: row.id,
    ownerOrganisationId: row.owner_organisation_id,
    reference: row.reference,
    sharingLevel: row.sharing_level as SharingLevel,
    legalBasis: row.legal_basis as LegalBasis,
    hasIdentity: row.has_identity,
    identityVersion: row.identity_version,
    erasedAt: row.erased_at?.getTime() ?? null,
    closedAt: row.identity_closed_at?.getTime() ?? null,
  };
}
