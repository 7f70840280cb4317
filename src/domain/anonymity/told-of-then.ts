// How much is told of what was known of a person at another time.

import { projectRecord } from '../records/record-projection.js';
import type { WhereaboutsRecord } from '../records/whereabouts-record.js';
import { UNCOMPARED, type Told } from './rungs.js';
import { sameParticulars } from './told-particulars.js';

/**
 * People are compared as they are known today. Who was known otherwise then may have had nobody beside them; of whoever was known alike nothing
 * is told of then that is not told today.
 */
export function toldOfThen(told: Told, then: WhereaboutsRecord, today: WhereaboutsRecord): Told {
  return sameParticulars(projectRecord(then), projectRecord(today)) ? told : UNCOMPARED;
}
