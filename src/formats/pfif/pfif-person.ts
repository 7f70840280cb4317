// Turns a raw PFIF person into identity for the vault, coarse particulars, and statements.

import type { SourceGrade } from '../../domain/evidence/source-grade.js';
import { birthYearsOf as yearsOfDate } from '../../domain/identity/birth-date.js';
import type { Instant } from '../../domain/records/instant.js';
import { SEXES, type BirthYears, type Sex } from '../../domain/records/statement.js';
import { readBirthDate, readPfifInstant, yearsOfAge } from './pfif-dates.js';
import type { RawRecord } from './pfif-elements.js';
import type { PfifVersion } from './pfif-fields.js';
import { pfifIdentity, type PfifIdentity } from './pfif-identity.js';
import { readNote, type PfifStatement, type PfifWarning } from './pfif-statements.js';

export interface PfifPerson {
  readonly version: PfifVersion;
  /** person_record_id: the record's id in its home repository, the same in every copy and version. */
  readonly reference: string;
  /** Identifying: for the vault alone. */
  readonly identity: PfifIdentity;
  readonly particulars: { readonly sex?: Sex; readonly birthYears?: BirthYears };
  readonly statements: readonly PfifStatement[];
  /** Records that a note calls the same person: a hint for matching, never a merge. */
  readonly linkedReferences: readonly string[];
  /** When the source wants its record deleted; PFIF asks those who copied it to follow. */
  readonly expiresAt: Instant | null;
  /** Every field under its 1.4 name (notes: `note/<record id>/<field>`). Identifying: for differingFields alone. */
  readonly fields: ReadonlyMap<string, string>;
  readonly warnings: readonly PfifWarning[];
}

interface Noted<T> {
  readonly value: T;
  readonly warnings: readonly PfifWarning['code'][];
}

function sexOf(fields: ReadonlyMap<string, string>): Noted<Sex | null> {
  const given = fields.get('sex')?.toLowerCase();
  const sex = SEXES.find((one) => one === given) ?? null;
  return { value: sex, warnings: given !== undefined && sex === null ? ['sex_unknown_value'] : [] };
}

/** The birth date wins over the age, which is a guess more often; that they disagree is said. */
function birthYearsOf(fields: ReadonlyMap<string, string>): Noted<BirthYears | null> {
  const [dateGiven, ageGiven] = [fields.get('date_of_birth'), fields.get('age')];
  const date = readBirthDate(dateGiven);
  const byDate = date === null ? null : yearsOfDate(date);
  const byAge = yearsOfAge(ageGiven, readPfifInstant(fields.get('source_date')));
  const warnings: PfifWarning['code'][] = [];
  if (dateGiven !== undefined && byDate === null) warnings.push('birth_date_not_understood');
  if (ageGiven !== undefined && byAge === null) warnings.push('age_not_understood');
  if (byDate !== null && byAge !== null && (byAge.to < byDate.from || byAge.from > byDate.to)) {
    warnings.push('age_contradicts_birth_date');
  }
  return { value: byDate ?? byAge, warnings };
}

/** Left out of comparisons: when a repository took its copy in says nothing about the person. */
const OF_THE_COPY = ['entry_date', 'person_record_id', 'note_record_id'];

function comparableFields(record: RawRecord): ReadonlyMap<string, string> {
  const compared = new Map<string, string>();
  for (const [field, value] of record.fields) if (!OF_THE_COPY.includes(field)) compared.set(field, value);
  for (const [at, note] of record.notes.entries()) {
    const id = note.fields.get('note_record_id') ?? `#${at}`;
    for (const [field, value] of note.fields)
      if (!OF_THE_COPY.includes(field)) compared.set(`note/${id}/${field}`, value);
  }
  return compared;
}

function expiryOf(fields: ReadonlyMap<string, string>): Noted<Instant | null> {
  const given = fields.get('expiry_date');
  const expiry = readPfifInstant(given);
  return {
    value: expiry?.at ?? null,
    warnings: given !== undefined && expiry === null ? ['expiry_date_not_understood'] : [],
  };
}

/** `reference` is the person_record_id that the caller has found in the record. */
export function readPerson(record: RawRecord, reference: string, grade: SourceGrade): PfifPerson {
  const { fields } = record;
  const own = (note: RawRecord['notes'][number]): boolean =>
    (note.fields.get('person_record_id') ?? reference) === reference;
  const readings = record.notes.filter(own).map((note) => readNote(note, grade));
  const strangers = record.notes.filter((note) => !own(note));
  const [sex, birthYears, expiry] = [sexOf(fields), birthYearsOf(fields), expiryOf(fields)];
  const ownCodes = [
    ...sex.warnings,
    ...birthYears.warnings,
    ...expiry.warnings,
    ...(record.strays > 0 ? (['fields_ignored'] as const) : []),
  ];
  return {
    version: record.version,
    reference,
    identity: pfifIdentity(record),
    particulars: {
      ...(sex.value !== null && { sex: sex.value }),
      ...(birthYears.value !== null && { birthYears: birthYears.value }),
    },
    statements: readings.flatMap((reading) => reading.statements),
    linkedReferences: [...new Set(record.notes.flatMap((note) => note.fields.get('linked_person_record_id') ?? []))],
    expiresAt: expiry.value,
    fields: comparableFields(record),
    warnings: [
      ...ownCodes.map((code) => ({ code, note: null })),
      ...strangers.map((note) => ({
        code: 'note_of_another_person' as const,
        note: note.fields.get('note_record_id') ?? null,
      })),
      ...readings.flatMap((reading) => reading.warnings),
    ],
  };
}
