// Reads one inquiry: what state it is in, what it was answered and what was replied; what was asked for stays in the vault.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import { isCentralAgency, type Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import type { ToldReply } from '../../domain/matching/inquiry-reply.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import type { ListedInquiry } from '../../persistence/inquiries/inquiry.repository.js';

export interface ReadInquiryAnswer extends ListedInquiry {
  /** Newest first; the first one stands, and takes the place of the others. */
  readonly replies: readonly ToldReply[];
}

@Injectable()
export class ReadInquiry {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, id: string): Promise<ReadInquiryAnswer> {
    requireAllowed(actor, 'read_inquiries');
    const reader = { organisationId: actor.organisationId, received: isCentralAgency(actor) };
    return this.database.transaction(actor, async (room) => {
      const inquiry = isUuid(id) ? await room.inquiries.find(id, reader) : null;
      if (inquiry === null) throw notFound();
      // Asked of every inquiry, so that one that was looked into takes no longer than another.
      const replies = await room.inquiryReplies.toldOf(inquiry.id);
      await room.audit.note({ action: 'inquiry_read', subjectKind: 'inquiry', subjectId: inquiry.id });
      return { ...inquiry, replies };
    });
  }
}
