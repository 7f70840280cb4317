// Opens, suspends, answers, closes or re-opens a tracing request, with a reason; the person's record stays as it is.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { requireRequestWorker } from '../../domain/access/request-rights.js';
import { Entropy } from '../../domain/entropy.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { readMove } from '../../domain/tracing/tracing-request.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { holdOwnRequest } from '../../persistence/tracing-requests/get-own-request.js';

export interface MoveTracingRequestCommand {
  readonly requestId: string;
  readonly to: string;
  /** For closing alone. */
  readonly closingReason?: string | undefined;
  readonly reason: string;
}

@Injectable()
export class MoveTracingRequest {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: MoveTracingRequestCommand,
    key: RequestKey | null,
  ): Promise<{ id: string; state: string }> {
    requireAllowed(actor, 'work_on_tracing_requests');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(key, now, async () => {
        const { request, assigned } = await holdOwnRequest(room, actor, command.requestId);
        requireRequestWorker(actor, assigned);
        const move = readMove(request.state, command);
        const { reason, settle } = await lookThroughReason(room, actor, given, [request.personId]);
        await room.tracingRequests.move(request, { ...move, reason, by: actor.userId, at: now });
        await room.audit.note({
          action: 'tracing_request_moved',
          subjectKind: 'tracing_request',
          subjectId: request.id,
          personId: request.personId,
          details: { from: request.state, to: move.to, closingReason: move.closingReason },
        });
        await settle();
        return { id: request.id, state: move.to };
      }),
    );
  }
}
