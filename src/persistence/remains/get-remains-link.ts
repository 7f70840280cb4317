// Finds a link of a case of remains for somebody who works on it: the case and every person concerned must be theirs to know.

import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import type { Person } from '../../domain/access/person-visibility.js';
import type { RemainsCase } from '../../domain/remains/remains-case.js';
import { mayKnowOfLink, type RemainsLink } from '../../domain/remains/remains-link.js';
import { isUuid } from '../../domain/uuid.js';
import type { Room } from '../room.js';

/** Throws `not_found` for what does not exist and for what this reader may not see alike. */
export async function getVisibleCase(
  room: Room,
  actor: Actor,
  id: string,
  knownAt: number | null,
): Promise<RemainsCase> {
  const found = isUuid(id) ? await room.remains.find(actor, id, knownAt) : null;
  if (found === null) throw notFound();
  return found;
}

export interface WorkedLink {
  readonly remains: RemainsCase;
  readonly link: RemainsLink;
  readonly persons: readonly Person[];
}

/** Takes the lock of the case and of every person concerned. */
export async function getLinkForWork(room: Room, actor: Actor, caseId: string, linkId: string): Promise<WorkedLink> {
  const remains = await getVisibleCase(room, actor, caseId, null);
  await room.remains.lock(remains.id);
  const link = (await room.remains.linksOf([remains.id], null)).find(({ id }) => id === linkId);
  if (link === undefined) throw notFound();
  const persons = await room.persons.filterVisible(actor, link.personIds);
  if (persons.length < link.personIds.length) throw notFound();
  if (!mayKnowOfLink(link, actor.organisationId, { remains, persons })) throw notFound();
  await room.persons.lockForWriting(...link.personIds);
  return { remains, link, persons };
}
