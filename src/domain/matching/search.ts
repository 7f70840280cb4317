// A search among an organisation's own people: one name, perhaps a year of birth, and a purpose.

import { INQUIRY_PURPOSES, readInquiry, type InquiryPurpose, type Sought } from './inquiry.js';
import { DomainError, invalidField } from '../domain-error.js';

const POINTERS: Readonly<Record<string, string>> = {
  '/sought/names': '/name',
  '/sought/names/0/text': '/name',
  '/sought/birthYears': '/birthYear',
};

/** Throws `invalid_field` with every fault, at the fields of a search. */
export function readSearch(
  given: { readonly name: string; readonly birthYear?: number | undefined; readonly purpose: string },
  now: number,
): { readonly sought: Sought; readonly purpose: InquiryPurpose } {
  const { name, birthYear, purpose } = given;
  const birthYears = birthYear === undefined ? undefined : { from: birthYear, to: birthYear };
  try {
    return readInquiry({ sought: { names: [{ text: name }], birthYears }, purpose }, now);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const faults = error.faults.map((fault) => ({ ...fault, pointer: POINTERS[fault.pointer] ?? fault.pointer }));
    throw new DomainError(error.code, 'The search cannot be made as given.', faults);
  }
}

/** Throws `invalid_field`. */
export function requirePurpose(given: string): InquiryPurpose {
  const purpose = INQUIRY_PURPOSES.find((one) => one === given);
  if (purpose === undefined) throw invalidField('/purpose', `one of ${INQUIRY_PURPOSES.join(', ')}`);
  return purpose;
}
