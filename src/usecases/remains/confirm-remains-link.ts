// Confirms a link between remains and persons as a second person, who signs it; each record then states the identification.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireConfirmable } from '../../domain/remains/remains-link.js';
import { Database } from '../../persistence/database.js';
import { getLinkForWork } from '../../persistence/remains/get-remains-link.js';
import { writeForLink } from '../../persistence/remains/link-statements.js';

export interface ConfirmRemainsLinkCommand {
  readonly caseId: string;
  readonly linkId: string;
}

@Injectable()
export class ConfirmRemainsLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ConfirmRemainsLinkCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'link_remains');
    const writing = { actor, entropy: this.entropy, now: this.entropy.now() };
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, writing.now, async () => {
        const { remains, link, persons } = await getLinkForWork(room, actor, command.caseId, command.linkId);
        requireConfirmable(link, actor.userId);
        await room.remains.step(link.id, 'confirmed', null, actor, writing.now);
        const { method, level, valid, grade } = link;
        await writeForLink(room, writing, link, {
          kind: 'remains_identified',
          valid,
          grade,
          source: 'forensic_report',
          basis: 'observed',
          details: { method, level, remains: remains.id },
        });
        await room.audit.note({
          action: 'remains_link_confirmed',
          subjectKind: 'remains_link',
          subjectId: link.id,
          details: { method, level, persons: persons.length },
        });
        return { id: link.id };
      }),
    );
  }
}
