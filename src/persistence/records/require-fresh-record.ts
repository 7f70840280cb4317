// Refuses to replace anything about a person on the ground of a record that has changed since it was read.

import type { Actor } from '../../domain/access/actor.js';
import { requireFresh, requireSeen, type IfMatch } from '../../domain/access/precondition.js';
import { notFound } from '../../domain/domain-error.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Room } from '../room.js';
import { shownRecord } from './shown-record.js';

/** The caller holds the person for writing, so that nothing changes between this look and the change. */
interface SeenRecord {
  readonly personId: string;
  readonly ifMatch: IfMatch;
  readonly now: Instant;
}

/** For what stays in the history beside its replacement: whoever names no tag is content with any. Throws `precondition_failed`. */
export async function requireFreshRecord(room: Room, actor: Actor, given: SeenRecord): Promise<void> {
  if (given.ifMatch === null) return;
  requireFresh(given.ifMatch, await tagOfRecord(room, actor, given));
}

/** For what is gone once it is replaced. Throws `precondition_required` or `precondition_failed`. */
export async function requireSeenRecord(room: Room, actor: Actor, given: SeenRecord): Promise<void> {
  requireSeen(given.ifMatch, await tagOfRecord(room, actor, given));
}

async function tagOfRecord(room: Room, actor: Actor, given: SeenRecord): Promise<string> {
  const pseudonym = (await room.persons.pseudonymsFor(actor.organisationId, [given.personId])).get(given.personId);
  if (pseudonym === undefined) throw notFound();
  return (await shownRecord(room, actor, pseudonym, {}, given.now)).tag;
}
