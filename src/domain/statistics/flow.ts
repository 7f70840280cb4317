// How many people entered and left each cell between two days, and how many stood in it on either.

import { cellId, type CellKey } from './table-margins.js';

/** People who stood in the one cell on the first day and in the other on the second; null where they were not yet concerned. */
export interface Move {
  readonly from: CellKey | null;
  readonly to: CellKey | null;
  readonly count: number;
}

export interface FlowCell {
  readonly key: CellKey;
  /** People on the first day, and on the second: opening + entered - left = closing. */
  readonly opening: number;
  readonly entered: number;
  readonly left: number;
  readonly closing: number;
}

export interface FlowTable {
  readonly cells: readonly FlowCell[];
  /** Over every proper subset of the dimensions; who changes cells within a margin neither enters nor leaves it. */
  readonly margins: readonly FlowCell[];
}

/** The cells that a person with this key stands in: one, or one for each flag. */
export type Spread = (key: CellKey) => readonly CellKey[];

function kept(dimensions: readonly string[], key: CellKey): CellKey {
  return Object.fromEntries(dimensions.map((dimension) => [dimension, key[dimension] ?? '']));
}

/** Subsets of one size stand together, the largest first. */
function subsets(dimensions: readonly string[]): readonly (readonly string[])[] {
  const all = dimensions.reduce<readonly (readonly string[])[]>(
    (sets, dimension) => sets.flatMap((set) => [[...set, dimension], set]),
    [[]],
  );
  return [...all].sort((left, right) => right.length - left.length);
}

type Growing = { -readonly [K in keyof FlowCell]: FlowCell[K] };

function flowBy(dimensions: readonly string[], moves: readonly Move[], spread: Spread): readonly FlowCell[] {
  const cells = new Map<string, Growing>();
  const of = (key: CellKey | null): ReadonlyMap<string, CellKey> =>
    new Map((key === null ? [] : spread(kept(dimensions, key))).map((one) => [cellId(one), one]));
  const add = (id: string, key: CellKey, change: Partial<Record<Exclude<keyof FlowCell, 'key'>, number>>): void => {
    const cell = cells.get(id) ?? { key, opening: 0, entered: 0, left: 0, closing: 0 };
    for (const [name, count] of Object.entries(change)) cell[name as 'opening'] += count;
    cells.set(id, cell);
  };
  for (const { from, to, count } of moves) {
    const [before, after] = [of(from), of(to)];
    for (const [id, key] of before) add(id, key, { opening: count, ...(!after.has(id) && { left: count }) });
    for (const [id, key] of after) add(id, key, { closing: count, ...(!before.has(id) && { entered: count }) });
  }
  return [...cells].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)).map(([, cell]) => cell);
}

/** Nobody is lost: whoever stands in a cell on either day is counted in it, and the total is there for an empty table too. */
export function flowTable(
  dimensions: readonly string[],
  moves: readonly Move[],
  spread: Spread = (key) => [key],
): FlowTable {
  const [, ...others] = subsets(dimensions);
  const margins = others.flatMap((set) => flowBy(set, moves, spread));
  const total = margins.some(({ key }) => Object.keys(key).length === 0);
  return {
    cells: flowBy(dimensions, moves, spread),
    margins: total ? margins : [...margins, { key: {}, opening: 0, entered: 0, left: 0, closing: 0 }],
  };
}
