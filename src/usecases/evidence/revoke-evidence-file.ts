// Takes a granted restricted file back: a custodian of the item's organisation ends it, and nothing is downloaded by it from then on.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireOwnerOfFile } from '../../domain/evidence/file-request.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { closeRequest, type DecidedRequest } from '../../persistence/disclosures/decide-request.js';
import { FILE_REQUESTS } from '../../persistence/evidence/get-file-request.js';

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

  async execute(actor: Actor, command: RevokeEvidenceFileCommand, request: RequestKey | null): Promise<DecidedRequest> {
    requireAllowed(actor, 'decide_evidence_file');
    const closing = { ...command, reason: withdrawalReason(command.reason), key: request, now: this.entropy.now() };
    return this.database.transaction(actor, (room) =>
      closeRequest(room, actor, FILE_REQUESTS, { ...closing, step: 'revoked' }, (held) =>
        requireOwnerOfFile(held, actor.organisationId),
      ),
    );
  }
}
