// Reads one request for a restricted file: what is asked for and why, what was decided, and who downloaded it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import type { ShownFileRequest } from '../../domain/evidence/file-request.js';
import { Database } from '../../persistence/database.js';
import { getFileRequest, noteOfFileRequest, shownFileRequest } from '../../persistence/evidence/get-file-request.js';

export interface ReadEvidenceFileRequestCommand {
  readonly requestId: string;
  readonly knownAt?: number | undefined;
}

@Injectable()
export class ReadEvidenceFileRequest {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ReadEvidenceFileRequestCommand): Promise<ShownFileRequest> {
    requireAllowed(actor, 'read_evidence_file_requests');
    const asOf = command.knownAt ?? this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const request = await getFileRequest(room, actor, command.requestId, asOf);
      const details = { knownAt: command.knownAt ?? null };
      await room.audit.note(noteOfFileRequest(request, 'evidence_file_request_read', details));
      return shownFileRequest(actor, request, asOf);
    });
  }
}
