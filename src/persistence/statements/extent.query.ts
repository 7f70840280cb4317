// Whose statements are meant, as tables of SQL, and how many of them there are by now.

import { secondsOf } from './statement-row.js';

/**
 * Two indexes, one of open statements and one of the others by who gave them: a condition on the rows of one would go past all of them.
 * `person` is what stands behind `person_id`, and `whose` a further condition on what was given in confidence.
 */
export function statementsOn(person: string, whose: string): string {
  return `(
    SELECT * FROM registry.statement WHERE person_id ${person} AND NOT confidential
    UNION ALL SELECT * FROM registry.statement WHERE person_id ${person} AND confidential ${whose})`;
}

/** How much there is to tell a reader of a person: the tables only ever grow, so that the same numbers mean the same rows. */
export interface Extent {
  readonly statements: number;
  readonly withdrawals: number;
  /** Embargoes that ended and wills, by which something is told that was not: rows of two tables that grow as well. */
  readonly turns: number;
  /** When the server began, in seconds: one that was restored since may hold other rows in the same number. */
  readonly serverSince: number;
}

export interface ExtentRow {
  /** Of statements and of withdrawals. Texts of bigints, as the next one is; the last is a number of the driver. */
  readonly told: readonly [string, string];
  readonly turns_told: string;
  readonly server_since: number;
}

/** The columns of an extent, of the statements on `person` that the organisation of this parameter is told. */
export function extentColumns(person: string, organisation: string): string {
  const theirs = statementsOn(`= ${person}`, `AND organisation_id = ${organisation}`);
  // Gone through once for both; OFFSET keeps PostgreSQL from writing the statements' ids in twice.
  return `(SELECT ARRAY[cardinality(t.ids), (SELECT count(*) FROM registry.statement_withdrawal w WHERE w.statement_id = ANY (t.ids))]
      FROM (SELECT ARRAY(SELECT s.id FROM ${theirs} s) AS ids OFFSET 0) t) AS told,
    (SELECT count(*) FROM registry.person_will v WHERE v.person_id = ${person})
      + (SELECT count(*) FROM registry.embargo e JOIN registry.embargo_end d ON d.statement_id = e.statement_id WHERE e.person_id = ${person})
      AS turns_told,
    ${secondsOf('pg_postmaster_start_time()')} AS server_since`;
}

export function extentOf(row: ExtentRow): Extent {
  return {
    statements: Number(row.told[0]),
    withdrawals: Number(row.told[1]),
    turns: Number(row.turns_told),
    serverSince: row.server_since,
  };
}

export function isSameExtent(one: Extent, other: Extent): boolean {
  return (
    one.statements === other.statements &&
    one.withdrawals === other.withdrawals &&
    one.turns === other.turns &&
    one.serverSince === other.serverSince
  );
}

/** Whether those columns of `alias` are this extent. */
export function hasExtent(alias: string, extent: Extent, bind: (value: unknown) => string): string {
  return `${alias}.told = ARRAY[${bind(extent.statements)}::bigint, ${bind(extent.withdrawals)}::bigint]
    AND ${alias}.turns_told = ${bind(extent.turns)}::bigint
    AND ${alias}.server_since = ${bind(extent.serverSince)}::float8`;
}
