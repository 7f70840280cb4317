// Which persons an organisation may know of: the sharing levels, and the legal bases they rest on.

export const SHARING_LEVELS = [
  'registry_only',
  'named_organisations',
  'central_agency_only',
  'partners_pseudonymous',
] as const;
export type SharingLevel = (typeof SHARING_LEVELS)[number];

export const LEGAL_BASES = [
  'consent',
  'vital_interests',
  'public_interest',
  'legal_obligation',
  'legitimate_interest',
] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

/** A person as the registry stores it: inner id, owner and rules of sharing; no name. */
export interface Person {
  /** UUIDv7, never shown. */
  readonly id: string;
  readonly ownerOrganisationId: string;
  /** The owner's own number for this person, or null. */
  readonly reference: string | null;
  readonly sharingLevel: SharingLevel;
  readonly namedOrganisations: readonly string[];
  readonly legalBasis: LegalBasis;
  readonly hasIdentity: boolean;
  /** How often the identity was changed since registration; absent for a person that is only about to be registered. */
  readonly identityVersion?: number;
  /** Milliseconds since the epoch: since when the identity is erased; null or absent where it is not. */
  readonly erasedAt?: number | null;
  /** Milliseconds since the epoch: since when the identity is closed by its date of retention; null or absent where it is not. */
  readonly closedAt?: number | null;
}

export function isErased({ erasedAt = null }: Pick<Person, 'erasedAt'>): boolean {
  return erasedAt !== null;
}

export function isClosed({ closedAt = null }: Pick<Person, 'closedAt'>): boolean {
  return closedAt !== null;
}
