// Every name that an identity holds, of the person and of those around them.

import type { IdentityField, IdentityParticulars } from './identity-particulars.js';

/** What `namesOfIdentity` reads. */
export const FIELDS_WITH_NAMES = [
  'names',
  'father_name',
  'mother_name',
  'next_of_kin',
  'source_contact',
] as const satisfies readonly IdentityField[];

export function namesOfIdentity(identity: IdentityParticulars): string[] {
  const { names = [], fatherName = [], motherName = [], nextOfKin = [], sourceContact } = identity;
  const all = [...names, ...fatherName, ...motherName, ...nextOfKin.map(({ name }) => ({ text: name }))];
  return [...all.map(({ text }) => text), ...(sourceContact?.name === undefined ? [] : [sourceContact.name])];
}
