// Takes the word of the organisation that registered a person on whether something may be told of them to whoever asked.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import {
  CONSENT_ANSWERS,
  consentOf,
  readChoice,
  requireUndecidedReply,
  type ConsentAnswer,
  type PreparedReply,
} from '../../domain/matching/inquiry-reply.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { groundOfReply, stands } from '../../persistence/inquiries/ground-of-reply.js';
import type { Room } from '../../persistence/room.js';

export interface AnswerReplyConsentCommand {
  readonly replyId: string;
  readonly answer: string;
}

@Injectable()
export class AnswerReplyConsent {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Until the agency has decided, the newest answer counts. */
  async execute(
    actor: Actor,
    command: AnswerReplyConsentCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; answer: ConsentAnswer }> {
    requireAllowed(actor, 'consent_to_reply');
    const answer = readChoice('/answer', command.answer, CONSENT_ANSWERS);
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { reply, personId } = await lockedReply(room, actor, command.replyId);
        requireUndecidedReply(reply);
        if (consentOf(reply) === answer)
          throw new DomainError('reply_state_conflict', 'Your organisation has given this answer before; it stands.');
        if (answer === 'given') await requireStanding(room, reply, personId, now);
        await room.inquiryReplies.take(reply, answer === 'given' ? 'consent_given' : 'consent_refused', actor, now);
        for (const task of await room.tasks.openOf(personId, actor.organisationId, 'consent_to_reply'))
          if (task.originId === reply.id) await room.tasks.take(task, 'done', actor.userId, now);
        await room.audit.note({
          action: 'inquiry_reply_consent_answered',
          subjectKind: 'inquiry_reply',
          subjectId: reply.id,
          personId,
          details: { answer, tells: [...reply.tells], asker: reply.askerOrganisationId },
        });
        return { id: reply.id, answer };
      }),
    );
  }
}

async function lockedReply(
  room: Room,
  actor: Actor,
  id: string,
): Promise<{ readonly reply: PreparedReply; readonly personId: string }> {
  const find = (): Promise<PreparedReply | null> => room.inquiryReplies.findAsked(actor, id);
  const personId = isUuid(id) ? ((await find())?.personId ?? null) : null;
  if (personId === null) throw notFound();
  await room.persons.lockForWriting(personId);
  const reply = await find();
  if (reply === null) throw notFound();
  return { reply, personId };
}

/** The organisation that recorded what the person wants is told so; it cannot agree in their place. Throws `reply_not_consented`. */
async function requireStanding(room: Room, reply: PreparedReply, personId: string, now: number): Promise<void> {
  const { askerOrganisationId, organisationId: agencyId } = reply;
  if (stands(await groundOfReply(room, { personId, askerOrganisationId, agencyId, now }), 'owner_consent')) return;
  throw new DomainError(
    'reply_not_consented',
    'What the person wants, or how the record is shared, does not let this be told. It can be refused.',
  );
}
