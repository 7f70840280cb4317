// The columns of blocks as a count reads them: part by part, and which of its rows hold at the times that are asked for.

import type { Dimension } from '../../domain/statistics/measure.js';
import { KNOWN_FROM, KNOWN_UNTIL, PLACE, READ_DIMENSIONS, READER } from './block-columns.js';
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
  /** Whether a row holds at these times. */
  readonly holdsAt: (times: CountedTimes) => (entry: number) => boolean;
}

/** Whether a row's instant is one that is asked for; each code is read when the first row has it, since a count may look at few rows. */
function reached(
  { texts, ids, numbers }: RememberedColumn,
  isReached: (instant: number) => boolean,
): (entry: number) => boolean {
  const [unknown, no, yes] = [0, 1, 2];
  const byCode = new Uint8Array(ids.length).fill(unknown);
  return (entry) => {
    const code = numbers[entry] ?? 0;
    const known = byCode[code] ?? unknown;
    if (known !== unknown) return known === yes;
    const isOne = isReached(texts.instantOf(ids[code] ?? 0));
    byCode[code] = isOne ? yes : no;
    return isOne;
  };
}

type Columns = ReadonlyMap<string, RememberedColumn>;

function named(columns: Columns, name: string): RememberedColumn {
  const column = columns.get(name);
  if (column === undefined) throw new RangeError('a block of counts lacks a column');
  return column;
}

function holdsAt(columns: Columns, { valid, known }: CountedTimes): (entry: number) => boolean {
  if (valid === null) return () => true;
  const begun = reached(named(columns, 'valid_from'), (instant) => instant <= valid);
  const lasts = reached(named(columns, 'valid_to'), (instant) => instant > valid);
  if (known === null) return (entry) => begun(entry) && lasts(entry);
  const [from, until] = [named(columns, KNOWN_FROM).numbers, named(columns, KNOWN_UNTIL).numbers];
  return (entry) =>
    (from[entry] ?? Infinity) <= known && (until[entry] ?? -Infinity) > known && begun(entry) && lasts(entry);
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
    holdsAt: (times) => holdsAt(columns, times),
  }));
}
