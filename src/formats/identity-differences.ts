// Names the fields in which what the vault holds and what a file says of one person differ, and never what they hold.

import { DomainError } from '../domain/domain-error.js';
import { IDENTITY_FIELDS, IDENTITY_KEY, type IdentityParticulars } from '../domain/identity/identity-particulars.js';
import type { IncomingRow } from '../domain/imports/incoming-person.js';
import { NOTE_FIELDS, PERSON_FIELDS } from './pfif/pfif-fields.js';

/** A line of free text may look like a field as well ("somebody: …"): only names of the format's own fields are ever told. */
const FIELD_LINE = new RegExp(`^(${[...new Set<string>([...PERSON_FIELDS, ...NOTE_FIELDS])].join('|')}): `);

/** The notes of an import are "field: value" one below the other, a value taking as many lines as it has. */
function fieldsOf(notes: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  let field = 'notes';
  for (const line of notes.split('\n')) {
    field = FIELD_LINE.exec(line)?.[1] ?? (line.startsWith('note ') ? 'notes' : field);
    const text = line.replace(/\s+/g, ' ').trim();
    if (text !== '') fields.set(field, [...(fields.get(field) ?? []), text]);
  }
  return fields;
}

function differingNotes(held: string, given: string): string[] {
  const [one, other] = [fieldsOf(held), fieldsOf(given)];
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (field) => JSON.stringify(one.get(field)) !== JSON.stringify(other.get(field)),
  );
}

/** Sorted, each name once; equal identities give none. */
function identityDifferences(held: IdentityParticulars, given: IdentityParticulars): string[] {
  const differing = IDENTITY_FIELDS.flatMap((field) => {
    const key = IDENTITY_KEY[field];
    if (field === 'notes') return differingNotes(held.notes ?? '', given.notes ?? '');
    return JSON.stringify(held[key] ?? null) === JSON.stringify(given[key] ?? null) ? [] : [field];
  });
  return [...new Set(differing)].sort();
}

/** How a sealed identity is opened; a nameless person's is empty. */
export type OpenIdentity = (personId: string) => Promise<IdentityParticulars>;

/**
 * By the ordinal of a row: the fields in which it differs from what is held of its person, or from what an earlier row says of a
 * person first met in this file, which `met` remembers. A row that adds a person, or has no identity, is not compared.
 */
export async function differencesOfRows(
  rows: readonly IncomingRow[],
  known: ReadonlyMap<string, { readonly id: string; readonly hasIdentity: boolean }>,
  open: OpenIdentity,
  met = new Map<string, IdentityParticulars>(),
): Promise<Map<number, readonly string[]>> {
  const differing = new Map<number, readonly string[]>();
  for (const row of rows) {
    if (!row.ok || row.person.identity === null) continue;
    const { reference, identity } = row.person;
    const person = known.get(reference);
    const held = person === undefined ? met.get(reference) : await heldBy(person, open);
    if (held === undefined) met.set(reference, identity);
    else differing.set(row.row, identityDifferences(held, identity));
  }
  return differing;
}

async function heldBy(
  person: { readonly id: string; readonly hasIdentity: boolean },
  open: OpenIdentity,
): Promise<IdentityParticulars> {
  if (!person.hasIdentity) return {};
  // Erased meanwhile, or before the registry was set back to an older backup: nothing is held, and nothing of the file is taken.
  return open(person.id).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'identity_erased') return {};
    throw error;
  });
}
