// Reads what is given when a tracing request is taken in: the enquirer for the vault, the rest in closed lists and days.

import { DomainError, invalidField, type FieldFault } from '../domain-error.js';
import type { IdentityParticulars } from '../identity/identity-particulars.js';
import { readIdentityParticulars } from '../identity/identity-reading.js';
import { textProblem } from '../identity/plain-text.js';
import type { Instant } from '../records/instant.js';
import { readPastDay } from './past-day.js';
import { CONSENT_DECISIONS, CONSENT_GIVERS, CONSENT_PURPOSES, CONSENT_RECIPIENTS, type Consent } from './consent.js';
import { KINSHIPS, SAFE_CHANNELS, type Kinship, type SafeChannel } from './tracing-request.js';

export interface GivenEnquirer {
  readonly name: string;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

export interface GivenChannel {
  readonly channel: string;
  /** When, on which number, what to say when somebody else answers: sealed. */
  readonly details?: string | undefined;
}

export interface GivenConsent {
  readonly givenBy: string;
  readonly purpose: string;
  readonly recipient: string;
  readonly organisationId?: string | undefined;
  readonly decision: string;
  readonly decidedOn: string;
}

const LONGEST_REFERENCE = 200;

function choice<T extends string>(given: string, choices: readonly T[], pointer: string): T {
  const found = choices.find((one) => one === given);
  if (found === undefined) throw invalidField(pointer, `one of ${choices.join(', ')}`);
  return found;
}

export function readKinship(given: string): Kinship {
  return choice(given, KINSHIPS, '/kinship');
}

/** What the vault keeps of an enquirer: the contact, and how to use it safely; throws `invalid_field`. */
export function readEnquirer(enquirer: GivenEnquirer, channel: GivenChannel): IdentityParticulars {
  const reading = readIdentityParticulars({
    sourceContact: { ...enquirer },
    ...(channel.details !== undefined && { notes: channel.details }),
  });
  if (!reading.ok)
    throw new DomainError('invalid_field', 'The enquirer cannot be taken in as given.', reading.faults.map(atEnquirer));
  return reading.identity;
}

function atEnquirer(fault: FieldFault): FieldFault {
  const pointer = fault.pointer.startsWith('/notes')
    ? '/safeChannel/details'
    : fault.pointer.replace('/sourceContact', '/enquirer');
  return { ...fault, pointer };
}

/** The way, and its sealed details or null; throws `invalid_field` under `pointer`. */
export function readSafeChannel(
  given: GivenChannel,
  pointer: string,
): { readonly channel: SafeChannel; readonly details: string | null } {
  const channel = choice(given.channel, SAFE_CHANNELS, `${pointer}/channel`);
  if (given.details === undefined) return { channel, details: null };
  const reading = readIdentityParticulars({ notes: given.details });
  if (!reading.ok) throw invalidField(`${pointer}/details`, 'a text of up to 10000 characters');
  return { channel, details: reading.identity.notes ?? null };
}

export function readReference(given: string | undefined): string | null {
  if (given === undefined) return null;
  if (textProblem(given, { longest: LONGEST_REFERENCE }) !== null)
    throw invalidField('/reference', `a number or code of up to ${LONGEST_REFERENCE} characters`);
  return given.trim();
}

/** Whether an organisation of that id exists is the registry's to say. */
export function readConsent(given: GivenConsent, now: Instant, pointer: string): Consent {
  const recipient = choice(given.recipient, CONSENT_RECIPIENTS, `${pointer}/recipient`);
  if ((recipient === 'organisation') !== (given.organisationId !== undefined))
    throw invalidField(`${pointer}/organisationId`, 'the id of an organisation for the recipient `organisation` alone');
  return {
    givenBy: choice(given.givenBy, CONSENT_GIVERS, `${pointer}/givenBy`),
    purpose: choice(given.purpose, CONSENT_PURPOSES, `${pointer}/purpose`),
    recipient,
    recipientOrganisationId: given.organisationId ?? null,
    decision: choice(given.decision, CONSENT_DECISIONS, `${pointer}/decision`),
    decidedOn: readPastDay(given.decidedOn, now, `${pointer}/decidedOn`),
    recordedAt: now,
  };
}
