// Asks in one statement, and so in one snapshot, for the columns of all blocks and for whatever they do not say.

import { SHARED_VIEW } from '../../domain/records/record-history.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import { KNOWN_FROM, KNOWN_UNTIL, PLACE, READ_DIMENSIONS, READER, type Part } from './block-columns.js';
import type { ReadPart } from './count-in-blocks.js';
import type { AnsweredColumn, ColumnMemory, RememberedColumn } from './remembered-columns.js';

/** Who is counted from rows. */
export const MARKED_PERSONS = `ARRAY(SELECT person_id FROM marked)`;

/** Milliseconds; neither where today is counted, as of now, and no instant of knowledge where all is asked for that is known now. */
export interface CountedTimes {
  readonly valid: number | null;
  readonly known: number | null;
}

export interface BlocksAsked {
  readonly dimensions: readonly Dimension[];
  readonly times: CountedTimes;
  /** A condition on a person `p`. */
  readonly visible: string;
  /** In SQL. */
  readonly organisation: string;
  /** Selects `cell`, the values of each as JSON, and `people`; of `MARKED_PERSONS` alone. */
  readonly beside: string;
  /** In SQL, versions of columns of which nothing is to be sent but that they are the same still. */
  readonly held: string;
}

export interface AnsweredRow extends AnsweredColumn {
  readonly kind: 'column' | 'marked' | 'named' | 'reader' | 'cell';
}

const VALID = ['valid_from', 'valid_to'];

function namesOf(dimensions: readonly Dimension[], { valid, known }: CountedTimes): string[] {
  return [
    ...[PLACE, READER, ...dimensions.map((one) => READ_DIMENSIONS[one].column)],
    ...(valid === null ? [] : VALID),
    ...(known === null ? [] : [KNOWN_FROM, KNOWN_UNTIL]),
  ];
}

/** No part is read that no row can count of. */
function partsOf({ valid, known }: CountedTimes): readonly Part[] {
  if (known !== null) return ['today', 'known', 'past'];
  return valid === null ? ['today'] : ['today', 'known'];
}

/** What a count of these dimensions need not be sent, by its version. */
export function heldFor(
  memory: ColumnMemory,
  dimensions: readonly Dimension[],
  times: CountedTimes,
): ReadonlyMap<string, RememberedColumn> {
  return memory.held(namesOf(dimensions, times), partsOf(times));
}

