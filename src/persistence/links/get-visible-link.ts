// Finds a link by one of its persons, for a reader who may know of both of them and of the link.

import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { notFound } from '../../domain/domain-error.js';
import { takesPart } from '../../domain/links/link-rights.js';
import { everStood, linkKnownAt, type PersonLink } from '../../domain/links/person-link.js';
import { isUuid } from '../../domain/uuid.js';
import { getVisiblePerson } from '../persons/get-visible-person.js';
import type { Room } from '../room.js';

export interface VisibleLink {
  readonly link: PersonLink;
  readonly from: Person;
  readonly into: Person;
}

/** Of the persons of whom the reader may know. Null where one of the two is not among them; a proposal is for those who take part in it. */
export function visibleAmong(actor: Actor, link: PersonLink, visible: readonly Person[]): VisibleLink | null {
  const from = visible.find(({ id }) => id === link.fromPersonId);
  const into = visible.find(({ id }) => id === link.intoPersonId);
  if (from === undefined || into === undefined) return null;
  return everStood(link) || takesPart(actor, link, [from, into]) ? { link, from, into } : null;
}

/** The same, where it is not known yet of whom the reader may know. */
export async function visibleLink(room: Room, actor: Actor, link: PersonLink): Promise<VisibleLink | null> {
  return visibleAmong(actor, link, await room.persons.filterVisible(actor, [link.fromPersonId, link.intoPersonId]));
}

/** As the link was known at `knownAt`. Throws `not_found`; the pseudonym must be that of one of the two. */
export async function getVisibleLink(
  room: Room,
  actor: Actor,
  wanted: { readonly pseudonym: string; readonly linkId: string; readonly knownAt?: number | undefined },
): Promise<VisibleLink> {
  const person = await getVisiblePerson(room, actor, wanted.pseudonym);
  const found = isUuid(wanted.linkId) ? await room.personLinks.find(wanted.linkId) : null;
  const link = found === null ? null : linkKnownAt(found, wanted.knownAt ?? Infinity);
  if (link === null || (link.fromPersonId !== person.id && link.intoPersonId !== person.id)) throw notFound();
  const visible = await visibleLink(room, actor, link);
  if (visible === null) throw notFound();
  return visible;
}

/** The same, with all persons of the trees locked until the transaction ends and the link as it is since then. */
export async function getLinkForWriting(
  room: Room,
  actor: Actor,
  wanted: { readonly pseudonym: string; readonly linkId: string },
): Promise<VisibleLink> {
  const { from, into } = await getVisibleLink(room, actor, wanted);
  await room.persons.lockForWriting(from.id, into.id);
  return getVisibleLink(room, actor, wanted);
}
