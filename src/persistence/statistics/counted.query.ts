// What is counted, in SQL: the columns of each count, and the rows that they are read from.

import type { Actor } from '../../domain/access/actor.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import {
  boundInstant,
  rowsOfReader,
  rowsOnDays,
  sourcesAt,
  type Bind,
  type ReadTimes,
} from '../records/at-times.query.js';
import { timestampOf } from '../statements/statement-row.js';
import { countedDay, dimensionColumns } from './dimension-columns.js';

/** Two days under one state of knowledge; the present one where it is not named. */
export interface FlowTimes {
  readonly from: Instant;
  readonly to: Instant;
  readonly knownAt?: Instant | undefined;
}

/** Who is followed, and on which days. */
export interface CohortAsked {
  /** Values of the dimension month that the cohort was lost in. */
  readonly months: readonly string[];
  /** The day on which it is told who is of the cohort. */
  readonly formed: Instant;
  readonly days: readonly Instant[];
  readonly knownAt?: Instant | undefined;
}

/** Whose rows are counted, with what is bound of them. */
export interface CountReader {
  readonly bind: Bind;
  /** A condition on a person `p`. */
  readonly visible: string;
  readonly organisation: string;
  /** Those that were bound so far. */
  readonly parameters: readonly unknown[];
}

/** Rows with the same in all columns are counted together. */
export interface Counted {
  readonly columns: readonly string[];
  /** From `FROM` on. */
  readonly rows: string;
}

/** What stands in the columns of a count from rows, and how many people it stands for. */
export interface Tallied {
  readonly values: readonly ColumnValue[];
  readonly people: number;
}

export type ColumnValue = string | boolean | null;

/** What every count of a reader's binds first. */
export function readerOf(actor: Actor): CountReader {
  const visible = visiblePerson(actor, 2);
  const parameters: unknown[] = [actor.organisationId, ...visible.parameters];
  return {
    bind: (value) => `$${parameters.push(value)}`,
    visible: visible.condition,
    organisation: '$1::text',
    parameters,
  };
}

export function columnsOf(dimensions: readonly Dimension[], day: Instant, row: string): string[] {
  const column = dimensionColumns(countedDay(day), row);
  return dimensions.map((dimension) => column[dimension]);
}

/** The columns of a cell. */
export function cellsOfRows(
  { bind, visible, organisation }: CountReader,
  dimensions: readonly Dimension[],
  { times, day }: { readonly times: ReadTimes; readonly day: Instant },
): Counted {
  const rows = rowsOfReader(sourcesAt(times, bind), organisation);
  return { columns: columnsOf(dimensions, day, 'p'), rows: `FROM (${rows}) AS p WHERE ${visible}` };
}

/** Whether somebody was and is concerned, the columns of the cell before, and those of the cell after. */
export function movesOfRows(
  { bind, visible, organisation }: CountReader,
  dimensions: readonly Dimension[],
  { from, to, knownAt }: FlowTimes,
): Counted {
  const on = (validAt: Instant): string =>
    `SELECT p.* FROM (${rowsOfReader(sourcesAt({ knownAt, validAt }, bind), organisation)}) AS p WHERE ${visible}`;
  return {
    columns: [
      'a.id IS NOT NULL',
      'b.id IS NOT NULL',
      ...columnsOf(dimensions, from, 'a'),
      ...columnsOf(dimensions, to, 'b'),
    ],
    rows: `FROM (${on(from)}) AS a FULL JOIN (${on(to)}) AS b ON b.id = a.id`,
  };
}

/** The day, and the columns of the cell of somebody of the cohort on it. */
export function cohortOfRows(
  { bind, visible, organisation }: CountReader,
  dimensions: readonly Dimension[],
  { months, formed, days, knownAt }: CohortAsked,
): Counted {
  const formedOn = rowsOfReader(sourcesAt({ knownAt, validAt: formed }, bind), organisation);
  const lost = `p.month = ANY(${bind([...months])}::text[])`;
  const dayList = `(SELECT unnest(${bind(days.map(timestampOf))}::timestamptz[]) AS day)`;
  const rowsOfDays = rowsOnDays(boundInstant(knownAt, bind), organisation, { days: dayList, persons: 'cohort' });
  const column = dimensionColumns({ instant: 'r.day', year: `extract(year FROM r.day AT TIME ZONE 'UTC')::int` });
  return {
    columns: ['r.day::text', ...dimensions.map((name) => column[name])],
    rows: `FROM (WITH cohort AS MATERIALIZED (SELECT p.id AS person_id FROM (${formedOn}) AS p WHERE ${visible} AND ${lost}) ${rowsOfDays}) AS r`,
  };
}
