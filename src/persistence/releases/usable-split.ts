// The split that a release is prepared with: of which it is known that no other release uses it, and used with it.

import { DomainError, notFound } from '../../domain/domain-error.js';
import type { ReleaseCorrection } from '../../domain/statistics/release-correction.js';
import { requireAskedForThis, type SplitDimension } from '../../domain/statistics/release-split.js';
import type { Room } from '../room.js';
import { requireSplitAgreed } from './split-agreement.js';

export interface AgreedSplit {
  readonly id: string;
  readonly by: SplitDimension;
}

/** Agreement is for one release, of which it is known whether it corrects another, and for the split that was asked for last. */
export async function usableSplit(room: Room, id: string, corrects: ReleaseCorrection | null): Promise<AgreedSplit> {
  const split = await room.releaseSplits.find(id);
  if (split === null) throw notFound();
  if (split.release !== null)
    throw new DomainError(
      'release_state_conflict',
      `What was agreed to here is for release ${split.release} alone. Ask for another split.`,
    );
  if (split.replaced)
    throw new DomainError('release_state_conflict', 'Another split was asked for in place of this one. Use that one.');
  requireAskedForThis(split.corrects, corrects?.release ?? null);
  return { id: split.id, by: split.by };
}

export async function useSplit(
  room: Room,
  id: string,
  corrects: ReleaseCorrection | null,
  number: number,
): Promise<void> {
  await usableSplit(room, id, corrects);
  await requireSplitAgreed(room, id);
  await room.releaseSplits.use(id, number);
}
