// Counts the persons whom an organisation may see by some dimensions, as of now or of another day.

import type { Actor } from '../../domain/access/actor.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import type { ReadTimes } from '../records/at-times.query.js';
import type { Room } from '../room.js';

/** One cell for each combination that occurs; parties stand in it by their partyKey, several of one person joined by `+`. */
export async function countCells(
  room: Room,
  actor: Actor,
  dimensions: readonly Dimension[],
  at: ReadTimes,
  now: Instant,
): Promise<Cell[]> {
  return room.statistics.countVisible(actor, dimensions, at, now);
}
