// Invented registers by status and place, large enough for fives, and what becomes of them month by month.
import { PUBLIC_STATUSES } from '../../../src/domain/statistics/status-group.js';
import type { Cell } from '../../../src/domain/statistics/table-margins.js';
import { cellId } from '../../../src/domain/statistics/table-margins.js';
import { keyedDraw } from './invented-table.js';

const STATES = ['A', 'B', 'C', 'D', 'E', 'unknown'];

/** Some 6,000 to 16,000 people, unevenly spread. */
export function inventedRegister(seed: number, states: readonly string[] = STATES): readonly Cell[] {
  const draw = keyedDraw(`register ${seed}`);
  return PUBLIC_STATUSES.flatMap((status) =>
    states.map((state) => ({
      key: { status, state },
      count: Math.floor(draw(`${status} ${state}`, 0) ** 2 * 300) + 12,
    })),
  );
}

/** A month later: new people, mostly few, and some who have come into another status of the same place. */
export function monthLater(cells: readonly Cell[], seed: number, month: number): readonly Cell[] {
  const draw = keyedDraw(`month ${seed} ${month}`);
  const counts = new Map(cells.map(({ key, count }) => [cellId(key), count]));
  cells.forEach(({ key }, at) => {
    const [id, drawn] = [cellId(key), draw(cellId(key), month)];
    const next = cellId({ ...key, status: cells[(at + 6) % cells.length]?.key['status'] ?? '' });
    const moves = drawn < 0.2 ? Math.min(3, counts.get(id) ?? 0) : 0;
    counts.set(id, (counts.get(id) ?? 0) - moves + (drawn < 0.6 ? 0 : Math.ceil((drawn - 0.6) * 12)));
    counts.set(next, (counts.get(next) ?? 0) + moves);
  });
  return cells.map(({ key }) => ({ key, count: counts.get(cellId(key)) ?? 0 }));
}
