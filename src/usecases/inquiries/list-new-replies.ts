// Lists to which inquiries of the actor's organisation there is a reply of late, and for the central agency what waits for a second person.

import { Injectable } from '@nestjs/common';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import { isCentralAgency, type Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { RepliedInquiry } from '../../persistence/inquiries/inquiry-reply.repository.js';

export interface NewReplies {
  /** Newest first; none for whoever may not read an inquiry. That there is a reply is all that is told here. */
  readonly replied: readonly RepliedInquiry[];
  /** Inquiries with a reply that a colleague has prepared; none for anybody who may not release one. The longest waiting first. */
  readonly toDecide: readonly { readonly inquiryId: string; readonly preparedAt: number }[];
}

/** Days for which a reply is pointed out; it stays with its inquiry. */
const DAYS_NEW = 30;
const DAY = 86_400_000;
const MOST_LISTED = 50;

@Injectable()
export class ListNewReplies {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor): Promise<NewReplies> {
    requireAllowed(actor, 'read_new_replies');
    const since = this.entropy.now() - DAYS_NEW * DAY;
    const reads = allowed(actor, 'read_inquiries');
    const decides = isCentralAgency(actor) && allowed(actor, 'release_reply');
    return this.database.snapshot(actor, async (room) => {
      const replied = reads ? await room.inquiryReplies.toldTo(actor, since, MOST_LISTED) : [];
      const undecided = decides ? await room.inquiryReplies.undecided(actor, MOST_LISTED) : [];
      return { replied, toDecide: undecided.map(({ inquiryId, preparedAt }) => ({ inquiryId, preparedAt })) };
    });
  }
}
