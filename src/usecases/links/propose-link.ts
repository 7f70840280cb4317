// Proposes that two records are about one person, so that somebody else reviews it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireSameAudience } from '../../domain/links/audience.js';
import { consentsAwaited } from '../../domain/links/link-rights.js';
import { isOpenLink } from '../../domain/links/person-link.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { requireOpenText } from '../../persistence/open-text/require-open-text.js';
import { visibleLink } from '../../persistence/links/get-visible-link.js';
import { requireRoots } from '../../persistence/links/require-roots.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';

export interface ProposeLinkCommand {
  /** Of the record that would be closed. */
  readonly pseudonym: string;
  /** Of the record that would survive. */
  readonly into: string;
  readonly reason: string;
}

@Injectable()
export class ProposeLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ProposeLinkCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'propose_link');
    const now = this.entropy.now();
    const reason = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const from = await getVisiblePerson(room, actor, command.pseudonym);
        const into = await getVisiblePerson(room, actor, command.into);
        if (from.id === into.id) throw invalidField('/into', 'the pseudonym of another record');
        await room.persons.lockForWriting(from.id, into.id);
        await requireNoOpenLink(room, actor, from.id, into.id);
        await requireRoots(room, from.id, into.id);
        requireSameAudience(from, into, await room.organisations.organisations());
        const { userId, username, organisationId } = actor;
        const link = {
          id: this.entropy.shownId(),
          fromPersonId: from.id,
          intoPersonId: into.id,
          reason,
          proposedBy: { userId, username, organisationId },
          proposedAt: now,
        };
        await room.personLinks.propose(link);
        const awaited = consentsAwaited({ ...link, reviews: [] }, [from, into]).length;
        await room.audit.note(
          ...[from, into].map((person) => ({
            action: 'link_proposed' as const,
            subjectKind: 'link',
            subjectId: link.id,
            personId: person.id,
            details: { end: person === from ? 'from' : 'into', reviewsAwaited: awaited },
          })),
        );
        await requireOpenText(room, actor, [{ pointer: '/reason', text: reason }], [from.id, into.id]);
        return { id: link.id };
      }),
    );
  }
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
