// Takes one's own request for a restricted file back, before it is decided or while it is granted.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireFresh, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireState, type DisclosureRequestState } from '../../domain/identity/disclosure-request.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { holdFileRequest, noteOfFileRequest, tagOfFileRequest } from '../../persistence/evidence/get-file-request.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';

export interface WithdrawEvidenceFileRequestCommand {
  readonly requestId: string;
  readonly reason: string;
  /** The tag of the request as it was read. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class WithdrawEvidenceFileRequest {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: WithdrawEvidenceFileRequestCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; state: DisclosureRequestState }> {
    requireAllowed(actor, 'request_evidence_file');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const held = await holdFileRequest(room, actor, command.requestId, now);
        if (held.requesterId !== actor.userId)
          throw new DomainError('forbidden', 'Only who sent a request takes it back; whoever decides it refuses it.');
        requireState(held, ['requested', 'granted'], now);
        requireFresh(command.ifMatch, tagOfFileRequest(held));
        const { reason, settle } = await lookThroughReason(room, actor, given);
        await room.fileRequests.close(held, { step: 'withdrawn', reason, by: actor.userId, at: now });
        await room.audit.note(noteOfFileRequest(held, 'evidence_file_request_withdrawn'));
        await settle();
        return { id: held.id, state: 'withdrawn' as const };
      }),
    );
  }
}
