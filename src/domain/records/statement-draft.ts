// Reads a statement as an organisation gives it, before it has an id, an author and a time of recording.

import { DomainError, type FieldFault } from '../domain-error.js';
import { INFORMATION_GRADES, RELIABILITIES, type SourceGrade } from '../evidence/source-grade.js';
import { BASES, type Basis, type StatementSource } from '../evidence/statement-source.js';
import { KIND_SOURCES } from './kind-sources.js';
import { readPartialDate, type PartialDate } from './partial-date.js';
import { readDetails } from './statement-details.js';
import { STATEMENT_KINDS, isStatementKind, type StatementKind } from './statement-kinds.js';
import type { Instant } from './instant.js';
import { PLACE_PRECISIONS, type PlacePrecision, type StatementDetails } from './statement.js';

/** A statement as it is given; closed lists are plain texts here, since that is what arrives. */
export interface NewStatementInput {
  readonly kind: string;
  /** EDTF level 1. */
  readonly valid: string;
  readonly source: string;
  /** Reliability and information together, for example `B2`. */
  readonly grade: string;
  /** `told` unless said otherwise. */
  readonly basis?: string | undefined;
  readonly place?: { readonly code: string; readonly precision: string } | undefined;
  readonly confidential?: boolean | undefined;
  readonly details?: unknown;
  /** The giver's own number for this statement. */
  readonly reference?: string | undefined;
}

export interface StatementDraft {
  readonly kind: StatementKind;
  readonly valid: PartialDate;
  readonly basis: Basis;
  readonly source: StatementSource;
  readonly grade: SourceGrade;
  /** Not yet looked up in the gazetteer. */
  readonly place: { readonly code: string; readonly precision: PlacePrecision } | null;
  readonly confidential: boolean;
  readonly details: StatementDetails[StatementKind];
  readonly reference: string | null;
  /** Where the request gave the statement, and where its details; later checks point there too. */
  readonly pointer: string;
  readonly detailsPointer: string;
}

const DAY = 86_400_000;
const LONGEST_REFERENCE = 200;

/** Null for what is no grade such as `B2`. */
function readGrade(text: string): SourceGrade | null {
  const reliability = RELIABILITIES.find((one) => one === text[0]);
  const information = INFORMATION_GRADES.find((one) => String(one) === text[1]);
  if (text.length !== 2 || reliability === undefined || information === undefined) return null;
  return { reliability, information };
}

/** Collects every fault of one statement, so that its giver mends them all at once. */
class DraftReading {
  constructor(
    private readonly pointer: string,
    private readonly faults: FieldFault[],
  ) {}

  fault(field: string, code: string, expected: string): null {
    this.faults.push({ pointer: `${this.pointer}/${field}`, code, expected });
    return null;
  }

  choice<T extends string>(field: string, given: string, choices: readonly T[]): T | null {
    return choices.find((one) => one === given) ?? this.fault(field, 'not_in_list', `one of ${choices.join(', ')}`);
  }

  /** Clocks and time zones differ by less than a day; what lies beyond is a forecast and no statement. */
  date(given: string, now: Instant): PartialDate | null {
    const reading = readPartialDate(given);
    if (!reading.ok) return this.fault('valid', reading.reason, reading.words);
    if (reading.date.earliest > now + DAY) return this.fault('valid', 'in_the_future', 'a date that has come');
    return reading.date;
  }

  grade(given: string): SourceGrade | null {
    return readGrade(given) ?? this.fault('grade', 'not_a_grade', 'reliability A-F and information 1-6, such as B2');
  }

  place(given: NewStatementInput['place']): StatementDraft['place'] {
    if (given === undefined) return null;
    const precision = this.choice('place/precision', given.precision, PLACE_PRECISIONS);
    return precision === null ? null : { code: given.code, precision };
  }

