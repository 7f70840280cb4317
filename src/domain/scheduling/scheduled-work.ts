// What the service does by itself and how often; the queues of these names carry no data.

export const SCHEDULED_WORK = {
  /** A person whose registration was cut off between vault and registry is confirmed or removed. */
  'sweep-orphans': { everySeconds: 60 },
  /** An erasure that was confirmed and cut off is gone on with; what a restored backup brought back is erased again. */
  'finish-erasures': { everySeconds: 60 },
  /** People whose key is whole, of before there was a key store, are sealed under two halves. */
  'split-data-keys': { everySeconds: 60 },
  /** Search codes that were made by older rules of reading names are made anew. */
  'renew-search-codes': { everySeconds: 60 },
  /** On which rung others are shown each person; what was recorded since the last time waits for it. */
  'compare-persons': { everySeconds: 300 },
  /** What counts read of many persons at once, where enough of them have changed; a count is the same before. */
  'make-count-blocks': { everySeconds: 60 },
  /** Dates until which identities are kept: warnings, closings, and erasures once the time to open them again is over. Dates are days. */
  'keep-retention': { everySeconds: 3_600 },
  /** The month's release, for people to sign, once one was published. It is due from the first day of a month. */
  'prepare-release': { everySeconds: 21_600 },
  /** Idempotency keys, sessions, one-time links and refresh tokens that ran out. */
  'forget-expired': { everySeconds: 3_600 },
} as const satisfies Readonly<Record<string, { readonly everySeconds: number }>>;

export type ScheduledWorkName = keyof typeof SCHEDULED_WORK;

export const SCHEDULED_WORK_NAMES = Object.keys(SCHEDULED_WORK) as readonly ScheduledWorkName[];
