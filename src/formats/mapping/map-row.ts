// Turns one row into statements under a mapping: whatever the mapping does not list is an error of that row, and every error is named.

import type { Basis, StatementSource } from '../../domain/evidence/statement-source.js';
import type { SourceGrade } from '../../domain/evidence/source-grade.js';
import { openCellNote, referenceWarnings } from '../../domain/imports/open-cells.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Place, Sex } from '../../domain/records/statement.js';
import {
  listedValues,
  type DateRule,
  type DetailValue,
  type Mapping,
  type PlaceRule,
  type StatementRule,
} from './mapping.js';
import { mapPlace, type MappedPlace, type PlaceReading } from './map-place.js';
import type { RowNote } from './row-note.js';

export interface MappedStatement {
  readonly kind: StatementRule['kind'];
  /** EDTF, hyphenated level 1. */
  readonly valid: string;
  readonly basis: Basis;
  readonly source: StatementSource;
  readonly grade: SourceGrade;
  readonly place: Place | null;
  /** The name in the file of a place whose code is missing, so that nothing given is lost. */
  readonly placeAsGiven: string | null;
  readonly details: Readonly<Record<string, DetailValue>>;
}

export type MappedRow =
  | {
      readonly ok: true;
      readonly reference: string;
      readonly particulars: { readonly sex?: Sex };
      readonly statements: readonly MappedStatement[];
      /** Every place that the statements name, parents first, each once. */
      readonly places: readonly MappedPlace[];
      readonly warnings: readonly RowNote[];
    }
  | { readonly ok: false; readonly reference: string | null; readonly errors: readonly RowNote[] };

interface DateBounds {
  readonly earliest: Instant;
  readonly latest: Instant;
}

/** Reads an EDTF date strictly: earliest and latest instant, or null when it is none. */
export type DateReader = (edtf: string) => DateBounds | null;

type Cells = Readonly<Record<string, string>>;

export type RowMapper = (cells: Cells) => MappedRow;

const LONGEST_REFERENCE = 200;
const LONGEST_SHOWN_VALUE = 40;

/** Distinct dates and places are few and rows are many; a file made to differ in every row must not fill the memory. */
const MOST_REMEMBERED = 20_000;

type Outcome<T> = { readonly value: T } | { readonly fault: RowNote };

function remembering<T>(read: (key: string) => T): (key: string) => T {
  const remembered = new Map<string, T>();
  return (key) => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const value = read(key);
    if (remembered.size < MOST_REMEMBERED) remembered.set(key, value);
    return value;
  };
}

/** A rule with what it needs for every row made ready once. */
interface ReadyRule {
  readonly rule: StatementRule;
  readonly when: readonly (readonly [string, string])[];
  readonly place: (cells: Cells) => PlaceReading | null;
}

function placeReader(rule: PlaceRule | null): ReadyRule['place'] {
  if (rule === null) return () => null;
  const columns = rule.levels.flatMap((level) => [level.code, level.name]);
  const read = remembering((key) =>
    mapPlace(rule, Object.fromEntries(key.split('\0').map((cell, at) => [columns[at] ?? '', cell]))),
  );
  return (cells) => read(columns.map((column) => cells[column] ?? '').join('\0'));
}

class MappingOfRows {
  private readonly rules: readonly ReadyRule[];
  private readonly listed: readonly (readonly [string, ReadonlySet<string>])[];
  private readonly readDate: (edtf: string) => DateBounds | false;

  constructor(
    private readonly mapping: Mapping,
    readDate: DateReader,
  ) {
    this.rules = mapping.statements.map((rule) => ({ rule, when: [...rule.when], place: placeReader(rule.place) }));
    this.listed = [...listedValues(mapping)];
    this.readDate = remembering((edtf) => readDate(edtf) ?? false);
  }

  map(cells: Cells): MappedRow {
    const reference = this.reference(cells);
    const errors: RowNote[] = 'fault' in reference ? [reference.fault] : [];
    errors.push(...this.unlisted(cells));
    const rules = this.rules.filter(({ when }) => when.every(([column, value]) => cells[column] === value));
    if (rules.length === 0 && errors.length === 0) {
      errors.push({ column: '', code: 'no_statement', message: 'No statement of the mapping applies to the row.' });
    }
    const readings = rules.map((rule) => this.statement(rule, cells));
    errors.push(...readings.flatMap((reading) => ('faults' in reading ? reading.faults : [])));
    if (errors.length > 0 || 'fault' in reference) {
      return { ok: false, reference: 'fault' in reference ? null : reference.value, errors: distinctNotes(errors) };
    }
    const read = readings.filter((reading) => 'statement' in reading);
    return {
      ok: true,
      reference: reference.value,
      particulars: this.particulars(cells),
      statements: read.map((reading) => reading.statement),
      places: distinctPlaces(read.flatMap((reading) => reading.place?.places ?? [])),
      warnings: distinctNotes([
        ...referenceWarnings(reference.value, null).map((warning) => openCellNote(this.mapping.reference, warning)),
        ...read.flatMap((reading) => reading.place?.warnings ?? []),
      ]),
    };
  }

