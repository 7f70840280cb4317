// Refuses to replace anything about a person on the ground of a record that has changed since it was read.

import type { Actor } from '../../domain/access/actor.js';
import { requireFresh, type IfMatch } from '../../domain/access/precondition.js';
import { notFound } from '../../domain/domain-error.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Room } from '../room.js';
import { shownRecord } from './shown-record.js';

/** Throws `precondition_failed`. The caller holds the person for writing, so that nothing changes between this look and the change. */
export async function requireFreshRecord(
  room: Room,
  actor: Actor,
  given: { readonly personId: string; readonly ifMatch: IfMatch; readonly now: Instant },
): Promise<void> {
  if (given.ifMatch === null) return;
  const pseudonym = (await room.persons.pseudonymsFor(actor.organisationId, [given.personId])).get(given.personId);
  if (pseudonym === undefined) throw notFound();
  const { tag } = await shownRecord(room, actor, pseudonym, {}, given.now);
  requireFresh(given.ifMatch, tag);
}
