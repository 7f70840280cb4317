// The groups into which whereabouts statuses are merged before a small table is published.
import { WHEREABOUTS_STATUSES, type WhereaboutsStatus } from '../records/whereabouts-status.js';

/** In the order in which readers see them: from the search most open to the most final. */
export const STATUS_GROUPS = [
  'missing',
  'held',
  'release_unconfirmed',
  'at_liberty_elsewhere',
  'returned',
  'dead',
] as const;
export type StatusGroup = (typeof STATUS_GROUPS)[number];

/**
 * release_unconfirmed never counts as returned, and who is at liberty but not where they wish to be is neither returned nor
 * unconfirmed, so both stand alone. `closed` (registered in error, or merged into another record) is no person more.
 */
const groupOf: Readonly<Record<WhereaboutsStatus, StatusGroup | null>> = {
  missing: 'missing',
  believed_held: 'held',
  held_denied: 'held',
  held_acknowledged: 'held',
  whereabouts_lost: 'held',
  release_unconfirmed: 'release_unconfirmed',
  at_liberty_elsewhere: 'at_liberty_elsewhere',
  returned_located: 'returned',
  returned_escaped: 'returned',
  returned_released: 'returned',
  returned_exchanged: 'returned',
  returned_repatriated: 'returned',
  death_reported: 'dead',
  dead_not_returned: 'dead',
  remains_identified: 'dead',
  remains_returned: 'dead',
  closed: null,
};

/** Statuses that a public release counts. */
export const PUBLIC_STATUSES: readonly WhereaboutsStatus[] = WHEREABOUTS_STATUSES.filter(
  (status) => groupOf[status] !== null,
);

/** @throws RangeError for a text that is no whereabouts status, or for one that no public table counts. */
export function statusGroup(status: string): StatusGroup {
  const known = PUBLIC_STATUSES.find((candidate) => candidate === status);
  const group = known === undefined ? null : groupOf[known];
  if (group === null) throw new RangeError('Only a publicly counted whereabouts status has a group.');
  return group;
}
