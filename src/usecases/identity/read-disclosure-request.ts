// Reads one request for disclosure: what is asked for and why, what was decided, and what became of it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { ShownDisclosureRequest } from '../../domain/identity/shown-disclosure-request.js';
import { Database } from '../../persistence/database.js';
import {
  getDisclosureRequest,
  noteOfRequest,
  shownRequests,
} from '../../persistence/disclosures/get-disclosure-request.js';

export interface ReadDisclosureRequestCommand {
  readonly requestId: string;
  readonly knownAt?: number | undefined;
}

@Injectable()
export class ReadDisclosureRequest {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ReadDisclosureRequestCommand): Promise<ShownDisclosureRequest> {
    requireAllowed(actor, 'read_disclosure_requests');
    const asOf = command.knownAt ?? this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const request = await getDisclosureRequest(room, actor, command.requestId, asOf);
      const details = { knownAt: command.knownAt ?? null };
      await room.audit.note(noteOfRequest(request, 'disclosure_request_read', details));
      const [shown] = await shownRequests(room, actor, [request], asOf);
      if (shown === undefined) throw notFound();
      return shown;
    });
  }
}
