// Withdraws a link between remains and persons with a reason: what it stated is retracted, and every record concerned is folded anew.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { requireSigner, requireStanding } from '../../domain/remains/remains-link.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { getLinkForWork } from '../../persistence/remains/get-remains-link.js';
import { giveCorrectionTasks, retractOfLink, toldOfLink } from '../../persistence/remains/link-statements.js';

export interface WithdrawRemainsLinkCommand {
  readonly caseId: string;
  readonly linkId: string;
  readonly reason: string;
}

@Injectable()
export class WithdrawRemainsLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: WithdrawRemainsLinkCommand,
    request: RequestKey | null,
  ): Promise<{ id: string }> {
    requireAllowed(actor, 'link_remains');
    const writing = { actor, entropy: this.entropy, now: this.entropy.now() };
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, writing.now, async () => {
        const { remains, link, persons } = await getLinkForWork(room, actor, command.caseId, command.linkId);
        requireStanding(link);
        requireSigner(link, actor.organisationId, 'withdrawn');
        const { reason, settle } = await lookThroughReason(room, actor, given, [...link.personIds]);
        await room.remains.step(link.id, 'withdrawn', reason, actor, writing.now);
        // Only those are contacted who were to be told, which a proposal and an identification that only supports never asks for.
        const told = link.confirmed === null ? null : await toldOfLink(room, link, link.confirmed.at);
        const retracted = await retractOfLink(room, writing, link, reason);
        const concerned = persons.filter(({ id }) => told?.has(id) === true);
        await giveCorrectionTasks(room, writing, concerned, remains.id);
        await room.audit.note({
          action: 'remains_link_withdrawn',
          subjectKind: 'remains_link',
          subjectId: link.id,
          details: { retracted },
        });
        await settle();
        return { id: link.id };
      }),
    );
  }
}
