// Who feeds a release by party at this moment, asked where they were not, and whether all of them agree.

import type { Principal } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { requireAllAgreed } from '../../domain/statistics/release-split.js';
import type { Database } from '../database.js';
import type { Room } from '../room.js';

/** @throws DomainError release_not_agreed; who feeds it is worked out anew, so that nobody who began to feed it meanwhile is passed over */
export async function requireSplitAgreed(room: Room, splitId: string): Promise<void> {
  requireAllAgreed(await room.releaseSplits.requestsOf(splitId), await room.statistics.organisationsFeeding());
}

/** The split of a release that is not public yet; null of a release without one. */
export async function splitOfRelease(room: Room, number: number): Promise<string | null> {
  const split = await room.releaseSplits.ofRelease(number);
  return split === null || split.published ? null : split.id;
}

/** Of a release without a split nobody has to agree. */
export async function requireReleaseAgreed(room: Room, number: number): Promise<void> {
  const splitId = await splitOfRelease(room, number);
  if (splitId !== null) await requireSplitAgreed(room, splitId);
}

/** Within a transaction that holds the lock of releases. Returns how many were asked that had not been. */
export async function askFeeders(room: Room, splitId: string, at: number): Promise<number> {
  const asked = await room.releaseSplits.ask(splitId, await room.statistics.organisationsFeeding(), at);
  const corrects = (await room.releaseSplits.find(splitId))?.corrects ?? null;
  if (asked > 0)
    await room.audit.note({
      action: 'release_split_asked',
      subjectKind: 'release',
      details: { split: splitId, organisations: asked, ...(corrects !== null && { corrects }) },
    });
  return asked;
}

/**
 * Asks whoever began to feed the release after the asking, in a transaction of its own: what follows is refused until they have answered, and
 * that they were asked is not taken back with it. A request that was answered before asks nobody.
 */
export async function askLateFeeders(
  database: Database,
  principal: Principal,
  { request, now }: { readonly request: RequestKey | null; readonly now: number },
  splitOf: (room: Room) => Promise<string | null>,
): Promise<void> {
  await database.transaction(principal, async (room) => {
    await room.releases.lock();
    if (request !== null && (await room.idempotency.isKnown(request))) return;
    const splitId = await splitOf(room);
    if (splitId !== null) await askFeeders(room, splitId, now);
  });
}
