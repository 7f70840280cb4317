// Refuses a request for disclosure: one refusal, with its reason, ends it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireSeen, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireOther, requireState, type DisclosureRequestState } from '../../domain/identity/disclosure-request.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import {
  holdDisclosureRequest,
  noteOfRequest,
  tagOfRequest,
} from '../../persistence/disclosures/get-disclosure-request.js';

export interface RefuseDisclosureCommand {
  readonly requestId: string;
  readonly reason: string;
  /** The tag of the request as it was read. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class RefuseDisclosure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: RefuseDisclosureCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; state: DisclosureRequestState }> {
    requireAllowed(actor, 'approve_disclosure');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const held = await holdDisclosureRequest(room, actor, command.requestId, now);
        requireOther(held, actor.userId);
        requireState(held, ['requested'], now);
        requireSeen(command.ifMatch, tagOfRequest(held));
        const { reason, settle } = await lookThroughReason(room, actor, given, [held.subjectId]);
        await room.disclosureRequests.close(held, { step: 'refused', reason, by: actor.userId, at: now });
        await room.audit.note(noteOfRequest(held, 'disclosure_request_refused'));
        await settle();
        return { id: held.id, state: 'refused' as const };
      }),
    );
  }
}
