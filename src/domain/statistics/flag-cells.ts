// Counts people under each of their flags: cells that overlap, and sums that count everybody once.

import { TOGETHER } from './day-values.js';
import {
  cellId,
  valueItself,
  withMargins,
  type Cell,
  type CellKey,
  type TableWithMargins,
  type ValueIdentity,
} from './table-margins.js';

const FLAG = 'flag';

/** One key for each flag of the combination; the same where it is not split by flags. */
export function spreadFlags(key: CellKey): readonly CellKey[] {
  const flags = key[FLAG];
  return flags === undefined ? [key] : flags.split(TOGETHER).map((flag) => ({ ...key, [FLAG]: flag }));
}

function summed(cells: readonly Cell[]): readonly Cell[] {
  const sums = new Map<string, Cell>();
  for (const { key, count } of cells) {
    const id = cellId(key);
    sums.set(id, { key, count: count + (sums.get(id)?.count ?? 0) });
  }
  return [...sums.values()];
}

/** As `withMargins`, of cells whose flag is a combination of flags; a sum over flags counts everybody once, and is no sum of its cells. */
export function withMarginsOfFlags(
  dimensions: readonly string[],
  cells: readonly Cell[],
  identity: ValueIdentity = valueItself,
): TableWithMargins {
  if (!dimensions.includes(FLAG)) return withMargins(dimensions, cells, identity);
  const others = dimensions.filter((dimension) => dimension !== FLAG);
  const unflagged = summed(
    cells.map(({ key, count }) => ({
      key: Object.fromEntries(others.map((dimension) => [dimension, key[dimension] ?? ''])),
      count,
    })),
  );
  const under = summed(cells.flatMap(({ key, count }) => spreadFlags(key).map((one) => ({ key: one, count }))));
  const flagged = withMargins(dimensions, under, identity);
  const people = withMargins(others, unflagged, identity);
  return {
    cells: flagged.cells,
    margins: [...flagged.margins.filter(({ key }) => FLAG in key), ...people.cells, ...people.margins],
  };
}
