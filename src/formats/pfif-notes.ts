// What the report of an import says of a PFIF record that went in, but not in all it says.

import type { IncomingNote } from '../domain/imports/incoming-person.js';
import type { PfifPerson } from './pfif/pfif-person.js';
import type { PfifWarning } from './pfif/pfif-statements.js';

const SEALED = 'its text is kept with the sealed notes';

const MESSAGES: Readonly<Record<PfifWarning['code'], string>> = {
  note_status_unknown: `PFIF has no such status, so the note makes no statement; ${SEALED}.`,
  note_without_date: `The note has no date that can be read, so it makes no statement; ${SEALED}.`,
  note_of_another_person: `The note names another person, so it makes no statement; ${SEALED}.`,
  sex_unknown_value: 'PFIF has no such sex; the record has none.',
  birth_date_not_understood: `The date of birth cannot be read; ${SEALED}.`,
  age_not_understood: `The age cannot be read; ${SEALED}.`,
  age_contradicts_birth_date: 'Age and date of birth disagree; the date of birth was taken.',
  expiry_date_not_understood: 'The date on which the source wants its record deleted cannot be read.',
  fields_ignored: 'Fields that PFIF does not have were left out.',
};

/** A note's record id stands where the report names a column. */
export function pfifNotes(person: PfifPerson): IncomingNote[] {
  return [
    ...person.warnings.map(({ code, note }) => ({ column: note, code, message: MESSAGES[code] })),
    ...(person.expiresAt === null ? [] : [EXPIRES]),
    ...person.linkedReferences.map(() => LINKED).slice(0, 1),
  ];
}

const EXPIRES: IncomingNote = {
  column: 'expiry_date',
  code: 'expires',
  message: 'The source wants its record deleted one day; the registry does not do so by itself.',
};

const LINKED: IncomingNote = {
  column: 'linked_person_record_id',
  code: 'linked_record',
  message: 'A note calls another record the same person; nothing was merged.',
};
