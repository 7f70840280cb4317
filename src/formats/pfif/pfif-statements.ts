// What the notes of PFIF assert, as statements; the text of a note is none and stays in the vault.

import type { Basis, StatementSource } from '../../domain/evidence/statement-source.js';
import type { SourceGrade } from '../../domain/evidence/source-grade.js';
import type { Instant } from '../../domain/records/instant.js';
import type { StatementDetails } from '../../domain/records/statement.js';
import { readPfifInstant, type PfifInstant } from './pfif-dates.js';
import type { RawNote } from './pfif-elements.js';

type NoteKind = 'proof_of_life' | 'located' | 'disappearance' | 'death';

interface PfifStatementOf<K extends NoteKind> {
  /** The record id of the note; a note of its own person gives two statements under one. */
  readonly reference: string | null;
  readonly kind: K;
  /** When the note was written, as EDTF to the second: notes of one day have an order. */
  readonly valid: string;
  readonly writtenAt: Instant;
  readonly basis: Basis;
  readonly source: StatementSource;
  readonly grade: SourceGrade;
  readonly details: StatementDetails[K];
}

export type PfifStatement = { [K in NoteKind]: PfifStatementOf<K> }[NoteKind];

export interface NoteReading {
  readonly statements: readonly PfifStatement[];
  readonly warnings: readonly PfifWarning[];
}

export interface PfifWarning {
  readonly code:
    | 'note_status_unknown'
    | 'note_without_date'
    | 'note_of_another_person'
    | 'sex_unknown_value'
    | 'birth_date_not_understood'
    | 'age_not_understood'
    | 'age_contradicts_birth_date'
    | 'expiry_date_not_understood'
    | 'fields_ignored';
  /** The record id of the note, or null for the person itself. */
  readonly note: string | null;
}

/** PFIF has no grades: whoever writes a note is unknown to us, and nobody has assessed it. */
export const UNASSESSED: SourceGrade = { reliability: 'F', information: 6 };

type Common = Pick<PfifStatement, 'reference' | 'valid' | 'writtenAt' | 'grade'>;

/** PFIF's five statuses (1.2 and later). Each "believed" is what the author was told, not what they saw. */
const STATEMENTS_OF: Readonly<Record<string, (common: Common, inContact: boolean) => readonly PfifStatement[]>> = {
  information_sought: () => [],
  is_note_author: (common) => [
    {
      ...common,
      kind: 'proof_of_life',
      basis: 'told',
      source: 'from_person',
      details: { contactStrength: 'direct_one_way' },
    },
    { ...common, kind: 'located', basis: 'told', source: 'person', details: { attestedBy: 'person' } },
  ],
  believed_alive: (common, inContact) => [
    {
      ...common,
      kind: 'proof_of_life',
      basis: 'told',
      source: 'other',
      details: { contactStrength: inContact ? 'firsthand' : 'hearsay' },
    },
  ],
  believed_missing: (common) => [{ ...common, kind: 'disappearance', basis: 'told', source: 'other', details: {} }],
  // The vocabulary of death sources has no "somebody heard so"; `other` claims least.
  believed_dead: (common) => [{ ...common, kind: 'death', basis: 'told', source: 'other', details: {} }],
};

/** When the note was written; failing that, when it was entered, which is never earlier. */
function writtenAt(note: RawNote): PfifInstant | null {
  return readPfifInstant(note.fields.get('source_date')) ?? readPfifInstant(note.fields.get('entry_date'));
}

export function readNote(note: RawNote, grade: SourceGrade): NoteReading {
  const reference = note.fields.get('note_record_id') ?? null;
  const strays: PfifWarning[] = note.strays > 0 ? [{ code: 'fields_ignored', note: reference }] : [];
  const status = note.fields.get('status');
  if (status === undefined) return { statements: [], warnings: strays };
  const make = Object.hasOwn(STATEMENTS_OF, status) ? STATEMENTS_OF[status] : undefined;
  if (make === undefined)
    return { statements: [], warnings: [...strays, { code: 'note_status_unknown', note: reference }] };
  const written = writtenAt(note);
  if (written === null)
    return { statements: [], warnings: [...strays, { code: 'note_without_date', note: reference }] };
  const inContact = note.fields.get('author_made_contact')?.toLowerCase() === 'true';
  const common = { reference, valid: written.edtf, writtenAt: written.at, grade };
  return { statements: make(common, inContact), warnings: strays };
}
