// Lists the requests for restricted files that the actor made or is to decide, or all about items of the actor's organisation, newest first.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { ShownFileRequest } from '../../domain/evidence/file-request.js';
import { REQUEST_QUEUES } from '../../domain/identity/shown-request.js';
import { readPageLimit } from '../../domain/page-limit.js';
import { Database } from '../../persistence/database.js';
import { shownFileRequest } from '../../persistence/evidence/get-file-request.js';

export interface ListEvidenceFileRequestsCommand {
  /** mine, to_decide or all. */
  readonly queue: string;
  readonly knownAt?: number | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to 200. */
  readonly limit?: number | undefined;
}

export interface ListedFileRequests {
  readonly requests: readonly ShownFileRequest[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

@Injectable()
export class ListEvidenceFileRequests {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ListEvidenceFileRequestsCommand): Promise<ListedFileRequests> {
    requireAllowed(actor, 'read_evidence_file_requests');
    const queue = REQUEST_QUEUES.find((one) => one === command.queue);
    if (queue === undefined) throw invalidField('/queue', `one of ${REQUEST_QUEUES.join(', ')}`);
    if (queue === 'to_decide') requireAllowed(actor, 'decide_evidence_file');
    const limit = readPageLimit(command.limit);
    const asOf = command.knownAt ?? this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const page = { queue, cursor: command.cursor ?? null, limit, asOf };
      const { requests, more } = await room.fileRequests.list(actor, page);
      await room.audit.note({
        action: 'evidence_file_requests_listed',
        subjectKind: 'evidence_file_request',
        details: { queue, listed: requests.length, knownAt: command.knownAt ?? null },
      });
      return {
        requests: requests.map((request) => shownFileRequest(actor, request, asOf)),
        cursor: more ? (requests.at(-1)?.id ?? null) : null,
      };
    });
  }
}
