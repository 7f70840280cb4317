// The rows that a reader's lists and counts are made of, for today or for any times asked for: the reader's own view where it differs, else the shared one.

import type { Instant } from '../../domain/records/instant.js';
import { SHARED_VIEW } from '../../domain/records/record-history.js';
import { plannedOnce } from '../../postgres/preparing-client.js';
import { timestampOf } from '../statements/statement-row.js';
import { KNOWN_TO, PROJECTED } from './interval-row.js';

/** The two times that every read may ask for; absent is now. */
export interface ReadTimes {
  readonly knownAt?: Instant | undefined;
  readonly validAt?: Instant | undefined;
}

/** Later than any date that a statement can bear or a reader can name: the last day of all, where none is asked for. */
export const LAST_DAY = Date.UTC(9999, 11, 31);

export type Bind = (value: unknown) => string;

/** Where rows `r` come from, and under which condition one holds. */
export interface RowSource {
  readonly table: string;
  readonly holds: (alias: string) => string;
}

/** Where nothing else is asked for, one row per person and view stands for today, and the past is not touched. */
export function sourcesAt({ knownAt, validAt }: ReadTimes, bind: Bind): readonly RowSource[] {
  if (knownAt === undefined && validAt === undefined)
    return [{ table: 'registry.record_projection', holds: () => 'true' }];
  return sourcesOf(boundInstant(knownAt, bind), boundInstant(validAt, bind));
}

/** `known` and `valid` are instants in SQL, of a parameter or of a row that is joined. */
function sourcesOf(known: string, valid: string): readonly RowSource[] {
  const begun = (alias: string): string => `${alias}.known_from <= ${known} AND ${alias}.valid_from <= ${valid}`;
  return [
    { table: 'registry.record_projection', holds: begun },
    {
      table: 'registry.record_interval',
      holds: (alias) => `${begun(alias)} AND ${alias}.known_to > ${known} AND ${alias}.valid_to > ${valid}`,
    },
  ];
}

/** An instant that is bound, or the last of all. */
export function boundInstant(at: Instant | undefined, bind: Bind): string {
  return `${bind(timestampOf(Math.min(at ?? LAST_DAY, LAST_DAY)))}::timestamptz`;
}

/** How many rows hold at a time depends on that time: a plan for any of them reads everybody where few were known. */
export function plannedFor({ knownAt, validAt }: ReadTimes, text: string): string {
  return knownAt === undefined && validAt === undefined ? plannedOnce(text) : text;
}

/** Rows `own` by which the reader's own organisation sees the person of `r` otherwise. */
function seenOtherwise(sources: readonly RowSource[], organisation: string): readonly string[] {
  return sources.map(
    ({ table, holds }) =>
      `SELECT 1 FROM ${table} own WHERE own.person_id = r.person_id AND own.view = ${organisation} AND ${holds('own')}`,
  );
}

/** How a reader's rows are asked for: all of them, or no more than a page. */
type Reading = (rows: string) => string;

/** PostgreSQL may join the tables whole. */
const ALL: Reading = (rows) => `NOT EXISTS (${rows})`;
/** Asked for each row that the page comes to, in the order of the index: a subquery for one value is never made a join. */
const PAGE: Reading = (rows) => `(${rows} LIMIT 1) IS NULL`;

/** The parts of a union: in each, the rows `r` of one table and one view, each visible person at most once in all of them together. */
function viewsOf(
  sources: readonly RowSource[],
  organisation: string,
  none: Reading,
): readonly { readonly table: string; readonly condition: string }[] {
  const unlessOwn = seenOtherwise(sources, organisation).map(none).join(' AND ');
  return sources.flatMap(({ table, holds }) => [
    { table, condition: `r.view = ${organisation} AND r.status IS NOT NULL AND ${holds('r')}` },
    { table, condition: `r.view = '${SHARED_VIEW}' AND ${holds('r')} AND ${unlessOwn}` },
  ]);
}

interface PageParts {
  /** Selects what `columns` tell as `p`, of the person of `r`; nothing where the reader may not see them. */
  readonly person: string;
  readonly columns: string;
  readonly conditions: readonly string[];
  readonly limit: number;
}

/**
 * The first `limit` rows of the reader on which `conditions` hold, one of each person. Each part is read in the order of its index and no
 * further than the page needs, where the planner, which cannot know how soon a page is full, would now and then join and sort everything.
 */
export function pageOfReader(
  sources: readonly RowSource[],
  organisation: string,
  { person, columns, conditions, limit }: PageParts,
): string {
  const page = `ORDER BY r.person_id LIMIT ${limit}`;
  const parts = viewsOf(sources, organisation, PAGE).map(
    ({ table, condition }) =>
      `(SELECT r.person_id, ${PROJECTED}, ${columns} FROM ${table} r CROSS JOIN LATERAL (${person} OFFSET 0) AS p
        WHERE ${[condition, ...conditions].join(' AND ')} ${page})`,
  );
  return `SELECT * FROM (${parts.join(' UNION ALL ')}) AS r ${page}`;
}

/** Of whom rows are stands in them: a condition on a person holds for a row as well. */
const COUNTED = `r.person_id AS id, ${KNOWN_TO}, ${PROJECTED}`;

/** All rows of a reader as one table of persons with the columns of a projection. */
export function rowsOfReader(sources: readonly RowSource[], organisation: string): string {
  return viewsOf(sources, organisation, ALL)
    .map(({ table, condition }) => `SELECT ${COUNTED} FROM ${table} r WHERE ${condition}`)
    .join(' UNION ALL ');
}

/**
 * The rows of a reader on each of several days: `days` is a source of rows `d` with an instant `day`, `persons` one of the persons asked for. Each
 * person at most once on each day, with `day` beside the columns of a projection.
 */
export function rowsOnDays(known: string, organisation: string, { days, persons }: DaysAsked): string {
  return viewsOf(sourcesOf(known, 'd.day'), organisation, ALL)
    .map(
      ({ table, condition }) =>
        `SELECT d.day, ${COUNTED} FROM ${persons} AS asked JOIN ${table} r ON r.person_id = asked.person_id
         CROSS JOIN ${days} AS d WHERE ${condition}`,
    )
    .join(' UNION ALL ');
}

interface DaysAsked {
  readonly days: string;
  readonly persons: string;
}
