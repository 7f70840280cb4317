// Turns rows of a mapped CSV file and records of a PFIF file into persons in the registry's own terms.

import type { LegalBasis, SharingLevel } from '../domain/access/person-visibility.js';
import type { IdentityParticulars } from '../domain/identity/identity-particulars.js';
import { readIdentityParticulars } from '../domain/identity/identity-reading.js';
import type {
  IncomingNote,
  IncomingPerson,
  IncomingRow,
  IncomingStatement,
  RowPlace,
} from '../domain/imports/incoming-person.js';
import { openCellNote, referenceWarnings } from '../domain/imports/open-cells.js';
import { readPartialDate, type PartialDate } from '../domain/records/partial-date.js';
import type { Instant } from '../domain/records/instant.js';
import type { CsvRow } from './csv/read-csv.js';
import type { Mapping } from './mapping/mapping.js';
import type { MappedRow, MappedStatement, RowMapper } from './mapping/map-row.js';
import { pfifNotes } from './pfif-notes.js';
import type { PfifRecord } from './pfif/read-pfif.js';
import type { PfifPerson } from './pfif/pfif-person.js';
import type { PfifStatement } from './pfif/pfif-statements.js';

/** How persons of a file without a mapping may be shared. */
export interface SharingRule {
  readonly sharingLevel: SharingLevel;
  readonly legalBasis: LegalBasis;
}

/** The clock of an import, read once, so that every row of a run is held against the same day. */
export interface ImportDay {
  readonly now: Instant;
  /** From ever until that day: when a statement holds that is about the record and not about an event. */
  readonly untilNow: PartialDate;
}

const DAY = 86_400_000;
/** Distinct dates are few and rows are many; a file made to differ in every row must not fill the memory. */
const MOST_REMEMBERED = 20_000;
const UNASSESSED = { reliability: 'F', information: 6 } as const;

/** Mapping and codec have read the date before, so it reads again. */
function dateOf(edtf: string): PartialDate {
  const reading = readPartialDate(edtf);
  if (!reading.ok) throw new RangeError('a date that was read cannot be read again');
  return reading.date;
}

export function importDay(now: Instant): ImportDay {
  return { now, untilNow: dateOf(`../${new Date(now).toISOString().slice(0, 10)}`) };
}

/** As when a person is registered: held by the organisation that gives the file. */
function standing(
  kind: 'particulars' | 'category',
  details: IncomingStatement['details'],
  grade: IncomingStatement['grade'],
  day: ImportDay,
): IncomingStatement {
  return {
    kind,
    valid: day.untilNow,
    basis: 'told',
    source: 'organisation',
    grade,
    place: null,
    details,
    reference: null,
  };
}

function particulars(
  given: object,
  grade: IncomingStatement['grade'] | undefined,
  day: ImportDay,
): IncomingStatement[] {
  return Object.keys(given).length === 0 ? [] : [standing('particulars', given, grade ?? UNASSESSED, day)];
}

function note(code: string, message: string, column: string | null = null): IncomingNote {
  return { column, code, message };
}

function refused(at: RowPlace, reference: string | null, ...faults: readonly IncomingNote[]): IncomingRow {
  return { ...at, ok: false, reference, faults };
}

const STAND_ALONE = note(
  'note_without_person',
  'A note outside its person record is not imported; send the person with its notes.',
);
/** Clocks and time zones differ by less than a day; what lies beyond is a forecast and no statement. */
const IN_THE_FUTURE = note('date_in_the_future', 'A date of the row has not come yet.');
const PLACE_IN_ITSELF = note('place_code_repeated', 'Two levels of the place have the same code.');

function isAhead(statements: readonly IncomingStatement[], day: ImportDay): boolean {
  return statements.some(({ valid }) => valid.earliest > day.now + DAY);
}

export class CsvPersons {
  /** The same months and intervals return in every other row. */
  private readonly dates = new Map<string, PartialDate>();

  constructor(
    private readonly mapping: Mapping,
    private readonly map: RowMapper,
    private readonly day: ImportDay,
  ) {}

  read(row: CsvRow): IncomingRow {
    const at = { row: row.row, line: row.line };
    if (!row.ok) return refused(at, null, note(row.code, row.message, row.column ?? null));
    const mapped = this.map(row.cells);
    if (!mapped.ok) return refused(at, mapped.reference, ...mapped.errors.map(faultOf));
    const statements = mapped.statements.map((statement) => this.statement(statement));
    if (isAhead(statements, this.day)) return refused(at, mapped.reference, IN_THE_FUTURE);
    if (mapped.places.some(({ code, parentCode }) => code === parentCode)) {
      return refused(at, mapped.reference, PLACE_IN_ITSELF);
    }
    return { ...at, ok: true, person: this.person(mapped, statements) };
  }

