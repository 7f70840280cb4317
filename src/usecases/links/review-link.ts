// Confirms or refuses that two records are about one person; the confirmation that was the last one needed merges them.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireSeen, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireSameAudience } from '../../domain/links/audience.js';
import { judgeReview } from '../../domain/links/link-rights.js';
import { readVerdict, type LinkState } from '../../domain/links/person-link.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { getLinkForWriting } from '../../persistence/links/get-visible-link.js';
import { shownComparison } from '../../persistence/links/shown-comparison.js';
import { requireRoots } from '../../persistence/links/require-roots.js';
import { settleByLink } from '../../persistence/matches/settle-by-link.js';
import { reproject } from '../../persistence/records/reproject.js';

export interface ReviewLinkCommand {
  readonly pseudonym: string;
  readonly linkId: string;
  /** confirmed or refused. */
  readonly verdict: string;
  readonly reason: string;
  /** The tag of the link as the verifier read it; nobody decides on records that they have not seen. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class ReviewLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: ReviewLinkCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; state: LinkState }> {
    requireAllowed(actor, 'review_link');
    const now = this.entropy.now();
    const verdict = readVerdict(command.verdict);
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const visible = await getLinkForWriting(room, actor, command);
        const { link, from, into } = visible;
        const { completes } = judgeReview(actor, link, [from, into], verdict);
        requireSeen(command.ifMatch, (await shownComparison(room, actor, visible, now)).tag);
        if (verdict === 'confirmed') {
          await requireRoots(room, from.id, into.id);
          requireSameAudience(from, into, await room.organisations.organisations());
        }
        const { reason, settle } = await lookThroughReason(room, actor, given, [from.id, into.id]);
        const { userId, username, organisationId } = actor;
        await room.personLinks.review(link.id, {
          by: { userId, username, organisationId },
          verdict,
          reason,
          at: now,
          completes,
        });
        if (completes) await reproject(room, into.id, now);
        if (completes || verdict === 'refused') {
          const outcome = completes ? 'stands' : 'not_same';
          await settleByLink(room, actor, { personIds: [from.id, into.id], outcome, reason, at: now });
        }
        const state = verdict === 'refused' ? 'refused' : completes ? 'confirmed' : 'proposed';
        await room.audit.note(
          ...[from, into].map((person) => ({
            action: 'link_reviewed' as const,
            subjectKind: 'link',
            subjectId: link.id,
            personId: person.id,
            details: { end: person === from ? 'from' : 'into', verdict, state },
          })),
        );
        await settle();
        return { id: link.id, state };
      }),
    );
  }
}
