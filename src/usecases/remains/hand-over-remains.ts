// States that remains were handed over to the family or party of the persons they are linked to, whole or in part.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireSigner, requireState } from '../../domain/remains/remains-link.js';
import { Database } from '../../persistence/database.js';
import { getLinkForWork } from '../../persistence/remains/get-remains-link.js';
import { writeForLink } from '../../persistence/remains/link-statements.js';

export interface HandOverRemainsCommand {
  readonly caseId: string;
  readonly linkId: string;
  /** whole or part; a part that was handed over leaves the record open. */
  readonly extent: string;
  readonly valid: string;
  readonly source: string;
  readonly grade: string;
  /** partyKey of the party that handed them over. */
  readonly party?: string | undefined;
}

@Injectable()
export class HandOverRemains {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: HandOverRemainsCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'link_remains');
    const writing = { actor, entropy: this.entropy, now: this.entropy.now() };
    const { extent, valid, source, grade, party } = command;
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, writing.now, async () => {
        const { remains, link } = await getLinkForWork(room, actor, command.caseId, command.linkId);
        requireSigner(link, actor.organisationId, 'stated');
        requireState(link, 'confirmed', 'handed over');
        await writeForLink(room, writing, link, {
          kind: 'remains_handed_over',
          valid,
          source,
          grade,
          basis: 'observed',
          details: { extent, remains: remains.id, ...(party !== undefined && { party }) },
        });
        await room.audit.note({
          action: 'remains_handed_over',
          subjectKind: 'remains_link',
          subjectId: link.id,
          details: { extent },
        });
        return { id: link.id };
      }),
    );
  }
}
