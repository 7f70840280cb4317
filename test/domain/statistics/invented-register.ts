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

/** Numbers of people for which rules differ: under 1,000, under 5,000, and above. */
const SIZES = [60, 400, 2_500, 9_000, 40_000] as const;

/**
 * Of 1 to 33 places, of some 60 to 80,000 people, and as skewed as registers are: most cells hold few people or none, one in nine more
 * than all others of its place. Records that were closed are among them.
 */
export function randomRegister(seed: number): readonly Cell[] {
  const draw = keyedDraw(`random register ${seed}`);
  const size = SIZES[seed % SIZES.length] ?? 0;
  const places = 1 + Math.floor(draw('places', 0) * [2, 6, 12, 33][Math.floor(draw('places', 1) * 4)]!);
  const skew = 1 + Math.floor(draw('skew', 0) * 5);
  const cells = [...PUBLIC_STATUSES, 'closed'].flatMap((status) =>
    Array.from({ length: places }, (_, place) => {
      const state = place === places - 1 ? 'unknown' : `P${place}`;
      return { key: { status, state }, weight: draw(`${status} ${state}`, 0) ** skew };
    }),
  );
  const all = cells.reduce((sum, { weight }) => sum + weight, 0);
  const people = size * (1 + draw('people', 0));
  return cells.map(({ key, weight }) => ({
    key,
    count: Math.floor((weight / all) * people + draw(cellId(key), 1)),
  }));
}

/** So many more in each cell, mostly none, and in one of them always somebody. */
export function grown(cells: readonly Cell[], seed: number): readonly Cell[] {
  const draw = keyedDraw(`growth ${seed}`);
  const largest = Math.max(...cells.map(({ count }) => count));
  const certain = cells.findIndex(({ count }) => count === largest);
  return cells.map(({ key, count }, at) => {
    const drawn = at === certain ? 0.8 : draw(cellId(key), 0);
    return { key, count: count + (drawn < 0.6 ? 0 : Math.ceil((drawn - 0.6) * 12)) };
  });
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
