// The cells of a table that is split by a measure's own dimension alone, in the order in which they are read.

import type { CellKey } from './table-margins.js';

export interface OwnValue<Cell> {
  readonly value: string;
  readonly cell: Cell;
}

/** @param dimensions of the table: the measure's own alone */
export function ownValues<Cell extends { readonly key: CellKey }>(
  [own = '']: readonly string[],
  cells: readonly Cell[],
): readonly OwnValue<Cell>[] {
  return cells.map((cell) => ({ value: cell.key[own] ?? '', cell }));
}

/** Values that the order does not name follow, by the alphabet. */
export function inOrder<Cell>(order: readonly string[], values: readonly OwnValue<Cell>[]): readonly OwnValue<Cell>[] {
  const rank = (value: string): number => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...values].sort((one, other) => rank(one.value) - rank(other.value) || (one.value < other.value ? -1 : 1));
}
