// Gives a tracing request to another worker of the organisation.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { holdOwnRequest } from '../../persistence/tracing-requests/get-own-request.js';
import { getColleague } from '../../persistence/users/get-colleague.js';

export interface AssignTracingRequestCommand {
  readonly requestId: string;
  readonly username: string;
}

@Injectable()
export class AssignTracingRequest {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: AssignTracingRequestCommand, key: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'assign_person');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(key, now, async () => {
        const { request } = await holdOwnRequest(room, actor, command.requestId);
        const { username } = command;
        const wanted = { username, mayDo: 'work_on_tracing_requests' as const, pointer: '/username' };
        const worker = await getColleague(room, actor, wanted);
        await room.tracingRequests.assign(request.id, worker.id, actor.userId, now);
        await room.audit.note({
          action: 'tracing_request_assigned',
          subjectKind: 'tracing_request',
          subjectId: request.id,
          personId: request.personId,
          details: { username: worker.username },
        });
        return { id: request.id };
      }),
    );
  }
}
