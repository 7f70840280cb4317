// Takes a link back, with a reason: a merged record is split again, and each part is what was recorded on it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireFresh, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireWithdrawable } from '../../domain/links/link-rights.js';
import { linkState, type LinkState } from '../../domain/links/person-link.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { getLinkForWriting } from '../../persistence/links/get-visible-link.js';
import { shownComparison } from '../../persistence/links/shown-comparison.js';
import { settleByLink } from '../../persistence/matches/settle-by-link.js';
import { reproject } from '../../persistence/records/reproject.js';

export interface WithdrawLinkCommand {
  readonly pseudonym: string;
  readonly linkId: string;
  readonly reason: string;
  /** The tag of the link as it was read. */
  readonly ifMatch?: IfMatch;
}

@Injectable()
export class WithdrawLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: WithdrawLinkCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; state: LinkState }> {
    requireAllowed(actor, 'withdraw_link');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const visible = await getLinkForWriting(room, actor, command);
        const { link, from, into } = visible;
        requireWithdrawable(actor, link, [from, into]);
        const { ifMatch = null } = command;
        if (ifMatch !== null) requireFresh(ifMatch, (await shownComparison(room, actor, visible, now)).tag);
        const { reason, settle } = await lookThroughReason(room, actor, given, [from.id, into.id]);
        const { userId, username, organisationId } = actor;
        await room.personLinks.withdraw(link.id, { by: { userId, username, organisationId }, reason, at: now });
        const stood = linkState(link) === 'confirmed';
        if (stood) {
          await reproject(room, into.id, now);
          await settleByLink(room, actor, { personIds: [from.id, into.id], outcome: 'not_same', reason, at: now });
        }
        await room.audit.note(
          ...[from, into].map((person) => ({
            action: 'link_withdrawn' as const,
            subjectKind: 'link',
            subjectId: link.id,
            personId: person.id,
            details: { end: person === from ? 'from' : 'into', stood },
          })),
        );
        await settle();
        return { id: link.id, state: 'withdrawn' as const };
      }),
    );
  }
}
