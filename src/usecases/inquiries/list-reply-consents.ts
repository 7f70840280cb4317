// Lists the replies to inquiries for which the consent of the actor's organisation is asked: about whom, who asked, and what would be told.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Database } from '../../persistence/database.js';
import { askedConsents, type AskedConsent } from '../../persistence/inquiries/asked-consents.js';

export type { AskedConsent };

/** The newest; whoever is asked more often answers first. */
const MOST_LISTED = 50;

@Injectable()
export class ListReplyConsents {
  constructor(private readonly database: Database) {}

  /** Those that the central agency has not decided yet, newest first. */
  async execute(actor: Actor): Promise<readonly AskedConsent[]> {
    requireAllowed(actor, 'consent_to_reply');
    return this.database.transaction(actor, async (room) => {
      const consents = await askedConsents(room, actor, await room.inquiryReplies.askedOf(actor, MOST_LISTED));
      await room.audit.note({
        action: 'inquiry_reply_consents_listed',
        subjectKind: 'inquiry_reply',
        details: { listed: consents.length },
      });
      return consents;
    });
  }
}
