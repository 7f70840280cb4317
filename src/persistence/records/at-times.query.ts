// The rows that a reader's lists and counts are made of, for today or for any times asked for: the reader's own view where it differs, else the shared one.

import type { Instant } from '../../domain/records/instant.js';
import { SHARED_VIEW } from '../../domain/records/record-history.js';
import { timestampOf } from '../statements/statement-row.js';
import { PROJECTED } from './interval-row.js';

/** The two times that every read may ask for; absent is now. */
export interface ReadTimes {
  readonly knownAt?: Instant | undefined;
  readonly validAt?: Instant | undefined;
}

/** Later than any date that a statement can bear or a reader can name: the last day of all, where none is asked for. */
const LAST_DAY = Date.UTC(9999, 11, 31);

type Bind = (value: unknown) => string;

/** Where rows `r` come from, and under which condition one holds. */
export interface RowSource {
  readonly table: string;
  readonly holds: (alias: string) => string;
}

/** Where nothing else is asked for, one row per person and view stands for today, and the past is not touched. */
export function sourcesAt({ knownAt, validAt }: ReadTimes, bind: Bind): readonly RowSource[] {
  if (knownAt === undefined && validAt === undefined)
    return [{ table: 'registry.record_projection', holds: () => 'true' }];
  const instant = (at: Instant | undefined): string =>
    `${bind(timestampOf(Math.min(at ?? LAST_DAY, LAST_DAY)))}::timestamptz`;
  const [known, valid] = [instant(knownAt), instant(validAt)];
  const begun = (alias: string): string => `${alias}.known_from <= ${known} AND ${alias}.valid_from <= ${valid}`;
  return [
    { table: 'registry.record_projection', holds: begun },
    {
      table: 'registry.record_interval',
      holds: (alias) => `${begun(alias)} AND ${alias}.known_to > ${known} AND ${alias}.valid_to > ${valid}`,
    },
  ];
}

/** A condition on `r`: nobody of the reader's own organisation sees this person otherwise. */
function notSeenOtherwise(sources: readonly RowSource[], organisation: string): string {
  return sources
    .map(
      ({ table, holds }) =>
        `NOT EXISTS (SELECT 1 FROM ${table} own WHERE own.person_id = r.person_id AND own.view = ${organisation} AND ${holds('own')})`,
    )
    .join(' AND ');
}

/** The parts of a union: in each, the rows `r` of one table and one view, each visible person at most once in all of them together. */
export function viewsOf(
  sources: readonly RowSource[],
  organisation: string,
): readonly { readonly table: string; readonly condition: string }[] {
  return sources.flatMap(({ table, holds }) => [
    { table, condition: `r.view = ${organisation} AND r.status IS NOT NULL AND ${holds('r')}` },
    { table, condition: `r.view = '${SHARED_VIEW}' AND ${holds('r')} AND ${notSeenOtherwise(sources, organisation)}` },
  ]);
}

/** Rows of `viewsOf` as one table with the columns of a projection. */
export function rowsOfReader(sources: readonly RowSource[], organisation: string): string {
  return viewsOf(sources, organisation)
    .map(({ table, condition }) => `SELECT r.person_id, ${PROJECTED} FROM ${table} r WHERE ${condition}`)
    .join(' UNION ALL ');
}
