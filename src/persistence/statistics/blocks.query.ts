// Asks for the columns of all blocks, and in the same statement, and so of the same moment, for whatever they do not say.

import { SHARED_VIEW } from '../../domain/records/record-history.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import { plannedOnce } from '../preparing-client.js';
import { CODED_INSTANT_NAMES, KNOWN_FROM, KNOWN_UNTIL, PLACE, READER, type Part } from './block-columns.js';
import { READ_DIMENSIONS } from './column-readings.js';
import type { BlockReader } from './counted-rows.js';
import { partsOfColumns, type CountedTimes, type ReadPart } from './read-parts.js';
import type { AnsweredColumn, ColumnMemory, RememberedColumn } from './remembered-columns.js';

/** Who is counted from rows. */
export const MARKED_PERSONS = `ARRAY(SELECT person_id FROM marked)`;

/** Of which columns. */
export interface ColumnsAsked {
  readonly dimensions: readonly Dimension[];
  /** All at which rows are counted; one at least. */
  readonly times: readonly CountedTimes[];
}

/** All but `visible`, a condition on a person `p`, are values in SQL. */
export interface BlocksAsked {
  readonly visible: string;
  readonly organisation: string;
  readonly parts: string;
  readonly names: string;
  /** Versions of columns of which nothing is to be sent but that they are the same still. */
  readonly held: string;
}

export interface AnsweredRow extends AnsweredColumn {
  readonly kind: 'standing' | 'column' | 'marked' | 'named' | 'reader' | 'cell';
}

/** Whether blocks say all of a count, or all but of whoever is marked; or so little that all is counted from rows. */
export type BlocksStanding = 'alone' | 'beside_rows' | 'rows_alone';

export function namesOf({ dimensions, times }: ColumnsAsked): string[] {
  return [
    ...new Set([PLACE, READER, ...dimensions.map((one) => READ_DIMENSIONS[one].column)]),
    ...(times.some(({ valid }) => valid !== null) ? CODED_INSTANT_NAMES : []),
    ...(times.some(({ known }) => known !== null) ? [KNOWN_FROM, KNOWN_UNTIL] : []),
  ];
}

/** No part is read that no row can count of. */
export function partsOf({ times }: ColumnsAsked): readonly Part[] {
  if (times.some(({ known }) => known !== null)) return ['today', 'known', 'past'];
  return times.some(({ valid }) => valid !== null) ? ['today', 'known'] : ['today'];
}

/** What need not be sent of them, by its version. */
export function heldFor(memory: ColumnMemory, asked: ColumnsAsked): ReadonlyMap<string, RememberedColumn> {
  return memory.held(namesOf(asked), partsOf(asked));
}

/** Of persons in blocks; a third of them counted from their rows takes as long as all of them, row by row. */
const MARKED_SHARE = 4;

const STANDING = `SELECT CASE WHEN (SELECT count(*) FROM (SELECT FROM registry.count_mark LIMIT b.most + 1) AS m) > b.most OR b.most = 0 THEN 'rows_alone'
      WHEN EXISTS (SELECT FROM registry.count_mark) THEN 'beside_rows' ELSE 'alone' END AS standing
    FROM (SELECT coalesce(sum(entries), 0) / ${MARKED_SHARE} AS most FROM registry.count_column WHERE part = 'today' AND name = '${PLACE}') AS b`;

const PERSON = 'SELECT id, number, owner_organisation_id, sharing_level FROM registry.person';

/**
 * What blocks say, where `only` holds. Whose rows may be seen is asked once of each owner and sharing level, by the same condition as everywhere;
 * and once more of the persons who name the organisation, which no row says.
 */
