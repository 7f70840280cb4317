// The whereabouts status and the fate of a person: the closed lists, and how open the search still is under each.

/** Ordered from the status that keeps the search most open to the most final one; the fold breaks ties by this order. */
export const WHEREABOUTS_STATUSES = [
  'missing',
  'whereabouts_lost',
  'believed_held',
  'held_denied',
  'held_acknowledged',
  'release_unconfirmed',
  'at_liberty_elsewhere',
  'returned_located',
  'returned_escaped',
  'returned_released',
  'returned_exchanged',
  'returned_repatriated',
  'death_reported',
  'dead_not_returned',
  'remains_identified',
  'remains_returned',
  'closed',
] as const;

export type WhereaboutsStatus = (typeof WHEREABOUTS_STATUSES)[number];

export const FATES = ['unknown', 'alive_confirmed', 'presumed_dead', 'dead_confirmed'] as const;
export type Fate = (typeof FATES)[number];

export const HELD_STATUSES: readonly WhereaboutsStatus[] = [
  'believed_held',
  'held_denied',
  'held_acknowledged',
  'whereabouts_lost',
];

export const RETURNED_STATUSES: readonly WhereaboutsStatus[] = [
  'returned_located',
  'returned_escaped',
  'returned_released',
  'returned_exchanged',
  'returned_repatriated',
];
