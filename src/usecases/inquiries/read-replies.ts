// Shows the central agency an inquiry that waits for it: who may be meant, as a search tells it, and what was prepared to be replied.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { toldEvidence, type ToldEvidence } from '../../domain/matching/identity-agreement.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { Database } from '../../persistence/database.js';
import { candidatesOfInquiry, soughtOf } from '../../persistence/inquiries/candidates-of-inquiry.js';
import { getReceivedInquiry } from '../../persistence/inquiries/get-received-inquiry.js';
import { shownReplies, type ShownReply } from '../../persistence/inquiries/shown-replies.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export type { ShownReply };

export interface InquiryCandidate {
  readonly pseudonym: string;
  readonly band: 'much_agrees' | 'possible';
  readonly status: WhereaboutsStatus;
  /** What of the inquiry agrees, part by part. */
  readonly why: readonly ToldEvidence[];
}

export interface InquiryReplies {
  readonly inquiryId: string;
  /** The surest first, at most MOST_SHOWN. */
  readonly candidates: readonly InquiryCandidate[];
  /** Whether more people may be meant than are listed. */
  readonly more: boolean;
  /** Newest first. */
  readonly replies: readonly ShownReply[];
}

const MOST_SHOWN = 20;

@Injectable()
export class ReadReplies {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, inquiryId: string): Promise<InquiryReplies> {
    requireAllowed(actor, 'read_replies');
    const now = this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const inquiry = await getReceivedInquiry(room, actor, inquiryId);
      const { matches, capped } = await candidatesOfInquiry(room, actor, {
        sought: soughtOf((await this.vault.openIdentity(inquiry.id, ['notes'])).notes),
        search: this.vault.identitySearch,
        nobody: this.entropy.shownId(),
        now,
      });
      const shown = matches.slice(0, MOST_SHOWN);
      const pseudonyms = await room.persons.pseudonymsFor(
        actor.organisationId,
        shown.map(({ personId }) => personId),
      );
      const replies = await room.inquiryReplies.ofInquiry(actor, inquiry.id);
      await room.audit.note({
        action: 'inquiry_replies_read',
        subjectKind: 'inquiry',
        subjectId: inquiry.id,
        details: { candidates: matches.length, replies: replies.length },
      });
      return {
        inquiryId: inquiry.id,
        candidates: shown.map(({ personId, verdict, status, evidence }) => ({
          pseudonym: pseudonyms.get(personId) ?? '',
          band: verdict === 'agrees' ? ('much_agrees' as const) : ('possible' as const),
          status,
          why: toldEvidence(evidence),
        })),
        more: capped || matches.length > MOST_SHOWN,
        replies: await shownReplies(room, actor, replies, now),
      };
    });
  }
}
