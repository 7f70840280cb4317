// Takes one's own request for a restricted file back, before it is decided or while it is granted.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireRequester } from '../../domain/identity/request-closing.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { closeRequest, type DecidedRequest } from '../../persistence/disclosures/decide-request.js';
import { FILE_REQUESTS } from '../../persistence/evidence/get-file-request.js';

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
  ): Promise<DecidedRequest> {
    requireAllowed(actor, 'request_evidence_file');
    const closing = { ...command, reason: withdrawalReason(command.reason), key: request, now: this.entropy.now() };
    return this.database.transaction(actor, (room) =>
      closeRequest(room, actor, FILE_REQUESTS, { ...closing, step: 'withdrawn' }, (held) =>
        requireRequester(held, actor.userId),
      ),
    );
  }
}
