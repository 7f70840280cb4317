// Takes a granted restricted file back: a custodian of the item's organisation ends it, and nothing is downloaded by it from then on.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireFresh, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireOwnerOfFile } from '../../domain/evidence/file-request.js';
import { requireState, type DisclosureRequestState } from '../../domain/identity/disclosure-request.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { holdFileRequest, noteOfFileRequest, tagOfFileRequest } from '../../persistence/evidence/get-file-request.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';

export interface RevokeEvidenceFileCommand {
  readonly requestId: string;
  readonly reason: string;
  /** The tag of the request as it was read. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class RevokeEvidenceFile {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** What lapsed for a while, or was downloaded and could be answered again, is revoked as well. */
  async execute(
    actor: Actor,
    command: RevokeEvidenceFileCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; state: DisclosureRequestState }> {
    requireAllowed(actor, 'decide_evidence_file');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const held = await holdFileRequest(room, actor, command.requestId, now);
        requireOwnerOfFile(held, actor.organisationId);
        requireState(held, ['granted', 'lapsed', 'used'], now);
        requireFresh(command.ifMatch, tagOfFileRequest(held));
        const { reason, settle } = await lookThroughReason(room, actor, given);
        await room.fileRequests.close(held, { step: 'revoked', reason, by: actor.userId, at: now });
        await room.audit.note(noteOfFileRequest(held, 'evidence_file_revoked'));
        await settle();
        return { id: held.id, state: 'revoked' as const };
      }),
    );
  }
}
