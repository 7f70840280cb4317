// The columns of blocks as a count reads them: part by part, and which of its rows hold at the times that are asked for.

import type { Dimension } from '../../domain/statistics/measure.js';
import { KNOWN_FROM, KNOWN_UNTIL, PLACE, READER, VALID_FROM, VALID_UNTIL } from './block-columns.js';
import { READ_DIMENSIONS } from './column-readings.js';
import { kept } from './entries.js';
import type { RememberedColumn } from './remembered-columns.js';

/** Milliseconds; neither where today is counted, as of now, and no instant of knowledge where all is asked for that is known now. */
export interface CountedTimes {
  readonly valid: number | null;
  readonly known: number | null;
}

/** Rows of one block that stand for today, or those of its past. */
export interface ReadPart {
  readonly block: number;
  readonly places: RememberedColumn['numbers'];
  readonly readers: RememberedColumn;
  /** Of a dimension, the one that it is read from. */
  readonly columnOf: (dimension: Dimension) => RememberedColumn;
  /** Those of the rows that hold at these times; what was given is of no use afterwards. */
  readonly holding: (entries: Uint32Array, times: CountedTimes) => Uint32Array;
}

type Columns = ReadonlyMap<string, RememberedColumn>;

function named(columns: Columns, name: string): RememberedColumn {
  const column = columns.get(name);
  if (column === undefined) throw new RangeError('a block of counts lacks a column');
  return column;
}

function holding(columns: Columns, entries: Uint32Array, { valid, known }: CountedTimes): Uint32Array {
  if (valid === null) return entries;
  const [from, to] = [named(columns, VALID_FROM), named(columns, VALID_UNTIL)];
  const begun = kept(entries, (entry) => (from.instants[from.numbers[entry] ?? 0] ?? Infinity) <= valid);
  const lasting = kept(begun, (entry) => (to.instants[to.numbers[entry] ?? 0] ?? -Infinity) > valid);
  if (known === null) return lasting;
  const [since, until] = [named(columns, KNOWN_FROM).numbers, named(columns, KNOWN_UNTIL).numbers];
  return kept(lasting, (entry) => (since[entry] ?? Infinity) <= known && (until[entry] ?? -Infinity) > known);
}

export function partsOfColumns(read: readonly RememberedColumn[]): readonly ReadPart[] {
  const parts = new Map<string, { block: number; columns: Map<string, RememberedColumn> }>();
  for (const column of read) {
    const key = `${column.block} ${column.part}`;
    const part = parts.get(key) ?? { block: column.block, columns: new Map<string, RememberedColumn>() };
    part.columns.set(column.name, column);
    parts.set(key, part);
  }
  return [...parts.values()].map(({ block, columns }) => ({
    block,
    places: named(columns, PLACE).numbers,
    readers: named(columns, READER),
    columnOf: (dimension) => named(columns, READ_DIMENSIONS[dimension].column),
    holding: (entries, times) => holding(columns, entries, times),
  }));
}
