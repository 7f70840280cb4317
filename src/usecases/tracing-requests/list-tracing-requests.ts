// Lists the tracing requests of the actor's organisation, newest first, a page at a time, without a name.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { REQUEST_STATES } from '../../domain/tracing/tracing-request.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import type { TracingRequest } from '../../persistence/tracing-requests/tracing-request-row.js';

export interface ListTracingRequestsCommand {
  readonly state?: string | undefined;
  readonly knownAt?: number | undefined;
  /** Only those about one person. */
  readonly pseudonym?: string | undefined;
  /** The reader is its worker, or is assigned to the person. */
  readonly mine: boolean;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface ListedRequest {
  readonly request: TracingRequest;
  readonly pseudonym: string;
}

export interface ListTracingRequestsAnswer {
  readonly requests: readonly ListedRequest[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

const LISTED = 50;
const MOST_LISTED = 200;

@Injectable()
export class ListTracingRequests {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListTracingRequestsCommand): Promise<ListTracingRequestsAnswer> {
    requireAllowed(actor, 'read_tracing_requests');
    const { mine, pseudonym, knownAt } = command;
    const limit = command.limit ?? LISTED;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    }
    const state = REQUEST_STATES.find((one) => one === command.state);
    if (command.state !== undefined && state === undefined)
      throw invalidField('/state', `one of ${REQUEST_STATES.join(', ')}`);
    const after = command.cursor ?? null;
    if (after !== null && !isUuid(after)) throw invalidField('/cursor', 'the cursor of the page before');
    return this.database.transaction(actor, async (room) => {
      const person = pseudonym === undefined ? null : await getVisiblePerson(room, actor, pseudonym);
      const { requests, more } = await room.tracingRequests.list(actor, {
        mine,
        after,
        limit,
        ...(knownAt !== undefined && { knownAt }),
        ...(state !== undefined && { state }),
        ...(person !== null && { personId: person.id }),
      });
      const persons = [...new Set(requests.map(({ personId }) => personId))];
      const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, persons);
      await room.audit.note({
        action: 'tracing_requests_listed',
        subjectKind: 'tracing_request',
        personId: person?.id ?? null,
        details: { mine, state: state ?? null, listed: requests.length, knownAt: knownAt ?? null },
      });
      return {
        requests: requests.map((request) => ({ request, pseudonym: pseudonyms.get(request.personId) ?? '' })),
        cursor: more ? (requests.at(-1)?.id ?? null) : null,
      };
    });
  }
}
