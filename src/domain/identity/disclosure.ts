// What a disclosure command must say before a name is shown: which fields, for which purpose, and why.

import { DomainError, type FieldFault } from '../domain-error.js';
import { IDENTITY_FIELDS, type IdentityField } from './identity-particulars.js';

export const DISCLOSURE_PURPOSES = [
  'family_contact',
  'identification',
  'medical',
  'transfer',
  'data_subject_request',
] as const;
export type DisclosurePurpose = (typeof DISCLOSURE_PURPOSES)[number];

/** A court is referred to whoever gave the information; the registry is not its witness. */
const REFERRED_TO_GIVER = 'court';

/** Characters of a reason, spaces at its ends aside: the owner organisation will read it. */
const SHORTEST_REASON = 10;
const LONGEST_REASON = 2000;

export interface DisclosureCommand {
  readonly purpose: DisclosurePurpose;
  /** Distinct, in the order of IDENTITY_FIELDS. */
  readonly fields: readonly IdentityField[];
  readonly reason: string;
}

/** One of the purposes; a fault is added where it is none, and null answered. Throws `court_refer_to_giver`. */
export function readPurpose<Purpose extends string>(
  purposes: readonly Purpose[],
  given: unknown,
  faults: FieldFault[],
): Purpose | null {
  if (given === REFERRED_TO_GIVER) {
    throw new DomainError(
      'court_refer_to_giver',
      'A court is referred to the giver of the information; the registry discloses nothing to it.',
      [{ pointer: '/purpose', code: 'court_refer_to_giver' }],
    );
  }
  const purpose = purposes.find((one) => one === given) ?? null;
  if (purpose === null)
    faults.push({ pointer: '/purpose', code: 'not_in_list', expected: `one of ${purposes.join(', ')}` });
  return purpose;
}

/** Distinct, in the order of IDENTITY_FIELDS; what is wrong is added to `faults`. */
export function readDisclosedFields(given: unknown, faults: FieldFault[]): IdentityField[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > IDENTITY_FIELDS.length) {
    faults.push({
      pointer: '/fields',
      code: 'wrong_count',
      expected: `1 to ${IDENTITY_FIELDS.length} fields of the identity`,
    });
    return [];
  }
  const asked: readonly unknown[] = given;
  asked.forEach((field, at) => {
    if (!IDENTITY_FIELDS.some((one) => one === field)) {
      faults.push({ pointer: `/fields/${at}`, code: 'not_in_list', expected: `one of ${IDENTITY_FIELDS.join(', ')}` });
    }
  });
  return IDENTITY_FIELDS.filter((field) => asked.includes(field));
}

/** In words; what is wrong is added to `faults`. */
export function readReason(given: unknown, faults: FieldFault[]): string {
  const reason = typeof given === 'string' ? given.trim() : '';
  const length = Array.from(reason).length;
  const readable = /\p{L}/u.test(reason) && !/\p{Cc}/u.test(reason.replace(/[\n\r\t]/g, ''));
  if (length < SHORTEST_REASON || length > LONGEST_REASON || !readable) {
    faults.push({
      pointer: '/reason',
      code: 'invalid_reason',
      expected: `a reason in words, ${SHORTEST_REASON} to ${LONGEST_REASON} characters`,
    });
  }
  return reason;
}

/** The command as it may be audited and carried out; throws DomainError `invalid_field` or `court_refer_to_giver`. */
export function readDisclosureCommand(given: {
  readonly purpose: unknown;
  readonly fields: unknown;
  readonly reason: unknown;
}): DisclosureCommand {
  const faults: FieldFault[] = [];
  const purpose = readPurpose(DISCLOSURE_PURPOSES, given.purpose, faults);
  const fields = readDisclosedFields(given.fields, faults);
  const reason = readReason(given.reason, faults);
  if (purpose === null || faults.length > 0)
    throw new DomainError('invalid_field', 'The disclosure cannot be carried out as asked.', faults);
  return { purpose, fields, reason };
}
