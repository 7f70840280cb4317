// Lists the requests for disclosure that the actor made or is to decide, or all about people of the actor's organisation, newest first.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { ShownDisclosureRequest } from '../../domain/identity/shown-disclosure-request.js';
import { REQUEST_QUEUES } from '../../domain/identity/shown-request.js';
import { readPageLimit } from '../../domain/page-limit.js';
import { Database } from '../../persistence/database.js';
import { shownRequests } from '../../persistence/disclosures/get-disclosure-request.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface ListDisclosureRequestsCommand {
  /** mine, to_decide or all. */
  readonly queue: string;
  /** Only those about one person. */
  readonly pseudonym?: string | undefined;
  readonly knownAt?: number | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to 200. */
  readonly limit?: number | undefined;
}

export interface ListDisclosureRequestsAnswer {
  readonly requests: readonly ShownDisclosureRequest[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

@Injectable()
export class ListDisclosureRequests {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ListDisclosureRequestsCommand): Promise<ListDisclosureRequestsAnswer> {
    requireAllowed(actor, 'read_disclosure_requests');
    const queue = REQUEST_QUEUES.find((one) => one === command.queue);
    if (queue === undefined) throw invalidField('/queue', `one of ${REQUEST_QUEUES.join(', ')}`);
    // One's own are anybody's; what others asked for is for those who decide it.
    if (queue !== 'mine') requireAllowed(actor, 'approve_disclosure');
    const limit = readPageLimit(command.limit);
    const asOf = command.knownAt ?? this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const { pseudonym } = command;
      const person = pseudonym === undefined ? null : await getVisiblePerson(room, actor, pseudonym);
      const page = { queue, personId: person?.id ?? null, cursor: command.cursor ?? null, limit, asOf };
      const { requests, more } = await room.disclosureRequests.list(actor, page);
      await room.audit.note({
        action: 'disclosure_requests_listed',
        subjectKind: 'disclosure_request',
        personId: person?.id ?? null,
        details: { queue, listed: requests.length, knownAt: command.knownAt ?? null },
      });
      return {
        requests: await shownRequests(room, actor, requests, asOf),
        cursor: more ? (requests.at(-1)?.id ?? null) : null,
      };
    });
  }
}
