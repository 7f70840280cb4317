// Reads one tracing request of the actor's organisation: its state with every step, and what is consented to.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { standingConsents, type Consent, type StandingConsent } from '../../domain/tracing/consent.js';
import { Database } from '../../persistence/database.js';
import { getOwnRequest } from '../../persistence/tracing-requests/get-own-request.js';
import type { RequestStep, TracingRequest } from '../../persistence/tracing-requests/tracing-request-row.js';

export interface ReadTracingRequestAnswer {
  readonly request: TracingRequest;
  readonly pseudonym: string;
  /** Whether the reader works on it, and so may be shown the enquirer; or did at the instant that is read of. */
  readonly assigned: boolean;
  /** Oldest first. */
  readonly steps: readonly RequestStep[];
  readonly decisions: readonly Consent[];
  /** What may be done, now or then. */
  readonly consents: readonly StandingConsent[];
  /** Names of organisations by id, of those that a consent names. */
  readonly organisations: ReadonlyMap<string, string>;
}

@Injectable()
export class ReadTracingRequest {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, requestId: string, knownAt?: number): Promise<ReadTracingRequestAnswer> {
    requireAllowed(actor, 'read_tracing_requests');
    return this.database.transaction(actor, async (room) => {
      const { request, pseudonym, assigned } = await getOwnRequest(room, actor, requestId, knownAt);
      const steps = await room.tracingRequests.steps(request.id, knownAt);
      const decisions = await room.tracingRequests.consents(request, knownAt);
      const named = new Set(decisions.map(({ recipientOrganisationId }) => recipientOrganisationId));
      const all = named.size > 1 || !named.has(null) ? await room.organisations.organisations() : [];
      await room.audit.note({
        action: 'tracing_request_read',
        subjectKind: 'tracing_request',
        subjectId: request.id,
        personId: request.personId,
        details: { knownAt: knownAt ?? null },
      });
      return {
        request,
        pseudonym,
        assigned,
        steps,
        decisions,
        consents: standingConsents(decisions),
        organisations: new Map(all.filter(({ id }) => named.has(id)).map(({ id, name }) => [id, name])),
      };
    });
  }
}