  details(kind: StatementKind, given: unknown): StatementDetails[StatementKind] | null {
    const reading = readDetails(kind, given ?? {});
    if (reading.ok) return reading.details;
    for (const fault of reading.faults) {
      this.faults.push({ ...fault, pointer: `${this.pointer}/details${fault.pointer}` });
    }
    return null;
  }

  /** What a kind asks for beyond its details. */
  rulesOfKind(kind: StatementKind, basis: Basis | null, confidential: boolean): void {
    if (kind === 'ill_treatment' && !confidential)
      this.fault('confidential', 'must_be_confidential', 'true: ill-treatment is kept within your organisation');
    if (kind === 'visit' && basis !== 'observed')
      this.fault('basis', 'visit_is_observed', 'observed; anybody else’s account is a reported_visit');
  }

  reference(given: string | undefined): string | null {
    if (given === undefined) return null;
    const length = Array.from(given).length;
    if (length >= 1 && length <= LONGEST_REFERENCE) return given;
    return this.fault('reference', 'wrong_length', `1 to ${LONGEST_REFERENCE} characters`);
  }
}

/** The draft, or null with its faults added to `faults`; pointers begin with `pointer`, which is empty for a body that is the statement. */
export function readStatementDraft(
  given: NewStatementInput,
  now: Instant,
  pointer: string,
  faults: FieldFault[],
): StatementDraft | null {
  const reading = new DraftReading(pointer, faults);
  const found = faults.length;
  const basis = reading.choice('basis', given.basis ?? 'told', BASES);
  const valid = reading.date(given.valid, now);
  const grade = reading.grade(given.grade);
  const place = reading.place(given.place);
  const reference = reading.reference(given.reference);
  if (!isStatementKind(given.kind))
    return reading.fault('kind', 'kind_not_accepted', `one of ${STATEMENT_KINDS.join(', ')}`);
  const { kind } = given;
  const source = reading.choice('source', given.source, KIND_SOURCES[kind]);
  const details = reading.details(kind, given.details);
  const confidential = given.confidential ?? false;
  reading.rulesOfKind(kind, basis, confidential);
  if (basis === null || valid === null || grade === null || source === null || details === null) return null;
  if (faults.length > found) return null;
  const detailsPointer = `${pointer}/details`;
  return { kind, valid, basis, source, grade, place, confidential, details, reference, pointer, detailsPointer };
}

/** Where the request gave one of the details: a side is a single value, all others are objects. */
export function detailPointer(detailsPointer: string, key: string): string {
  return detailsPointer === '/side' ? detailsPointer : `${detailsPointer}/${key}`;
}

/**
 * A statement about what a person is rather than what happened (particulars, category, side): it holds for as long as anybody looks back,
 * so that a record of an earlier day knows it too. Its details were given at `detailsPointer`.
 */
export function readStandingDraft(
  given: { readonly kind: StatementKind; readonly details: object; readonly source: string; readonly grade: string },
  now: Instant,
  detailsPointer: string,
  faults: FieldFault[],
): StatementDraft | null {
  const { kind, details, source, grade } = given;
  const ownFaults: FieldFault[] = [];
  const valid = `../${new Date(now).toISOString().slice(0, 10)}`;
  const draft = readStatementDraft({ kind, valid, source, grade, details }, now, '', ownFaults);
  for (const fault of ownFaults) {
    const key = /^\/details\/(.+)$/.exec(fault.pointer)?.[1];
    faults.push(key === undefined ? fault : { ...fault, pointer: detailPointer(detailsPointer, key) });
  }
  return draft === null ? null : { ...draft, detailsPointer };
}

/** The draft of a statement that is given by itself; throws `invalid_field` with every fault. */
export function requireStatementDraft(given: NewStatementInput, now: Instant, pointer: string): StatementDraft {
  const faults: FieldFault[] = [];
  const draft = readStatementDraft(given, now, pointer, faults);
  if (draft === null) throw new DomainError('invalid_field', 'The statement cannot be recorded as given.', faults);
  return draft;
}
