// Asks for the columns of all blocks and, in the same statement and so of the same moment, for the rows of whoever changed since.

import { SHARED_VIEW } from '../../domain/records/record-history.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import { plannedOnce } from '../../postgres/preparing-client.js';
import { CODED_INSTANT_NAMES, KNOWN_FROM, KNOWN_UNTIL, PLACE, READER, type Part } from './block-columns.js';
import { READ_DIMENSIONS } from './column-readings.js';
import type { BlockReader } from './counted-rows.js';
import { partsOfColumns, type CountedTimes, type ReadPart } from './read-parts.js';
import { asideRows, asideTables, ASIDE_READERS, columnsAside, numberAside } from './rows-aside.js';
import type { AnsweredColumn, ColumnMemory, RememberedColumn } from './remembered-columns.js';

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
  readonly kind: 'standing' | 'column' | 'aside' | 'marked' | 'named' | 'reader';
}

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

/** Whether nobody is marked, or some are, or so many that all is counted from rows. */
export type BlocksStanding = 'alone' | 'beside_rows' | 'rows_alone';

/** Of persons in blocks. So many marks beside them, 8 to 12 µs each, take as long as all from rows: 0.6 µs for each of a million, 2 to 5 of ten thousand. */
const MARKED_SHARE = 8;

const STANDING = `SELECT CASE WHEN (SELECT count(*) FROM (SELECT FROM registry.count_mark LIMIT b.most + 1) AS m) > b.most OR b.most = 0 THEN 'rows_alone'
      WHEN EXISTS (SELECT FROM registry.count_mark) THEN 'beside_rows' ELSE 'alone' END AS standing
    FROM (SELECT (coalesce(sum(entries), 0) + ${MARKED_SHARE - 1}) / ${MARKED_SHARE} AS most FROM registry.count_column WHERE part = 'today' AND name = '${PLACE}') AS b`;

/**
 * What blocks say, where `only` holds. Whose rows may be seen is asked once of each owner and sharing level, by the same condition as everywhere;
 * and once more of the persons who name the organisation, which no row says.
 */
function saidByBlocks({ visible, organisation, parts, names, held }: BlocksAsked, only: string, aside = ''): string {
  const ofParts = `part = ANY(${parts}::text[])`;
  const unlessHeld = (column: string): string =>
    `CASE WHEN version = ANY(${held}::uuid[]) THEN NULL ELSE ${column} END`;
  return `SELECT 'standing' AS kind, 0 AS block, '' AS part, '' AS name, NULL::uuid AS version, 0 AS entries, s.standing AS told, NULL::bytea AS codes FROM s
    UNION ALL SELECT 'column', block, part, name, version, entries, ${unlessHeld('told')}, ${unlessHeld('codes')}
      FROM registry.count_column WHERE ${only} AND ${ofParts} AND name = ANY(${names}::text[])
    UNION ALL SELECT 'named', 0, '', '', NULL, 0, json_agg(p.number)::text, NULL
      FROM (SELECT id, number, owner_organisation_id, sharing_level FROM registry.person) AS p
      WHERE ${only} AND p.id IN (SELECT n.person_id FROM registry.person_named_organisation n WHERE n.organisation_id = ${organisation}::uuid) AND ${visible}
    UNION ALL SELECT 'reader', 0, '', '', NULL, 0, p.reader, NULL FROM (SELECT NULL::uuid AS id, e.reader, (e.reader::json->>1)::uuid AS owner_organisation_id,
        e.reader::json->>2 AS sharing_level FROM (SELECT DISTINCT t.reader FROM registry.count_column c, json_array_elements_text(c.told::json) AS t(reader)
          WHERE ${only} AND c.name = '${READER}' AND ${ofParts} ${aside}) AS e WHERE e.reader::json->>0 IN ('${SHARED_VIEW}', ${organisation})) AS p
      WHERE ${visible}`;
}

/** How much of a count blocks say; and where nobody is marked, what they say. */
export function blocksAlone(asked: BlocksAsked): string {
  const only = `(SELECT s.standing = 'alone' FROM s)`;
  return plannedOnce(`WITH s AS MATERIALIZED (${STANDING}) ${saidByBlocks(asked, only)}`);
}

/**
 * The same, and the rows of whoever is marked: it takes half as long again, so that it is not asked where nobody is. Either is one text for every table
 * of a kind of reader: planning takes longer than this runs.
 */
export function blocksAndAside(asked: BlocksAsked): string {
  const only = `(SELECT s.standing <> 'rows_alone' FROM s)`;
  return plannedOnce(`WITH s AS MATERIALIZED (${STANDING}), ${asideTables(only, asked)}
    ${saidByBlocks(asked, only, `UNION ${ASIDE_READERS}`)}
    UNION ALL SELECT 'aside', r.block, r.part, '', NULL, r.entries, r.told, NULL FROM (${asideRows()}) AS r
    UNION ALL SELECT 'marked', 0, '', '', NULL, 0, json_agg(m.number ORDER BY m.place)::text, NULL FROM marked AS m`);
}

export function standingOf(rows: readonly AnsweredRow[]): BlocksStanding {
  const [standing] = rows.filter(({ kind }) => kind === 'standing');
  return (standing?.told ?? 'rows_alone') as BlocksStanding;
}

export interface Answered {
  readonly parts: readonly ReadPart[];
  readonly reader: Omit<BlockReader, 'organisation'>;
}

/** What was asked with `held` of a memory, and what of it is read into that memory now. */
export interface ColumnsRead {
  readonly memory: ColumnMemory;
  readonly held: ReadonlyMap<string, RememberedColumn>;
}

/** Nobody is told of twice: whoever is aside does not count in a block. */
export function answered(rows: readonly AnsweredRow[], { memory, held }: ColumnsRead): Answered {
  const of = (kind: AnsweredRow['kind']): readonly AnsweredRow[] => rows.filter((row) => row.kind === kind);
  const numbers = (kind: 'marked' | 'named'): readonly number[] =>
    of(kind).flatMap(({ told }) => (told === null ? [] : (JSON.parse(told) as number[])));
  const columns = of('column').map((row) => held.get(row.version) ?? memory.read(row));
  const aside = of('aside').flatMap(({ block, part, entries, told }) =>
    columnsAside(told ?? '{}').map((column) => memory.aside({ block, part, entries, ...column })),
  );
  const [marked, named] = [numbers('marked'), new Set(numbers('named'))];
  const namedAside = named.size === 0 ? [] : marked.flatMap((number, place) => (named.has(number) ? [place] : []));
  return {
    parts: partsOfColumns([...columns, ...aside]),
    reader: {
      visible: new Set(of('reader').map(({ told }) => told ?? '')),
      named: [...named, ...namedAside.map(numberAside)],
      marked,
    },
  };
}
