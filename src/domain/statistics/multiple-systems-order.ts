// One order of the lists for each capture table, whichever order they came in, so that no list gains by standing first.
import { relabelled, type CaptureModel } from './multiple-systems-model.js';

export interface OrderedTable {
  readonly counts: readonly number[];
  /** Names the lists of a model as they stood in the table that was given. */
  readonly asGiven: (model: CaptureModel) => CaptureModel;
}

/** At most 720, for six lists. */
function orders(lists: readonly number[]): number[][] {
  if (lists.length === 0) return [[]];
  return lists.flatMap((first) => orders(lists.filter((list) => list !== first)).map((rest) => [first, ...rest]));
}

/** The mask whose list `place` is the list `order[place]` of the table that was given. */
function maskAsGiven(mask: number, order: readonly number[]): number {
  return order.reduce((given, list, place) => ((mask >> place) & 1 ? given | (1 << list) : given), 0);
}

function firstDifference(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((count, cell) => count !== right[cell]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

/**
 * Of all orders of the lists the one with the largest counts first. Two that tie have the same table: their lists cannot be
 * told apart by it.
 */
export function inOneOrder(lists: number, counts: readonly number[]): OrderedTable {
  const tables = orders(Array.from({ length: lists }, (_, list) => list)).map((order) => ({
    order,
    counts: counts.map((_, cell) => counts[maskAsGiven(cell + 1, order) - 1] ?? 0),
  }));
  const given = { order: Array.from({ length: lists }, (_, list) => list), counts };
  const first = tables.reduce((best, table) => (firstDifference(table.counts, best.counts) > 0 ? table : best), given);
  return {
    counts: first.counts,
    asGiven: (model) => relabelled(model, (mask) => maskAsGiven(mask, first.order)),
  };
}
