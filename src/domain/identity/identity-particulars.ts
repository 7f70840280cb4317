// What the vault keeps about a person: a closed list of identity fields, one value for each.

import type { NameScript } from '../names/detect-script.js';

/** The fields a disclosure may name; each is sealed by itself, so that opening one opens no other. */
export const IDENTITY_FIELDS = [
  'names',
  'father_name',
  'mother_name',
  'birth_date',
  'unit',
  'marks',
  'circumstances',
  'next_of_kin',
  'notes',
  'source_contact',
  'photo_url',
] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];

export const NAME_ORDERS = ['given_first', 'surname_first', 'unknown'] as const;
export type NameOrder = (typeof NAME_ORDERS)[number];

export const NAME_ROLES = ['own', 'alias', 'father', 'mother'] as const;
export type NameRole = (typeof NAME_ROLES)[number];

/** A name as its giver wrote it; spelling, script and order are kept. */
export interface PersonName {
  readonly text: string;
  readonly script: NameScript;
  readonly order: NameOrder;
  readonly role: NameRole;
}

export interface NextOfKin {
  readonly name: string;
  readonly kinship: string;
  readonly contact?: string;
}

/** Who gave the record to its source, for example the author of a PFIF note. */
interface SourceContact {
  readonly name?: string;
  readonly address?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Absent is unknown; a list is never empty. A person of whom nothing is known has no key at all. */
export interface IdentityParticulars {
  /** Own names and aliases. */
  readonly names?: readonly PersonName[];
  /** One entry for each script or spelling. */
  readonly fatherName?: readonly PersonName[];
  readonly motherName?: readonly PersonName[];
  /** EDTF level 1. */
  readonly birthDate?: string;
  /** Of armed forces or a service, as it was told: a number, a name, or both. */
  readonly unit?: string;
  readonly marks?: string;
  /** How the person went missing or was taken, in words that may identify; what is structured of it is a statement. */
  readonly circumstances?: string;
  readonly nextOfKin?: readonly NextOfKin[];
  readonly notes?: string;
  readonly sourceContact?: SourceContact;
  readonly photoUrl?: string;
}

/** The key under which each field's value is found. */
export const IDENTITY_KEY = {
  names: 'names',
  father_name: 'fatherName',
  mother_name: 'motherName',
  birth_date: 'birthDate',
  unit: 'unit',
  marks: 'marks',
  circumstances: 'circumstances',
  next_of_kin: 'nextOfKin',
  notes: 'notes',
  source_contact: 'sourceContact',
  photo_url: 'photoUrl',
} as const satisfies Record<IdentityField, keyof IdentityParticulars>;

/** The fields that hold a value, in the order of IDENTITY_FIELDS; none for a nameless record. */
export function identityFieldsOf(identity: IdentityParticulars): IdentityField[] {
  return IDENTITY_FIELDS.filter((field) => identity[IDENTITY_KEY[field]] !== undefined);
}
