// Takes one's own request for disclosure back, before it is decided or while it is granted.

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
import { DISCLOSURE_REQUESTS } from '../../persistence/disclosures/get-disclosure-request.js';

export interface WithdrawDisclosureRequestCommand {
  readonly requestId: string;
  readonly reason: string;
  /** The tag of the request as it was read. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class WithdrawDisclosureRequest {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: WithdrawDisclosureRequestCommand,
    request: RequestKey | null,
  ): Promise<DecidedRequest> {
    requireAllowed(actor, 'request_disclosure');
    const closing = { ...command, reason: withdrawalReason(command.reason), key: request, now: this.entropy.now() };
    return this.database.transaction(actor, (room) =>
      closeRequest(room, actor, DISCLOSURE_REQUESTS, { ...closing, step: 'withdrawn' }, (held) =>
        requireRequester(held, actor.userId),
      ),
    );
  }
}
