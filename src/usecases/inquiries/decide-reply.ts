// Releases a reply that somebody else at the central agency has prepared, or rejects it; what was released stays, and a newer one takes its place.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import {
  notConsented,
  readChoice,
  REPLY_DECISIONS,
  requireSecondPerson,
  requireUndecidedReply,
  stateOfReply,
  type PreparedReply,
  type ReplyDecision,
} from '../../domain/matching/inquiry-reply.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { getReceivedInquiry } from '../../persistence/inquiries/get-received-inquiry.js';
import { groundOfReply, requireNoNews, stands } from '../../persistence/inquiries/ground-of-reply.js';
import type { Room } from '../../persistence/room.js';

export interface DecideReplyCommand {
  readonly inquiryId: string;
  readonly replyId: string;
  readonly decision: string;
}

@Injectable()
export class DecideReply {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: DecideReplyCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; state: ReplyDecision }> {
    requireAllowed(actor, 'release_reply');
    const decision = readChoice('/decision', command.decision, REPLY_DECISIONS);
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const inquiry = await getReceivedInquiry(room, actor, command.inquiryId);
        const reply = await lockedReply(room, actor, inquiry.id, command.replyId);
        requireUndecidedReply(reply);
        if (decision === 'released') await release(room, actor, reply, now);
        await room.inquiryReplies.take(reply, decision, actor, now);
        await lapseAsking(room, actor, reply, now);
        await room.audit.note({
          action: decision === 'released' ? 'inquiry_reply_released' : 'inquiry_reply_rejected',
          subjectKind: 'inquiry',
          subjectId: inquiry.id,
          personId: reply.personId,
          details: {
            ...{ reply: reply.id, tells: [...reply.tells], basis: reply.basis },
            ...{ preparedBy: reply.preparedBy, asker: reply.askerOrganisationId },
          },
        });
        return { id: reply.id, state: decision };
      }),
    );
  }
}

/** Under the lock of whoever writes on the person: a will, or the owner's word, is not recorded while something is told. */
async function lockedReply(room: Room, actor: Actor, inquiryId: string, id: string): Promise<PreparedReply> {
  const find = (): Promise<PreparedReply | null> => room.inquiryReplies.findPrepared(actor, inquiryId, id);
  const found = isUuid(id) ? await find() : null;
  if (found === null) throw notFound();
  requireUndecidedReply(found);
  if (found.personId === null) throw notFound();
  await room.persons.lockForWriting(found.personId);
  const reply = await find();
  if (reply === null) throw notFound();
  return reply;
}

/** Whoever was asked for its consent and has not answered need not any more. */
async function lapseAsking(
  room: Room,
  actor: Actor,
  { id, personId, ownerOrganisationId: owner }: PreparedReply,
  now: number,
): Promise<void> {
  if (personId === null || owner === null) return;
  await room.reaching('registry', async () => {
    for (const task of await room.tasks.openOf(personId, owner, 'consent_to_reply'))
      if (task.originId === id) await room.tasks.take(task, 'lapsed', actor.userId, now, 'reply_decided');
  });
}

/** Everything is asked anew: the person may have been found, and news may have come, since the reply was prepared. */
async function release(room: Room, actor: Actor, reply: PreparedReply, now: number): Promise<void> {
  requireSecondPerson(actor.userId, reply);
  const { personId, basis, askerOrganisationId, organisationId: agencyId, tells } = reply;
  if (personId === null || basis === null) throw notFound();
  const ground = await groundOfReply(room, { personId, askerOrganisationId, agencyId, now });
  const isKnown = (await room.persons.filterNamed(actor, [personId])).some(({ erasedAt = null }) => erasedAt === null);
  if (!isKnown || stateOfReply(reply, stands(ground, basis)) !== 'ready') throw notConsented();
  requireNoNews(ground);
  await room.inquiryReplies.tell(reply, {
    tells,
    status: tells.includes('whereabouts_status') ? ground.status : null,
    contactOrganisationId: tells.includes('contact_organisation') ? reply.ownerOrganisationId : null,
    toldAt: now,
  });
}