  private person(mapped: Extract<MappedRow, { ok: true }>, statements: readonly IncomingStatement[]): IncomingPerson {
    const { category, sharingLevel, legalBasis } = this.mapping;
    const grade = statements[0]?.grade;
    return {
      reference: mapped.reference,
      identity: null,
      birthYears: null,
      statements: [
        ...particulars(mapped.particulars, grade, this.day),
        ...(category === null ? [] : [standing('category', { category }, grade ?? UNASSESSED, this.day)]),
        ...statements,
      ],
      places: mapped.places,
      sharingLevel,
      legalBasis,
      warnings: mapped.warnings.map((warning) => note(warning.code, warning.message, columnOf(warning.column))),
    };
  }

  private statement({ placeAsGiven: _asGiven, valid, ...said }: MappedStatement): IncomingStatement {
    return { ...said, valid: this.date(valid), reference: null };
  }

  private date(edtf: string): PartialDate {
    const known = this.dates.get(edtf);
    if (known !== undefined) return known;
    const date = dateOf(edtf);
    if (this.dates.size < MOST_REMEMBERED) this.dates.set(edtf, date);
    return date;
  }
}

function columnOf(column: string): string | null {
  return column === '' ? null : column;
}

/** An unlisted value may be a name in the wrong column; reports are kept outside of the vault, so they never repeat a cell. */
function faultOf(fault: { readonly column: string; readonly code: string; readonly message: string }): IncomingNote {
  const message =
    fault.code === 'value_not_mapped' ? 'The mapping does not list the value of this cell.' : fault.message;
  return note(fault.code, message, columnOf(fault.column));
}

export function incomingFromPfif(record: PfifRecord, sharing: SharingRule, day: ImportDay): IncomingRow {
  const at = { row: record.record, line: record.line };
  if (record.kind === 'refused') return refused(at, null, note(record.code, record.message));
  if (record.kind === 'note') return refused(at, record.note.personReference, STAND_ALONE);
  const { person } = record;
  const identity = readIdentityParticulars(person.identity);
  if (!identity.ok) {
    const faults = identity.faults.map((fault) =>
      note(fault.code, fault.expected ?? 'The field is not valid.', fault.pointer),
    );
    return refused(at, person.reference, ...faults);
  }
  const statements = person.statements.map(pfifStatement);
  if (isAhead(statements, day)) return refused(at, person.reference, IN_THE_FUTURE);
  const isNameless = Object.keys(identity.identity).length === 0;
  return {
    ...at,
    ok: true,
    person: {
      ...pfifPerson(person, statements, day),
      ...sharing,
      identity: isNameless ? null : identity.identity,
      warnings: [...openReferences(person, statements, identity.identity), ...pfifNotes(person)],
    },
  };
}

function pfifPerson(
  person: PfifPerson,
  statements: readonly IncomingStatement[],
  day: ImportDay,
): Omit<IncomingPerson, 'identity' | 'warnings' | keyof SharingRule> {
  return {
    reference: person.reference,
    birthYears: person.particulars.birthYears ?? null,
    statements: [...particulars(person.particulars, statements[0]?.grade, day), ...statements],
    places: [],
  };
}

export const PFIF_REFERENCE = 'person_record_id';

/** Record ids are all that stands in clear of a PFIF record, and are made by whoever wrote it. */
function openReferences(
  { reference }: PfifPerson,
  statements: readonly IncomingStatement[],
  identity: IdentityParticulars,
): IncomingNote[] {
  const ofNotes = statements.flatMap((one) =>
    one.reference === null ? [] : referenceWarnings(one.reference, identity),
  );
  return [
    ...referenceWarnings(reference, identity).map((code) => openCellNote(PFIF_REFERENCE, code)),
    ...[...new Set(ofNotes)].map((code) => openCellNote('note_record_id', code)),
  ];
}

/** A note of its own person gives two statements under one record id; the kind tells them apart. */
function pfifStatement({ writtenAt: _writtenAt, valid, reference, ...said }: PfifStatement): IncomingStatement {
  return {
    ...said,
    place: null,
    valid: dateOf(valid),
    reference: reference === null ? null : `${reference}#${said.kind}`,
  };
}
