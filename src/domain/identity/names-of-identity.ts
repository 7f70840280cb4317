// Every name that an identity holds, of the person and of those around them.

import type { IdentityParticulars } from './identity-particulars.js';

export function namesOfIdentity(identity: IdentityParticulars): string[] {
  const { names = [], fatherName = [], motherName = [], nextOfKin = [], sourceContact } = identity;
  const all = [...names, ...fatherName, ...motherName, ...nextOfKin.map(({ name }) => ({ text: name }))];
  return [...all.map(({ text }) => text), ...(sourceContact?.name === undefined ? [] : [sourceContact.name])];
}
