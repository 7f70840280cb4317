// A link between remains and persons: an identification proposed by one person, confirmed by another, and withdrawn with a reason.

import { DomainError, invalidField, type FieldFault } from '../domain-error.js';
import { FieldReading } from '../exchanges/read-fields.js';
import {
  IDENTIFICATION_LEVELS,
  IDENTIFICATION_METHODS,
  type IdentificationLevel,
  type IdentificationMethod,
} from '../records/kinds/kind-values.js';

/** Interpol's primary identifiers and the serial number of an implant; description, effects, bones and eyes only support. */
export const CONFIRMING: readonly IdentificationMethod[] = ['fingerprints', 'dental', 'dna', 'implant_serial'];

export const LINK_STATES = ['proposed', 'confirmed', 'withdrawn'] as const;
export type LinkState = (typeof LINK_STATES)[number];

export interface LinkStep {
  readonly organisationId: string;
  readonly organisationName: string;
  readonly userId: string;
  readonly username: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface RemainsLink {
  readonly id: string;
  readonly caseId: string;
  readonly method: IdentificationMethod;
  readonly level: IdentificationLevel;
  /** When the identification was made; EDTF level 1. */
  readonly valid: string;
  readonly grade: string;
  readonly personIds: readonly string[];
  readonly proposed: LinkStep;
  /** Whoever confirms it signs it. */
  readonly confirmed: LinkStep | null;
  readonly withdrawn: (LinkStep & { readonly reason: string }) | null;
  /** What was handed over of these persons; null where nothing was. */
  readonly handedOver: 'whole' | 'part' | null;
}

export function stateOf({ confirmed, withdrawn }: RemainsLink): LinkState {
  if (withdrawn !== null) return 'withdrawn';
  return confirmed === null ? 'proposed' : 'confirmed';
}

/**
 * A proposal tells of a death that nobody has signed: it is for whoever made it, for whoever keeps the case and for those who registered the
 * persons. From its confirmation on the records say it. Of `persons` those whom the organisation cannot see change nothing.
 */
export function mayKnowOfLink(
  { confirmed, proposed }: Pick<RemainsLink, 'confirmed' | 'proposed'>,
  organisationId: string,
  about: {
    readonly remains: { readonly organisationId: string };
    readonly persons: readonly { readonly ownerOrganisationId: string }[];
  },
): boolean {
  if (confirmed !== null || proposed.organisationId === organisationId) return true;
  const owners = about.persons.map((person) => person.ownerOrganisationId);
  return about.remains.organisationId === organisationId || owners.includes(organisationId);
}

/** Throws `invalid_field`, also where a method that only supports would confirm. */
export function readIdentification(given: { readonly method: string; readonly level: string }): {
  readonly method: IdentificationMethod;
  readonly level: IdentificationLevel;
} {
  const faults: FieldFault[] = [];
  const reading = new FieldReading(faults);
  const method = reading.choice('/method', given.method, IDENTIFICATION_METHODS);
  const level = reading.choice('/level', given.level, IDENTIFICATION_LEVELS);
  if (method === null || level === null)
    throw new DomainError('invalid_field', 'The link cannot be proposed as given.', faults);
  if (level === 'confirmed' && !CONFIRMING.includes(method))
    throw invalidField('/level', `preliminary; only ${CONFIRMING.join(', ')} confirm`);
  return { method, level };
}

/** Throws `conflict` or `second_person_needed`. */
export function requireConfirmable(link: RemainsLink, userId: string): void {
  requireState(link, 'proposed', 'confirmed');
  if (link.proposed.userId === userId)
    throw new DomainError('second_person_needed', 'You proposed this link; another person must confirm it.');
}

/** A confirmed link is withdrawn, and remains are handed over, by the organisation that signed; a proposal by whoever made it. */
export function requireSigner(link: RemainsLink, organisationId: string, what: string): void {
  const signer = link.confirmed ?? link.proposed;
  if (signer.organisationId !== organisationId)
    throw new DomainError('forbidden', `This is ${what} by the organisation that signed the link.`);
}

export function requireState(link: RemainsLink, wanted: LinkState, what: string): void {
  const state = stateOf(link);
  if (state !== wanted) throw new DomainError('conflict', `The link is ${state}; only a ${wanted} one can be ${what}.`);
}

/** Throws `already_withdrawn`. */
export function requireStanding(link: RemainsLink): void {
  if (link.withdrawn !== null) throw new DomainError('already_withdrawn', 'This link was withdrawn before.');
}
