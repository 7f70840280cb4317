// Refuses a request for a restricted file, with a reason that who asked reads.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireSeen, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireOwnerOfFile } from '../../domain/evidence/file-request.js';
import { requireState, type DisclosureRequestState } from '../../domain/identity/disclosure-request.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { holdFileRequest, noteOfFileRequest, tagOfFileRequest } from '../../persistence/evidence/get-file-request.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';

export interface RefuseEvidenceFileCommand {
  readonly requestId: string;
  readonly reason: string;
  /** The tag of the request as it was read. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class RefuseEvidenceFile {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: RefuseEvidenceFileCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; state: DisclosureRequestState }> {
    requireAllowed(actor, 'decide_evidence_file');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const held = await holdFileRequest(room, actor, command.requestId, now);
        requireOwnerOfFile(held, actor.organisationId);
        requireState(held, ['requested'], now);
        requireSeen(command.ifMatch, tagOfFileRequest(held));
        const { reason, settle } = await lookThroughReason(room, actor, given);
        await room.fileRequests.close(held, { step: 'refused', reason, by: actor.userId, at: now });
        await room.audit.note(noteOfFileRequest(held, 'evidence_file_request_refused'));
        await settle();
        return { id: held.id, state: 'refused' as const };
      }),
    );
  }
}
