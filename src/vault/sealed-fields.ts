// Seals and opens the fields of an identity under its data key.

import {
  IDENTITY_FIELDS,
  IDENTITY_KEY,
  type IdentityField,
  type IdentityParticulars,
} from '../domain/identity/identity-particulars.js';
import { open, seal } from './sealed-box.js';
import type { SealedField, StoredPerson } from './sealed-person.js';

export function sealField(
  dataKey: Buffer,
  place: { readonly personId: string; readonly field: IdentityField; readonly version: number },
  identity: IdentityParticulars,
): SealedField {
  const plaintext = Buffer.from(JSON.stringify(identity[IDENTITY_KEY[place.field]]), 'utf8');
  const sealed = seal(dataKey, place, plaintext);
  plaintext.fill(0);
  return { field: place.field, version: place.version, sealed };
}

/** Those that this version knows; throws SealBroken. */
export function openFields(stored: StoredPerson, dataKey: Buffer): IdentityParticulars {
  const opened = stored.fields.flatMap(({ field, version, sealed }) => {
    const known = IDENTITY_FIELDS.find((one) => one === field);
    if (known === undefined) return [];
    const plaintext = open(dataKey, { personId: stored.personId, field, version }, sealed);
    const value: unknown = JSON.parse(plaintext.toString('utf8'));
    plaintext.fill(0);
    return [[IDENTITY_KEY[known], value] as const];
  });
  return Object.fromEntries(opened);
}
