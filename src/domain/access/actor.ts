// Who acts: a user of one organisation with roles, and the door through which they came.

export const ROLES = [
  'liaison',
  'coordinator',
  'verifier',
  'custodian',
  'inquirer',
  'analyst',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export const ORGANISATION_KINDS = [
  'liaison_office',
  'national_information_bureau',
  'central_tracing_agency',
  'national_commission',
  'national_society',
  'ngo',
  'ombudsman',
  'prosecutor',
  'medico_legal_institute',
  'hospital',
  'court',
  'counsel',
  'families_association',
  'peace_mission',
  'media_monitor',
  'statistics_consumer',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

export interface Actor {
  readonly userId: string;
  readonly username: string;
  readonly organisationId: string;
  readonly organisationKind: OrganisationKind;
  /** partyKey of the party that the actor's organisation depends on, or null. */
  readonly party: string | null;
  readonly roles: readonly Role[];
  readonly via: 'api' | 'console' | 'operator' | 'job';
  readonly requestId: string;
  /** Present where a password alone signed them in. */
  readonly lacksSecondFactor?: true;
  /** Has read what the registry warned of in a text that others will read, and keeps it. */
  readonly confirmsOpenText?: true;
  /** Present where the rights are those of an earlier request: the database answers nothing and keeps nothing before it has found that they still hold. */
  readonly remembered?: SignInState;
}

/** A sign-in as it was when an access token was made; a change of role or password, a closed account and a sign-out end it. */
export interface SignInState {
  readonly signInId: string;
  readonly tokenVersion: number;
}

export function isCentralAgency(actor: Actor): boolean {
  return actor.organisationKind === 'central_tracing_agency';
}

/** The service itself: signing users in, sealing the log, sweeping. It has no roles and may read no record. */
export interface ServicePrincipal {
  readonly userId: null;
  readonly username: 'service';
  readonly organisationId: null;
  readonly via: 'api' | 'console' | 'operator' | 'job';
  readonly requestId: string;
  readonly remembered?: never;
}

export type Principal = Actor | ServicePrincipal;

export function servicePrincipal(via: ServicePrincipal['via'], requestId: string): ServicePrincipal {
  return { userId: null, username: 'service', organisationId: null, via, requestId };
}
