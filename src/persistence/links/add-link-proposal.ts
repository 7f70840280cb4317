// Adds the proposal that two records are about one person, with all that it must not meet.

import type { Actor } from '../../domain/access/actor.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { DomainError } from '../../domain/domain-error.js';
import { requireSameAudience } from '../../domain/links/audience.js';
import { consentsAwaited } from '../../domain/links/link-rights.js';
import { isOpenLink } from '../../domain/links/person-link.js';
import type { Room } from '../room.js';
import { visibleLink } from './get-visible-link.js';
import { requireRoots } from './require-roots.js';

export interface AddingLink {
  /** Random, since it is shown. */
  readonly id: string;
  /** Whose record would be closed, and whose would survive; the actor may know of both. */
  readonly from: Person;
  readonly into: Person;
  readonly reason: string;
  readonly at: number;
}

/** Throws `link_exists` and `visibility_differs`, and what `requireRoots` throws. */
export async function addLinkProposal(
  room: Room,
  actor: Actor,
  { id, from, into, reason, at }: AddingLink,
): Promise<void> {
  await room.persons.lockForWriting(from.id, into.id);
  await requireNoOpenLink(room, actor, from.id, into.id);
  await requireRoots(room, from.id, into.id);
  requireSameAudience(from, into, await room.organisations.organisations());
  const { userId, username, organisationId } = actor;
  const proposedBy = { userId, username, organisationId };
  const link = { id, fromPersonId: from.id, intoPersonId: into.id, reason, proposedBy, proposedAt: at };
  await room.personLinks.propose(link);
  const awaited = consentsAwaited({ ...link, reviews: [] }, [from, into]).length;
  await room.audit.note(
    ...[from, into].map((person) => ({
      action: 'link_proposed' as const,
      subjectKind: 'link',
      subjectId: id,
      personId: person.id,
      details: { end: person === from ? 'from' : 'into', reviewsAwaited: awaited },
    })),
  );
}

/** Between the same two, either way round. What the actor may not know of refuses nothing here: the review lets one of several merge. */
async function requireNoOpenLink(room: Room, actor: Actor, a: string, b: string): Promise<void> {
  const open = (await room.personLinks.ofPerson(a)).filter(
    (link) => isOpenLink(link) && [link.fromPersonId, link.intoPersonId].includes(b),
  );
  for (const link of open) {
    if ((await visibleLink(room, actor, link)) === null) continue;
    throw new DomainError(
      'link_exists',
      'A link between these two is proposed or stands already, this way round or the other. Review that one.',
    );
  }
}
