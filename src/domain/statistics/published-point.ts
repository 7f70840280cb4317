// Witnesses that need no programme: the published numbers themselves, and each of them with one cell moved as far as all of its sums let it.
import type { PublishedBounds } from './published-bounds.js';
import type { TableNode } from './table-margins.js';

export interface CellRange {
  readonly low: number;
  readonly high: number;
}

interface Slack {
  down: number;
  up: number;
}

/**
 * Between which numbers each cell can lie while all others are what is published; null where no number is published of a cell, or the published
 * ones contradict each other, so that only a programme can tell. Of a table whose sums hold it is all that the rounding leaves open.
 * @param atoms ids of the cells, in the order of the answer
 */
export function rangesAroundPublished(
  nodes: readonly TableNode[],
  atoms: readonly string[],
  bounds: PublishedBounds,
): readonly CellRange[] | null {
  const point = new Map<string, number>();
  for (const id of atoms) {
    const told = bounds(id, false)?.told;
    if (told === undefined) return null;
    point.set(id, told);
  }
  const slack = new Map(atoms.map((id): [string, Slack] => [id, { down: point.get(id) ?? 0, up: Infinity }]));
  const members: (readonly string[])[] = [];
  for (const { id, sums } of nodes) {
    const cells = point.has(id) ? [id] : (sums[0] ?? []).flatMap((part) => members[part] ?? []);
    members.push(cells);
    const told = bounds(id, sums.length > 0);
    if (told === null) continue;
    const sum = cells.reduce((total, cell) => total + (point.get(cell) ?? 0), 0);
    if (sum < told.low || sum > told.high) return null;
    for (const cell of cells) {
      const own = slack.get(cell);
      if (own === undefined) continue;
      own.down = Math.min(own.down, sum - told.low);
      own.up = Math.min(own.up, told.high - sum);
    }
  }
  return atoms.map((id) => {
    const [at, { down, up }] = [point.get(id) ?? 0, slack.get(id) ?? { down: 0, up: 0 }];
    return { low: at - down, high: at + up };
  });
}
