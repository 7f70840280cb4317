// A merge joins two records that stand: one that was merged into another already is found there.

import { DomainError } from '../../domain/domain-error.js';
import type { Room } from '../room.js';

/** Throws `link_exists`. The caller holds both persons, so that nobody merges them meanwhile; so no ring can ever come about. */
export async function requireRoots(room: Room, fromPersonId: string, intoPersonId: string): Promise<void> {
  const standing = (await room.personLinks.around([fromPersonId, intoPersonId])).filter(({ to }) => to === Infinity);
  const merged = (id: string): boolean => standing.some((link) => link.fromPersonId === id);
  if (merged(fromPersonId) || merged(intoPersonId)) {
    throw new DomainError(
      'link_exists',
      'One of these records was merged into another meanwhile. Read it again: its answer names the record that survives.',
    );
  }
}
