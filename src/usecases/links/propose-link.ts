// Proposes that two records are about one person, so that somebody else reviews it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { addLinkProposal } from '../../persistence/links/add-link-proposal.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface ProposeLinkCommand {
  /** Of the record that would be closed. */
  readonly pseudonym: string;
  /** Of the record that would survive. */
  readonly into: string;
  readonly reason: string;
}

@Injectable()
export class ProposeLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ProposeLinkCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'propose_link');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const from = await getVisiblePerson(room, actor, command.pseudonym);
        const into = await getVisiblePerson(room, actor, command.into);
        if (from.id === into.id) throw invalidField('/into', 'the pseudonym of another record');
        const { reason, settle } = await lookThroughReason(room, actor, given, [from.id, into.id]);
        const id = this.entropy.shownId();
        await addLinkProposal(room, actor, { id, from, into, reason, at: now });
        await settle();
        return { id };
      }),
    );
  }
}
