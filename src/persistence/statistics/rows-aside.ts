// The rows of whoever changed since their block was made: beside the blocks, as one more block that nobody keeps.

import {
  CODED,
  CODED_INSTANTS,
  KNOWN_FROM,
  KNOWN_UNTIL,
  PERSONS_OF_BLOCK,
  PLACE,
  READER,
  type Part,
} from './block-columns.js';
import { KNOWN_TO, PROJECTED } from '../records/interval-row.js';
import { codedColumn, codedPlaces, TOLD_NAMES, type CodedColumn } from './coded-column.js';

/** In SQL, of a row `r`, as they stand in columns too. */
const TEXTS: Readonly<Record<string, string>> = {
  [KNOWN_FROM]: `coalesce(r.known_from::text, 'infinity')`,
  [KNOWN_UNTIL]: 'r.known_to::text',
  ...CODED_INSTANTS,
  ...CODED,
};
const NAMES = Object.keys(TEXTS);

const SHOWN = `view, known_from, valid_from, ${KNOWN_TO}, ${PROJECTED}`;

/** A look-up for each person, however the tables grow after it was planned. */
function rowsOf(table: string, condition: string): string {
  return `marked AS m CROSS JOIN LATERAL (SELECT * FROM ${table} AS t WHERE t.person_id = m.id AND ${condition} OFFSET 0) AS t`;
}

/**
 * Tables of a `WITH`. `marked`: who changed, each with a place of their own, in no order that means anything; and `aside`: the texts of their rows in
 * all that is asked for, and nothing in the others.
 * @param only a condition in SQL, without which nobody is counted here.
 */
export function asideTables(
  only: string,
  { parts, names }: { readonly parts: string; readonly names: string },
): string {
  const isAsked = (part: Part): string => `(SELECT '${part}' = ANY(asked.parts) FROM asked)`;
  const wanted = NAMES.map((name) => `'${name}' = ANY(asked.names) AS ${name}`);
  const texts = NAMES.map((name) => `CASE WHEN w.${name} THEN ${TEXTS[name]} END AS ${name}`);
  return `asked AS MATERIALIZED (SELECT ${parts}::text[] AS parts, ${names}::text[] AS names),
    marked AS MATERIALIZED (SELECT p.id, p.number, (row_number() OVER ())::int - 1 AS place
      FROM (SELECT DISTINCT person_id FROM registry.count_mark WHERE ${only}) AS c
      CROSS JOIN LATERAL (SELECT p.id, p.number FROM registry.person p WHERE p.id = c.person_id OFFSET 0) AS p),
    aside AS MATERIALIZED (SELECT r.part, r.place, ${texts.join(', ')}
      FROM (SELECT 'today' AS part, m.place, timestamptz 'infinity' AS known_to, timestamptz 'infinity' AS valid_to, ${SHOWN}
          FROM ${rowsOf('registry.record_projection', 'true')}
        UNION ALL SELECT CASE WHEN known_to = 'infinity' THEN 'known' ELSE 'past' END, m.place, known_to, valid_to, ${SHOWN}
          FROM ${rowsOf('registry.record_interval', `(t.known_to = 'infinity' OR ${isAsked('past')})`)} WHERE ${isAsked('known')}) AS r
      CROSS JOIN (SELECT ${wanted.join(', ')} FROM asked OFFSET 0) AS w)`;
}

/** Of each block and part of `aside` how many rows, and a list of texts for each column; blocks of their own, below nought. */
export function asideRows(): string {
  const lists = NAMES.map((name) => `'${name}', json_agg(a.${name}) FILTER (WHERE a.${name} IS NOT NULL)`);
  return `SELECT -1 - a.place / ${PERSONS_OF_BLOCK} AS block, a.part, count(*)::int AS entries,
      json_build_object('${PLACE}', json_agg(a.place), ${lists.join(', ')})::text AS told FROM aside AS a GROUP BY a.place / ${PERSONS_OF_BLOCK}, a.part`;
}

/** Who may read them, of those rows alone. */
export const ASIDE_READERS = `SELECT r.${READER} FROM (SELECT DISTINCT a.${READER} FROM aside AS a OFFSET 0) AS r`;

/** Which number somebody has in the block of those aside. */
export function numberAside(place: number): number {
  return -PERSONS_OF_BLOCK * (Math.floor(place / PERSONS_OF_BLOCK) + 1) + (place % PERSONS_OF_BLOCK);
}

/** @param told as `asideRows` has it. */
export function columnsAside(told: string): (CodedColumn & { readonly name: string })[] {
  const lists = JSON.parse(told) as Readonly<Record<string, string[] | null>> & { readonly [PLACE]: number[] };
  return [
    { name: PLACE, ...codedPlaces(lists[PLACE]) },
    ...TOLD_NAMES.flatMap((name) => {
      const texts = lists[name] ?? null;
      return texts === null ? [] : [{ name, ...codedColumn(name, texts) }];
    }),
  ];
}
