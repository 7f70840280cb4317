// What a request for disclosure, an approval of one, and a refusal must say.

import { DomainError, invalidField, type FieldFault } from '../domain-error.js';
import { readDisclosedFields, readDisclosureCommand, type DisclosureCommand } from './disclosure.js';
import { MOST_DAYS, USUAL_DAYS, type DisclosureTerms } from './disclosure-request.js';
import type { IdentityField } from './identity-particulars.js';

/** How it was made sure that who asks about themself is that person, or speaks for them. A code, and never what was shown or said. */
export const IDENTITY_CHECKS = [
  'document_seen',
  'known_in_person',
  'control_questions',
  'called_back',
  'mandate_seen',
] as const;
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];

export interface GivenDisclosureRequest {
  readonly purpose: unknown;
  readonly fields: unknown;
  readonly reason: unknown;
  /** 7 where it is absent. */
  readonly days?: unknown;
  /** False where it is absent. */
  readonly once?: unknown;
  /** For a data_subject_request, and for no other purpose. */
  readonly identityCheck?: unknown;
}

export interface ReadDisclosureRequest extends Omit<DisclosureCommand, 'fields'> {
  readonly asked: DisclosureTerms<IdentityField>;
  readonly identityCheck: IdentityCheck | null;
}

/** Throws `invalid_field` or `court_refer_to_giver`. */
export function readDisclosureRequest(given: GivenDisclosureRequest): ReadDisclosureRequest {
  const { purpose, fields, reason } = readDisclosureCommand(given);
  const asked = { fields, days: readDays(given.days, USUAL_DAYS), once: readOnce(given.once) };
  if (purpose === 'data_subject_request')
    return { purpose, reason, asked, identityCheck: readIdentityCheck(given.identityCheck) };
  if (given.identityCheck !== undefined)
    throw invalidField('/identityCheck', 'absent, unless the purpose is data_subject_request');
  return { purpose, reason, asked, identityCheck: null };
}

/** Throws `invalid_field`. */
export function readIdentityCheck(given: unknown): IdentityCheck {
  const check = IDENTITY_CHECKS.find((one) => one === given);
  if (check !== undefined) return check;
  throw new DomainError('invalid_field', 'Say how the identity of who asks was checked.', [
    { pointer: '/identityCheck', code: 'not_in_list', expected: `one of ${IDENTITY_CHECKS.join(', ')}` },
  ]);
}

/** What is left out is as it was asked for. Throws `invalid_field`. */
export function readApprovalTerms(
  given: { readonly fields?: unknown; readonly days?: unknown; readonly once?: unknown },
  asked: DisclosureTerms<IdentityField>,
): DisclosureTerms<IdentityField> {
  return {
    fields: given.fields === undefined ? asked.fields : readGivenFields(given.fields),
    days: readDays(given.days, asked.days),
    once: given.once === undefined ? asked.once : readOnce(given.once),
  };
}

export interface GivenUse {
  /** Id of the request. */
  readonly request?: unknown;
  readonly purpose?: unknown;
  readonly fields?: unknown;
  readonly reason?: unknown;
}

/** A use of a grant names its request and at most the fields that it needs of it: why stands in the request. Throws `invalid_field`. */
export function readUse(given: GivenUse): { requestId: string; fields: readonly IdentityField[] | null } {
  const { request, purpose, fields, reason } = given;
  if (typeof request !== 'string') throw invalidField('/request', 'the id of a request for disclosure');
  if (purpose !== undefined) throw invalidField('/purpose', 'absent, since the request has a purpose');
  if (reason !== undefined) throw invalidField('/reason', 'absent, since the request has a reason');
  return { requestId: request, fields: fields === undefined ? null : readGivenFields(fields) };
}

/** Throws `invalid_field`. */
function readGivenFields(given: unknown): readonly IdentityField[] {
  const faults: FieldFault[] = [];
  const fields = readDisclosedFields(given, faults);
  if (faults.length > 0) throw new DomainError('invalid_field', 'The fields cannot be read.', faults);
  return fields;
}

/** Throws `invalid_field`. */
export function readDays(given: unknown, usual: number): number {
  if (given === undefined) return usual;
  if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= MOST_DAYS) return given;
  throw invalidField('/days', `a whole number from 1 to ${MOST_DAYS}`);
}

/** Throws `invalid_field`. */
export function readOnce(given: unknown): boolean {
  if (given === undefined) return false;
  if (typeof given === 'boolean') return given;
  throw invalidField('/once', 'true or false');
}