  private reference(cells: Cells): Outcome<string> {
    const column = this.mapping.reference;
    const value = cells[column]?.trim() ?? '';
    if (value === '') return { fault: { column, code: 'reference_missing', message: 'The row has no reference.' } };
    if (value.length <= LONGEST_REFERENCE) return { value };
    return {
      fault: {
        column,
        code: 'reference_too_long',
        message: `A reference has at most ${LONGEST_REFERENCE} characters.`,
      },
    };
  }

  private unlisted(cells: Cells): RowNote[] {
    return this.listed
      .filter(([column, values]) => !values.has(cells[column] ?? ''))
      .map(([column]) => ({
        column,
        code: 'value_not_mapped',
        message: `The mapping does not list the value "${shown(cells[column] ?? '')}".`,
      }));
  }

  private statement(
    { rule, place: placeIn }: ReadyRule,
    cells: Cells,
  ):
    | { readonly statement: MappedStatement; readonly place: PlaceReading | null }
    | { readonly faults: readonly RowNote[] } {
    const valid = this.date(rule.valid, cells);
    const place = placeIn(cells);
    const faults = [...('fault' in valid ? [valid.fault] : []), ...(place?.faults ?? [])];
    if (faults.length > 0 || 'fault' in valid) return { faults };
    const { kind, source, grade, details } = rule;
    // What a file says has been told to the registry, whoever saw it first.
    const statement: MappedStatement = {
      kind,
      valid: valid.value,
      basis: 'told',
      source,
      grade,
      place: place?.place ?? null,
      placeAsGiven: place?.asGiven ?? null,
      details,
    };
    return { statement, place };
  }

  private date(rule: DateRule, cells: Cells): Outcome<string> {
    if ('column' in rule) return this.dateIn(rule.column, cells);
    const from = this.dateIn(rule.from, cells);
    const to = this.dateIn(rule.to, cells);
    if ('fault' in from) return from;
    if ('fault' in to) return to;
    if (from.value === to.value) return from;
    const interval = `${from.value}/${to.value}`;
    if (this.readDate(interval) !== false && this.isInOrder(from.value, to.value)) return { value: interval };
    return {
      fault: {
        column: rule.to,
        code: 'date_order',
        message: `The date lies before the one in the column ${rule.from}.`,
      },
    };
  }

  private isInOrder(from: string, to: string): boolean {
    const [first, last] = [this.readDate(from), this.readDate(to)];
    return first !== false && last !== false && first.earliest <= last.latest;
  }

  private dateIn(column: string, cells: Cells): Outcome<string> {
    const value = cells[column] ?? '';
    if (value !== '' && this.readDate(value) !== false) return { value };
    return {
      fault: {
        column,
        code: 'date_not_understood',
        message: 'The cell is no date such as 2020-12-12, 2020-12, 2020-11~ or 1994-XX.',
      },
    };
  }

  private particulars(cells: Cells): { readonly sex?: Sex } {
    const rule = this.mapping.sex;
    const sex = rule?.values.get(cells[rule.column] ?? '');
    return sex === undefined ? {} : { sex };
  }
}

/** A value of a coded column, short enough that no text about a person fits. */
function shown(value: string): string {
  const characters = Array.from(value);
  return characters.length <= LONGEST_SHOWN_VALUE ? value : `${characters.slice(0, LONGEST_SHOWN_VALUE).join('')}…`;
}

function distinctNotes(notes: readonly RowNote[]): readonly RowNote[] {
  if (notes.length < 2) return notes;
  return [...new Map(notes.map((note) => [`${note.column}\n${note.code}`, note])).values()];
}

function distinctPlaces(places: readonly MappedPlace[]): readonly MappedPlace[] {
  if (places.length < 2) return places;
  return [...new Map(places.map((place) => [place.code, place])).values()];
}

/** A function from the cells of a row to what they say; make one for each file, since it remembers the dates it has read. */
export function rowMapper(mapping: Mapping, readDate: DateReader): RowMapper {
  const rows = new MappingOfRows(mapping, readDate);
  return (cells) => rows.map(cells);
}
