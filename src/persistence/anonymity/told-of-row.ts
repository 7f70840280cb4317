// How much a reader is told of a person whom another organisation registered, by the row of the last comparison.

import type { Actor } from '../../domain/access/actor.js';
import { UNCOMPARED, type Told } from '../../domain/anonymity/rungs.js';

/** All null, or none. */
export interface RungRow {
  readonly rung: number | null;
  readonly year: number | null;
  readonly least: number | null;
}

/**
 * Null where one is enough, so that nobody is compared. A reader that depends on a party does not see those among whom the others hide. What
 * was compared for fewer than the setting asks for today does not count.
 */
export function toldOfRow(actor: Actor, row: RungRow | null, leastAlike: number): Told | null {
  if (leastAlike === 1) return null;
  if (actor.party !== null || row === null) return UNCOMPARED;
  const { rung, year, least } = row;
  return rung === null || year === null || least === null || least < leastAlike ? UNCOMPARED : { rung, year };
}
