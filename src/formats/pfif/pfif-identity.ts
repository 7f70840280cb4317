// What a PFIF record says that identifies somebody, in the form in which identity particulars are read; all of it belongs in the vault.

import type { NameOrder } from '../../domain/identity/identity-particulars.js';
import { IDENTITY_LIMITS } from '../../domain/identity/identity-reading.js';
import { textProblem } from '../../domain/identity/plain-text.js';
import { readBirthDate } from './pfif-dates.js';
import type { RawNote, RawRecord } from './pfif-elements.js';
import { NOTE_FIELDS, PERSON_FIELDS } from './pfif-fields.js';

/** Give this to readIdentityParticulars: names, notes and contacts are as the file has them and still to be checked. */
export interface PfifIdentity {
  readonly names?: readonly { readonly text: string; readonly order: NameOrder; readonly role: 'own' | 'alias' }[];
  readonly birthDate?: string;
  /** All else, one "field: value" for each field; notes under their record id. */
  readonly notes?: string;
  readonly sourceContact?: { readonly name?: string; readonly email?: string; readonly phone?: string };
  readonly photoUrl?: string;
}

type Names = NonNullable<PfifIdentity['names']>;

/** Fields that are no identity, or have a place of their own. */
const NOT_IN_NOTES = [
  'person_record_id',
  'note_record_id',
  'entry_date',
  'expiry_date',
  'sex',
  'status',
  'author_made_contact',
];

function namesOf(fields: ReadonlyMap<string, string>): {
  readonly names: Names;
  readonly unreadable: readonly string[];
} {
  const lines = (field: string): string[] =>
    (fields.get(field) ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const inParts = [...lines('given_name'), ...lines('family_name')].join(' ');
  const all: Names = [
    ...lines('full_name').map((text) => ({ text, order: 'unknown' as const, role: 'own' as const })),
    ...(inParts === '' ? [] : [{ text: inParts, order: 'given_first' as const, role: 'own' as const }]),
    ...lines('alternate_names').map((text) => ({ text, order: 'unknown' as const, role: 'alias' as const })),
  ];
  const distinct = all.filter((name, at) => all.findIndex((other) => other.text === name.text) === at);
  const isName = ({ text }: Names[number]): boolean =>
    textProblem(text, { longest: IDENTITY_LIMITS.nameText, letterNeeded: true }) === null;
  const names = distinct.filter(isName).slice(0, IDENTITY_LIMITS.names);
  // A "?" for a name and names beyond what a person may have are kept as notes.
  return { names, unreadable: distinct.filter((name) => !names.includes(name)).map((name) => name.text) };
}

const CONTACT_FIELDS = { name: 'author_name', email: 'author_email', phone: 'author_phone' } as const;

function contactOf(fields: ReadonlyMap<string, string>): NonNullable<PfifIdentity['sourceContact']> {
  const entries = Object.entries(CONTACT_FIELDS)
    .map(([key, field]) => [key, fields.get(field)] as const)
    .filter(([, value]) => textProblem(value, { longest: IDENTITY_LIMITS.contact }) === null);
  return Object.fromEntries(entries);
}

function photoOf(fields: ReadonlyMap<string, string>): string | null {
  const address = fields.get('photo_url') ?? '';
  const isWebAddress = /^https?:/i.test(address) && URL.canParse(address) && address.length <= IDENTITY_LIMITS.photoUrl;
  return isWebAddress ? address : null;
}

function described(
  fields: ReadonlyMap<string, string>,
  order: readonly string[],
  besides: readonly string[],
): string[] {
  return order
    .filter((field) => fields.has(field) && !NOT_IN_NOTES.includes(field) && !besides.includes(field))
    .map((field) => `${field}: ${fields.get(field) ?? ''}`);
}

/** One note of a PFIF file as text, for the notes of its person. */
export function noteText(note: RawNote): string {
  const lines = described(note.fields, NOTE_FIELDS, []);
  return lines.length === 0 ? '' : [`note ${note.fields.get('note_record_id') ?? ''}`.trim(), ...lines].join('\n');
}

export function pfifIdentity({ fields, notes }: RawRecord): PfifIdentity {
  const { names, unreadable } = namesOf(fields);
  const birthDate = readBirthDate(fields.get('date_of_birth'));
  const sourceContact = contactOf(fields);
  const photoUrl = photoOf(fields);
  const kept = [
    ...['full_name', 'given_name', 'family_name', 'alternate_names'],
    ...(birthDate === null ? [] : ['date_of_birth']),
    ...Object.keys(sourceContact).map((key) => CONTACT_FIELDS[key as keyof typeof CONTACT_FIELDS]),
    ...(photoUrl === null ? [] : ['photo_url']),
  ];
  const text = [
    ...unreadable.map((name) => `name: ${name}`),
    ...described(fields, PERSON_FIELDS, kept),
    ...notes.map(noteText).filter((one) => one !== ''),
  ].join('\n');
  return {
    ...(names.length > 0 && { names }),
    ...(birthDate !== null && { birthDate }),
    ...(text !== '' && { notes: text }),
    ...(Object.keys(sourceContact).length > 0 && { sourceContact }),
    ...(photoUrl !== null && { photoUrl }),
  };
}
