// Turns rows of a mapped CSV file and records of a PFIF file into persons in the registry's own terms.

import type { LegalBasis, SharingLevel } from '../domain/access/person-visibility.js';
import { readIdentityParticulars } from '../domain/identity/identity-reading.js';
import type {
  IncomingNote,
  IncomingPerson,
  IncomingRow,
  IncomingStatement,
} from '../domain/imports/incoming-person.js';
import { readPartialDate, type PartialDate } from '../domain/records/partial-date.js';
import type { BirthYears, Sex } from '../domain/records/statement.js';
import type { CsvRow } from './csv/read-csv.js';
import type { Mapping } from './mapping/mapping.js';
import type { MappedStatement, RowMapper } from './mapping/map-row.js';
import type { PfifRecord } from './pfif/read-pfif.js';
import type { PfifPerson } from './pfif/pfif-person.js';
import type { PfifStatement } from './pfif/pfif-statements.js';

/** How persons of a file without a mapping may be shared. */
export interface SharingRule {
  readonly sharingLevel: SharingLevel;
  readonly legalBasis: LegalBasis;
}

const GRADE_OF_THE_FILE = { reliability: 'F', information: 6 } as const;

function particularsStatement(
  given: { readonly sex?: Sex; readonly birthYears?: BirthYears },
  valid: PartialDate | undefined,
  grade: IncomingStatement['grade'],
): IncomingStatement[] {
  if (valid === undefined || (given.sex === undefined && given.birthYears === undefined)) return [];
  return [
    {
      kind: 'particulars',
      valid,
      basis: 'told',
      source: 'organisation',
      grade,
      place: null,
      details: given,
      reference: null,
    },
  ];
}

export function incomingFromCsv(row: CsvRow, map: RowMapper, mapping: Mapping): IncomingRow {
  const at = { row: row.row, line: row.line };
  if (!row.ok)
    return {
      ...at,
      ok: false,
      reference: null,
      faults: [{ column: row.column ?? null, code: row.code, message: row.message }],
    };
  const mapped = map(row.cells);
  if (!mapped.ok) return { ...at, ok: false, reference: mapped.reference, faults: mapped.errors.map(noteOf) };
  const statements = mapped.statements.map(mappedStatement);
  const first = statements[0];
  const category: IncomingStatement[] =
    mapping.category === null || first === undefined
      ? []
      : [{ ...first, kind: 'category', source: 'organisation', place: null, details: { category: mapping.category } }];
  return {
    ...at,
    ok: true,
    person: {
      reference: mapped.reference,
      identity: null,
      birthYears: null,
      statements: [
        ...particularsStatement(mapped.particulars, first?.valid, first?.grade ?? GRADE_OF_THE_FILE),
        ...category,
        ...statements,
      ],
      places: mapped.places,
      sharingLevel: mapping.sharingLevel,
      legalBasis: mapping.legalBasis,
      warnings: mapped.warnings.map(noteOf),
    },
  };
}

function noteOf(note: { readonly column: string; readonly code: string; readonly message: string }): IncomingNote {
  return { ...note, column: note.column === '' ? null : note.column };
}

/** Mapping and codec have read the date before, so it reads again. */
function dateOf(edtf: string): PartialDate {
  const reading = readPartialDate(edtf);
  if (!reading.ok) throw new RangeError('a date that was read before cannot be read again');
  return reading.date;
}

function mappedStatement({ placeAsGiven: _asGiven, valid, ...said }: MappedStatement): IncomingStatement {
  return { ...said, valid: dateOf(valid), reference: null } as IncomingStatement;
}

/** `today` is when particulars are taken to hold that come without any dated statement. */
export function incomingFromPfif(record: PfifRecord, sharing: SharingRule, today: PartialDate): IncomingRow {
  const at = { row: record.record, line: record.line };
  if (record.kind === 'refused')
    return {
      ...at,
      ok: false,
      reference: null,
      faults: [{ column: null, code: record.code, message: record.message }],
    };
  if (record.kind === 'note') {
    return { ...at, ok: false, reference: record.note.personReference, faults: [STAND_ALONE] };
  }
  const { person } = record;
  const identity = readIdentityParticulars(person.identity);
  if (!identity.ok) {
    const faults = identity.faults.map((fault) => ({
      column: fault.pointer,
      code: fault.code,
      message: fault.expected ?? 'The field is not valid.',
    }));
    return { ...at, ok: false, reference: person.reference, faults };
  }
  const isNameless = Object.keys(identity.identity).length === 0;
  return {
    ...at,
    ok: true,
    person: { ...personOf(person, sharing, today), identity: isNameless ? null : identity.identity },
  };
}

const STAND_ALONE: IncomingNote = {
  column: null,
  code: 'note_without_person',
  message: 'A note outside its person record is not imported; send the person with its notes.',
};

function personOf(person: PfifPerson, sharing: SharingRule, today: PartialDate): Omit<IncomingPerson, 'identity'> {
  const statements = person.statements.map(pfifStatement);
  const first = statements[0];
  return {
    reference: person.reference,
    birthYears: person.particulars.birthYears ?? null,
    statements: [
      ...particularsStatement(person.particulars, first?.valid ?? today, first?.grade ?? GRADE_OF_THE_FILE),
      ...statements,
    ],
    places: [],
    ...sharing,
    warnings: person.warnings.map(({ code, note }) => ({
      column: note,
      code,
      message: 'The field is kept with the sealed notes and was not read further.',
    })),
  };
}

/** A note of its own person gives two statements under one record id; the kind tells them apart. */
function pfifStatement({ writtenAt: _writtenAt, valid, reference, ...said }: PfifStatement): IncomingStatement {
  return {
    ...said,
    place: null,
    valid: dateOf(valid),
    reference: reference === null ? null : `${reference}#${said.kind}`,
  } as IncomingStatement;
}
