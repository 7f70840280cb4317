// Keeps with which days until a sign of life is stale the rows of the registry are made from now on, and says so in the log.

import type { Room } from '../room.js';

/** `finished` where no row stands that was made with others. */
export async function takeStaleDays(room: Room, { finished }: { readonly finished: boolean }): Promise<void> {
  const { held, missing } = room.staleDays;
  await room.meta.setDaysOfRows({ held, missing, finished });
  await room.audit.note({ action: 'stale_days_set', subjectKind: 'records', details: { held, missing } });
}
