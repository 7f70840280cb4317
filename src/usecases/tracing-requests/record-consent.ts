// Records that the enquirer, or the found person, agrees to something, refuses it, or takes it back.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { requireRequestWorker } from '../../domain/access/request-rights.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { canWithdraw } from '../../domain/tracing/consent.js';
import { readConsent, type GivenConsent } from '../../domain/tracing/request-reading.js';
import { Database } from '../../persistence/database.js';
import { requireRecipients } from '../../persistence/organisations/require-recipients.js';
import { holdOwnRequest } from '../../persistence/tracing-requests/get-own-request.js';

export interface RecordConsentCommand {
  readonly requestId: string;
  readonly consent: GivenConsent;
}

@Injectable()
export class RecordConsent {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: RecordConsentCommand, key: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'work_on_tracing_requests');
    const now = this.entropy.now();
    const consent = readConsent(command.consent, now, '');
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(key, now, async () => {
        const { request, assigned } = await holdOwnRequest(room, actor, command.requestId);
        requireRequestWorker(actor, assigned);
        await requireRecipients(room, [consent], () => '/organisationId');
        const { decision, givenBy, purpose, recipient } = consent;
        if (decision === 'withdrawn' && !canWithdraw(await room.tracingRequests.consents(request), consent)) {
          throw new DomainError('conflict', 'There is no such consent to withdraw.');
        }
        await room.tracingRequests.addConsents(request.id, [consent], actor.userId);
        await room.audit.note({
          action: 'consent_recorded',
          subjectKind: 'tracing_request',
          subjectId: request.id,
          personId: request.personId,
          details: { decision, givenBy, purpose, recipient },
        });
        return { id: request.id };
      }),
    );
  }
}
