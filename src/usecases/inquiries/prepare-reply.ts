// Prepares a reply to an inquiry that waits for the central agency: what is told, of which candidate, on whose word; that nothing may be told goes out at once.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import {
  readReply,
  type GivenReply,
  type PreparedReply,
  type ReplyDraft,
  type ReplyState,
} from '../../domain/matching/inquiry-reply.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import { Database } from '../../persistence/database.js';
import { candidatesOfInquiry, soughtOf } from '../../persistence/inquiries/candidates-of-inquiry.js';
import { getReceivedInquiry } from '../../persistence/inquiries/get-received-inquiry.js';
import { groundOfReply, requirePreparable } from '../../persistence/inquiries/ground-of-reply.js';
import type { ListedInquiry } from '../../persistence/inquiries/inquiry.repository.js';
import { getVisiblePerson, type KnownPerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface PrepareReplyCommand extends GivenReply {
  readonly inquiryId: string;
}

export interface ReplyPrepared {
  readonly id: string;
  readonly state: ReplyState;
}

/** Days within which the organisation that registered the person is to answer. */
const DAYS_TO_ANSWER = 7;
const DAY = 86_400_000;

@Injectable()
export class PrepareReply {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: PrepareReplyCommand, request: RequestKey | null): Promise<ReplyPrepared> {
    requireAllowed(actor, 'prepare_reply');
    const draft = readReply(command);
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const inquiry = await getReceivedInquiry(room, actor, command.inquiryId);
        return draft.about === null
          ? this.tellNothing(room, actor, inquiry, now)
          : this.prepare(room, actor, { inquiry, tells: draft.tells, about: draft.about, now });
      }),
    );
  }

  /** By one person: it says nothing of anybody, whether a candidate was found or not. */
  private async tellNothing(room: Room, actor: Actor, inquiry: ListedInquiry, now: number): Promise<ReplyPrepared> {
    const reply = this.replyTo(actor, inquiry, now);
    const tells = ['no_information'] as const;
    await room.inquiryReplies.add({ ...reply, tells, personId: null, ownerOrganisationId: null, basis: null });
    await room.inquiryReplies.take({ id: reply.id, steps: [] }, 'released', actor, now);
    await room.inquiryReplies.tell(reply, { tells, status: null, contactOrganisationId: null, toldAt: now });
    await room.audit.note({
      action: 'inquiry_reply_released',
      subjectKind: 'inquiry',
      subjectId: inquiry.id,
      details: { reply: reply.id, tells: [...tells], preparedBy: actor.userId, asker: inquiry.organisationId },
    });
    return { id: reply.id, state: 'released' };
  }

  private async prepare(
    room: Room,
    actor: Actor,
    given: Pick<ReplyDraft, 'tells'> & {
      readonly inquiry: ListedInquiry;
      readonly about: NonNullable<ReplyDraft['about']>;
      readonly now: number;
    },
  ): Promise<ReplyPrepared> {
    const { inquiry, tells, about, now } = given;
    const person = await this.candidate(room, actor, { inquiry, pseudonym: about.person, now });
    await room.persons.lockForWriting(person.id);
    const asked = { personId: person.id, askerOrganisationId: inquiry.organisationId };
    requirePreparable(await groundOfReply(room, { ...asked, agencyId: actor.organisationId, now }), about.basis);
    const { ownerOrganisationId } = person;
    const reply = this.replyTo(actor, inquiry, now);
    const { basis } = about;
    await room.inquiryReplies.add({ ...reply, tells, personId: person.id, ownerOrganisationId, basis });
    if (basis === 'owner_consent') await askOwner(room, person, reply.id, now);
    await room.audit.note({
      action: 'inquiry_reply_prepared',
      subjectKind: 'inquiry',
      subjectId: inquiry.id,
      personId: person.id,
      details: { reply: reply.id, tells: [...tells], basis, asker: inquiry.organisationId },
    });
    return { id: reply.id, state: basis === 'owner_consent' ? 'waits_for_consent' : 'ready' };
  }

  /** Of nobody else is anything told: the agency may know of many people who are not asked after. */
  private async candidate(
    room: Room,
    actor: Actor,
    asked: { readonly inquiry: ListedInquiry; readonly pseudonym: string; readonly now: number },
  ): Promise<KnownPerson> {
    const person = await getVisiblePerson(room, actor, asked.pseudonym);
    const { matches } = await candidatesOfInquiry(room, actor, {
      sought: soughtOf((await this.vault.openIdentity(asked.inquiry.id, ['notes'])).notes),
      search: this.vault.identitySearch,
      nobody: this.entropy.shownId(),
      now: asked.now,
    });
    if (!matches.some(({ personId }) => personId === person.id))
      throw invalidField('/person', 'the pseudonym of a candidate of this inquiry');
    return person;
  }

  private replyTo(
    actor: Actor,
    inquiry: ListedInquiry,
    now: number,
  ): Omit<PreparedReply, 'steps' | 'tells' | 'personId' | 'ownerOrganisationId' | 'basis'> {
    return {
      id: this.entropy.shownId(),
      inquiryId: inquiry.id,
      organisationId: actor.organisationId,
      preparedBy: actor.userId,
      preparedAt: now,
      askerOrganisationId: inquiry.organisationId,
      purpose: inquiry.purpose,
    };
  }
}

/** The task says that the agency asks; who asked it, and what would be told, stands on the page of consents. */
async function askOwner(room: Room, person: KnownPerson, replyId: string, now: number): Promise<void> {
  const { id: personId, ownerOrganisationId: organisationId } = person;
  const due = dayOf(now + DAYS_TO_ANSWER * DAY);
  const task = { personId, organisationId, kind: 'consent_to_reply' as const, due };
  await room.reaching('registry', async () => {
    await room.tasks.add([{ ...task, origin: 'inquiry_reply', originId: replyId }], now);
  });
}
