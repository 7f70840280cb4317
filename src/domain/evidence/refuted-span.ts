// A stretch of knowledge during which an item of evidence was refuted by quorum.

import type { Instant } from '../records/instant.js';

/** From the one instant on and before the other; Infinity where it has not ended. */
export interface RefutedSpan {
  readonly from: Instant;
  readonly to: Instant;
}
