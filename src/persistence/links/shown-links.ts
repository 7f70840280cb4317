// Shows links to a reader: both ends by the reader's own pseudonyms, and the reasons to those who take part.

import type { Actor } from '../../domain/access/actor.js';
import type { Instant } from '../../domain/records/instant.js';
import { consentsAwaited, takesPart } from '../../domain/links/link-rights.js';
import { everStood, linkKnownAt, linkState, type LinkActor, type PersonLink } from '../../domain/links/person-link.js';
import type { ShownLink, ShownLinkStep } from '../../domain/links/shown-link.js';
import type { Room } from '../room.js';
import { visibleLink } from './get-visible-link.js';

/** Those of these links that the reader may know of, as they were known at `knownAt`. */
export async function shownLinks(
  room: Room,
  actor: Actor,
  links: readonly PersonLink[],
  knownAt: Instant = Infinity,
): Promise<ShownLink[]> {
  const known = links.flatMap((link) => linkKnownAt(link, knownAt) ?? []);
  if (known.length === 0) return [];
  const organisations = new Map((await room.organisations.organisations()).map(({ id, name }) => [id, name]));
  const shown: ShownLink[] = [];
  for (const link of known) {
    const visible = await visibleLink(room, actor, link);
    if (visible === null) continue;
    const ends = [visible.from, visible.into];
    const pseudonyms = await room.persons.pseudonymsFor(
      actor.organisationId,
      ends.map(({ id }) => id),
    );
    const inside = takesPart(actor, link, ends);
    const step = (given: { by: LinkActor; reason: string; at: Instant }): ShownLinkStep => ({
      organisation: organisations.get(given.by.organisationId) ?? '',
      username: given.by.organisationId === actor.organisationId ? given.by.username : null,
      reason: inside ? given.reason : null,
      at: given.at,
    });
    const state = linkState(link);
    const awaited = state === 'proposed' ? consentsAwaited(link, ends) : [];
    shown.push({
      id: link.id,
      state,
      from: pseudonyms.get(link.fromPersonId) ?? '',
      into: pseudonyms.get(link.intoPersonId) ?? '',
      proposal: step({ by: link.proposedBy, reason: link.reason, at: link.proposedAt }),
      reviews: link.reviews.map((review) => ({ ...step(review), verdict: review.verdict })),
      withdrawal: link.withdrawal === null ? null : step(link.withdrawal),
      stood: everStood(link),
      awaits: inside ? awaited.map((id) => organisations.get(id) ?? '') : [],
      awaitsReader: awaited.includes(actor.organisationId) && link.proposedBy.userId !== actor.userId,
      ownsOne: ends.some((person) => person.ownerOrganisationId === actor.organisationId),
    });
  }
  return shown;
}