/** Of what never comes from a request. */
function listed(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

/**
 * Whose rows may be seen is asked once of each owner and sharing level, by the same condition as everywhere; and once more of the persons who name
 * the organisation, which no row says.
 */
export function blocksAnd(asked: BlocksAsked): string {
  const { dimensions, times, visible, organisation, beside, held } = asked;
  const ofParts = `part IN (${listed(partsOf(times))})`;
  const names = listed(namesOf(dimensions, times));
  const unlessHeld = (column: string): string =>
    `CASE WHEN version = ANY(${held}::uuid[]) THEN NULL ELSE ${column} END`;
  const person = 'SELECT id, number, owner_organisation_id, sharing_level FROM registry.person';
  return `WITH marked AS MATERIALIZED (SELECT DISTINCT person_id FROM registry.count_mark)
    SELECT 'column' AS kind, block, part, name, version, entries, ${unlessHeld('told')} AS told, ${unlessHeld('codes')} AS codes
      FROM registry.count_column WHERE ${ofParts} AND name IN (${names})
    UNION ALL SELECT 'marked', 0, '', '', NULL, 0, json_agg(p.number)::text, NULL FROM (${person}) AS p JOIN marked m ON m.person_id = p.id
    UNION ALL SELECT 'named', 0, '', '', NULL, 0, json_agg(p.number)::text, NULL FROM (${person}) AS p
      WHERE p.id IN (SELECT n.person_id FROM registry.person_named_organisation n WHERE n.organisation_id = ${organisation}::uuid) AND ${visible}
    UNION ALL SELECT 'reader', 0, '', '', NULL, 0, p.reader, NULL FROM (SELECT NULL::uuid AS id, e.reader, (e.reader::json->>1)::uuid AS owner_organisation_id,
        e.reader::json->>2 AS sharing_level FROM (SELECT DISTINCT t.reader FROM registry.count_column c, json_array_elements_text(c.told::json) AS t(reader)
          WHERE c.name = '${READER}' AND ${ofParts}) AS e WHERE e.reader::json->>0 IN ('${SHARED_VIEW}', ${organisation})) AS p WHERE ${visible}
    UNION ALL SELECT 'cell', 0, '', '', NULL, c.people, c.cell, NULL FROM (${beside}) AS c`;
}

export interface Answered {
  readonly parts: readonly ReadPart[];
  readonly visible: ReadonlySet<string>;
  readonly named: readonly number[];
  readonly marked: readonly number[];
  readonly beside: readonly Cell[];
}

/** Whether each row's instant is one that is asked for. */
function reached(
  { texts, ids, numbers }: RememberedColumn,
  isReached: (instant: number) => boolean,
): (entry: number) => boolean {
  const each = Uint8Array.from(ids, (id) => (isReached(texts.instantOf(id)) ? 1 : 0));
  return (entry) => each[numbers[entry] ?? 0] === 1;
}

type Columns = ReadonlyMap<string, RememberedColumn>;

function named(columns: Columns, name: string): RememberedColumn {
  const column = columns.get(name);
  if (column === undefined) throw new RangeError('a block of counts lacks a column');
  return column;
}

/** Whether a row of a part holds at these times. */
function holdsAt(columns: Columns, { valid, known }: CountedTimes): (entry: number) => boolean {
  if (valid === null) return () => true;
  const begun = reached(named(columns, 'valid_from'), (instant) => instant <= valid);
  const lasts = reached(named(columns, 'valid_to'), (instant) => instant > valid);
  if (known === null) return (entry) => begun(entry) && lasts(entry);
  const [from, until] = [named(columns, KNOWN_FROM).numbers, named(columns, KNOWN_UNTIL).numbers];
  return (entry) =>
    (from[entry] ?? Infinity) <= known && (until[entry] ?? -Infinity) > known && begun(entry) && lasts(entry);
}

function partsOfColumns(columns: readonly RememberedColumn[]): readonly { block: number; columns: Columns }[] {
  const parts = new Map<string, { block: number; columns: Map<string, RememberedColumn> }>();
  for (const column of columns) {
    const key = `${column.block} ${column.part}`;
    const part = parts.get(key) ?? { block: column.block, columns: new Map<string, RememberedColumn>() };
    part.columns.set(column.name, column);
    parts.set(key, part);
  }
  return [...parts.values()];
}

/** What was asked with `held` of a memory, and what of it is read into that memory now. */
export interface ColumnsRead {
  readonly memory: ColumnMemory;
  readonly held: ReadonlyMap<string, RememberedColumn>;
}

export function answered(
  rows: readonly AnsweredRow[],
  times: CountedTimes,
  { memory, held }: ColumnsRead,
  cellOf: (values: readonly string[], people: number) => Cell,
): Answered {
  const of = (kind: AnsweredRow['kind']): readonly AnsweredRow[] => rows.filter((row) => row.kind === kind);
  const numbers = (kind: 'marked' | 'named'): readonly number[] =>
    of(kind).flatMap(({ told }) => (told === null ? [] : (JSON.parse(told) as number[])));
  const columnsRead = of('column').map((row) => held.get(row.version) ?? memory.read(row));
  return {
    parts: partsOfColumns(columnsRead).map(({ block, columns }) => ({
      block,
      places: named(columns, PLACE).numbers,
      readers: named(columns, READER),
      columnOf: (dimension) => named(columns, READ_DIMENSIONS[dimension].column),
      holds: holdsAt(columns, times),
    })),
    visible: new Set(of('reader').map(({ told }) => told ?? '')),
    named: numbers('named'),
    marked: numbers('marked'),
    beside: of('cell').map(({ told, entries }) => cellOf(JSON.parse(told ?? '[]') as string[], entries)),
  };
}
