// Asks in one statement, and so in one snapshot, for the columns of all blocks and for whatever they do not say.

import { SHARED_VIEW } from '../../domain/records/record-history.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import { KNOWN_FROM, KNOWN_UNTIL, PLACE, READ_DIMENSIONS, READER, type Part } from './block-columns.js';
import { columnNamed, partsOfBlocks, type ColumnRow, type Columns } from './block-parts.js';
import { readInstants } from './codes.js';
import { instantOf } from '../statements/statement-row.js';
import type { ReadColumn, ReadPart } from './count-in-blocks.js';

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
}

export interface AnsweredRow extends ColumnRow {
  readonly kind: 'column' | 'marked' | 'named' | 'reader' | 'cell';
}

const VALID = ['valid_from', 'valid_to'];

/** The names never come from a request. */
function namesOf({ dimensions, times: { valid, known } }: BlocksAsked): string {
  const names = [
    ...[PLACE, READER, ...dimensions.map((one) => READ_DIMENSIONS[one].column)],
    ...(valid === null ? [] : VALID),
    ...(known === null ? [] : [KNOWN_FROM, KNOWN_UNTIL]),
  ];
  return names.map((name) => `'${name}'`).join(', ');
}

/** No part is read that no row can count of. */
function partsOf({ valid, known }: CountedTimes): readonly Part[] {
  if (known !== null) return ['today', 'known', 'past'];
  return valid === null ? ['today'] : ['today', 'known'];
}

/**
 * Whose rows may be seen is asked once of each owner and sharing level, by the same condition as everywhere; and once more of the persons who name
 * the organisation, which no row says.
 */
export function blocksAnd(asked: BlocksAsked): string {
  const { times, visible, organisation, beside } = asked;
  const ofParts = `part IN (${partsOf(times)
    .map((part) => `'${part}'`)
    .join(', ')})`;
  const person = 'SELECT id, number, owner_organisation_id, sharing_level FROM registry.person';
  return `WITH marked AS MATERIALIZED (SELECT DISTINCT person_id FROM registry.count_mark)
    SELECT 'column' AS kind, block, part, name, entries, told, codes FROM registry.count_column WHERE ${ofParts} AND name IN (${namesOf(asked)})
    UNION ALL SELECT 'marked', 0, '', '', 0, json_agg(p.number)::text, NULL FROM (${person}) AS p JOIN marked m ON m.person_id = p.id
    UNION ALL SELECT 'named', 0, '', '', 0, json_agg(p.number)::text, NULL FROM (${person}) AS p
      WHERE p.id IN (SELECT n.person_id FROM registry.person_named_organisation n WHERE n.organisation_id = ${organisation}::uuid) AND ${visible}
    UNION ALL SELECT 'reader', 0, '', '', 0, p.reader, NULL FROM (SELECT NULL::uuid AS id, e.reader, (e.reader::json->>1)::uuid AS owner_organisation_id,
        e.reader::json->>2 AS sharing_level FROM (SELECT DISTINCT t.reader FROM registry.count_column c, json_array_elements_text(c.told::json) AS t(reader)
          WHERE c.name = '${READER}' AND ${ofParts}) AS e WHERE e.reader::json->>0 IN ('${SHARED_VIEW}', ${organisation})) AS p WHERE ${visible}
    UNION ALL SELECT 'cell', 0, '', '', c.people, c.cell, NULL FROM (${beside}) AS c`;
}

export interface Answered {
  readonly parts: readonly ReadPart[];
  readonly visible: ReadonlySet<string>;
  readonly named: readonly number[];
  readonly marked: readonly number[];
  readonly beside: readonly Cell[];
}

type InstantReader = (text: string) => number;

/** Blocks tell of the same days: each text is read once. */
function instantsOnce(): InstantReader {
  const known = new Map<string, number>();
  return (text) => {
    const instant = known.get(text) ?? instantOf(text);
    known.set(text, instant);
    return instant;
  };
}

/** Whether each code stands for an instant that is asked for. */
function reached({ told, codes }: ReadColumn, isReached: (text: string) => boolean): (entry: number) => boolean {
  const each = Uint8Array.from(told, (text) => (isReached(text) ? 1 : 0));
  return (entry) => each[codes[entry] ?? 0] === 1;
}

function instantsNamed(columns: Columns, name: string): Float64Array {
  const codes = columns.get(name)?.codes;
  if (!codes) throw new RangeError('a block of counts lacks its times');
  return readInstants(codes);
}

function holdsAt(columns: Columns, { valid, known }: CountedTimes, read: InstantReader): (entry: number) => boolean {
  if (valid === null) return () => true;
  const begun = reached(columnNamed(columns, 'valid_from'), (text) => read(text) <= valid);
  const lasts = reached(columnNamed(columns, 'valid_to'), (text) => read(text) > valid);
  if (known === null) return (entry) => begun(entry) && lasts(entry);
  const [from, until] = [instantsNamed(columns, KNOWN_FROM), instantsNamed(columns, KNOWN_UNTIL)];
  return (entry) =>
    (from[entry] ?? Infinity) <= known && (until[entry] ?? -Infinity) > known && begun(entry) && lasts(entry);
}

function partOf(block: number, columns: Columns, times: CountedTimes, instants: InstantReader): ReadPart {
  const read = new Map<string, ReadColumn>();
  return {
    block,
    places: columnNamed(columns, PLACE).codes,
    readers: columnNamed(columns, READER),
    holds: holdsAt(columns, times, instants),
    columnOf: (dimension) => {
      const { column } = READ_DIMENSIONS[dimension];
      const known = read.get(column) ?? columnNamed(columns, column);
      read.set(column, known);
      return known;
    },
  };
}

export function answered(
  rows: readonly AnsweredRow[],
  times: CountedTimes,
  cellOf: (values: readonly string[], people: number) => Cell,
): Answered {
  const of = (kind: AnsweredRow['kind']): readonly AnsweredRow[] => rows.filter((row) => row.kind === kind);
  const numbers = (kind: 'marked' | 'named'): readonly number[] =>
    of(kind).flatMap(({ told }) => (told === null ? [] : (JSON.parse(told) as number[])));
  const instants = instantsOnce();
  return {
    parts: partsOfBlocks(of('column')).map(({ block, columns }) => partOf(block, columns, times, instants)),
    visible: new Set(of('reader').map(({ told }) => told ?? '')),
    named: numbers('named'),
    marked: numbers('marked'),
    beside: of('cell').map(({ told, entries }) => cellOf(JSON.parse(told ?? '[]') as string[], entries)),
  };
}
