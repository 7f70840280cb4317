// When what somebody claims later, or perhaps later, overrules a stated end of the search.

import { isOpening, type Claim } from './claims.js';
import { compareNewness, oneAccount, surelyAfter } from './statement-order.js';

/** Surely later; perhaps later, the dates leaving it open; or equal in everything that may decide. */
type Overruling = 'later' | 'open' | 'equal';

function isPresupposed(opening: Claim, end: Claim): boolean {
  return end.stage === 'death' || oneAccount(opening, end) || end.latest > opening.latest;
}

/**
 * How a claim of the search being open overrules an end or a death, or null where it does not. An end presupposes the loss or capture that
 * it ends: where both intervals overlap it comes after it if its latest instant is the later one or if one organisation recorded both at
 * once, and a death comes after every loss, since no second loss can follow it. A sign of life or evidence of custody is presupposed by
 * nothing: wherever it overlaps, the order is open.
 */
function overruling(open: Claim, closed: Claim): Overruling | null {
  if (surelyAfter(open, closed)) return 'later';
  if (surelyAfter(closed, open)) return null;
  if (isOpening(open) && isPresupposed(open, closed)) return null;
  return compareNewness(open, closed) === 0 ? 'equal' : 'open';
}

export interface Overruled {
  readonly end: Claim;
  readonly by: readonly Claim[];
  readonly how: Overruling;
}

/** All that overrules one end, by the surest of the ways in which it is overruled; null when it stands. */
export function overruledBy(end: Claim, challengers: readonly Claim[]): Overruled | null {
  for (const how of ['later', 'open', 'equal'] as const) {
    const by = challengers.filter((claim) => overruling(claim, end) === how);
    if (by.length > 0) return { end, by, how };
  }
  return null;
}