function saidByBlocks({ visible, organisation, parts, names, held }: BlocksAsked, only: string): string {
  const ofParts = `part = ANY(${parts}::text[])`;
  const unlessHeld = (column: string): string =>
    `CASE WHEN version = ANY(${held}::uuid[]) THEN NULL ELSE ${column} END`;
  return `SELECT 'column' AS kind, block, part, name, version, entries, ${unlessHeld('told')} AS told, ${unlessHeld('codes')} AS codes
      FROM registry.count_column WHERE ${only} AND ${ofParts} AND name = ANY(${names}::text[])
    UNION ALL SELECT 'named', 0, '', '', NULL, 0, json_agg(p.number)::text, NULL FROM (${PERSON}) AS p
      WHERE ${only} AND p.id IN (SELECT n.person_id FROM registry.person_named_organisation n WHERE n.organisation_id = ${organisation}::uuid) AND ${visible}
    UNION ALL SELECT 'reader', 0, '', '', NULL, 0, p.reader, NULL FROM (SELECT NULL::uuid AS id, e.reader, (e.reader::json->>1)::uuid AS owner_organisation_id,
        e.reader::json->>2 AS sharing_level FROM (SELECT DISTINCT t.reader FROM registry.count_column c, json_array_elements_text(c.told::json) AS t(reader)
          WHERE ${only} AND c.name = '${READER}' AND ${ofParts}) AS e WHERE e.reader::json->>0 IN ('${SHARED_VIEW}', ${organisation})) AS p WHERE ${visible}`;
}

/**
 * How much of a count blocks say, and where that is all, what they say. One text for every table of a kind of reader: planning what counts rows as
 * well takes longer than this runs.
 */
export function blocksAlone(asked: BlocksAsked): string {
  return plannedOnce(`WITH s AS MATERIALIZED (${STANDING})
    SELECT 'standing' AS kind, 0 AS block, '' AS part, '' AS name, NULL::uuid AS version, 0 AS entries, s.standing AS told, NULL::bytea AS codes FROM s
    UNION ALL ${saidByBlocks(asked, `(SELECT s.standing = 'alone' FROM s)`)}`);
}

/** What blocks say and what rows do, `beside`: it selects `cell`, values as JSON, and `people`, of `MARKED_PERSONS` alone. */
export function blocksAnd(asked: BlocksAsked, beside: string): string {
  return `WITH marked AS MATERIALIZED (SELECT DISTINCT person_id FROM registry.count_mark)
    ${saidByBlocks(asked, 'true')}
    UNION ALL SELECT 'marked', 0, '', '', NULL, 0, json_agg(p.number)::text, NULL FROM (${PERSON}) AS p JOIN marked m ON m.person_id = p.id
    UNION ALL SELECT 'cell', 0, '', '', NULL, c.people, c.cell, NULL FROM (${beside}) AS c`;
}

export function standingOf(rows: readonly AnsweredRow[]): BlocksStanding {
  const [standing] = rows.filter(({ kind }) => kind === 'standing');
  return (standing?.told ?? 'rows_alone') as BlocksStanding;
}

/** What stands in the columns of a count from rows, and how many people it stands for. */
export interface Tallied {
  readonly values: readonly ColumnValue[];
  readonly people: number;
}

export type ColumnValue = string | boolean | null;

export interface Answered {
  readonly parts: readonly ReadPart[];
  readonly reader: Omit<BlockReader, 'organisation'>;
  /** Of whoever is counted from rows. */
  readonly beside: readonly Tallied[];
}

/** What was asked with `held` of a memory, and what of it is read into that memory now. */
export interface ColumnsRead {
  readonly memory: ColumnMemory;
  readonly held: ReadonlyMap<string, RememberedColumn>;
}

export function answered(rows: readonly AnsweredRow[], { memory, held }: ColumnsRead): Answered {
  const of = (kind: AnsweredRow['kind']): readonly AnsweredRow[] => rows.filter((row) => row.kind === kind);
  const numbers = (kind: 'marked' | 'named'): readonly number[] =>
    of(kind).flatMap(({ told }) => (told === null ? [] : (JSON.parse(told) as number[])));
  return {
    parts: partsOfColumns(of('column').map((row) => held.get(row.version) ?? memory.read(row))),
    reader: {
      visible: new Set(of('reader').map(({ told }) => told ?? '')),
      named: numbers('named'),
      marked: numbers('marked'),
    },
    beside: of('cell').map(({ told, entries }) => ({
      values: JSON.parse(told ?? '[]') as ColumnValue[],
      people: entries,
    })),
  };
}
