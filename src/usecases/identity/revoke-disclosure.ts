// Takes a granted disclosure back: a custodian of the owner organisation ends it, and nothing is shown by it from then on.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireFresh, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireState, type DisclosureRequestState } from '../../domain/identity/disclosure-request.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import {
  holdDisclosureRequest,
  noteOfRequest,
  tagOfRequest,
} from '../../persistence/disclosures/get-disclosure-request.js';

export interface RevokeDisclosureCommand {
  readonly requestId: string;
  readonly reason: string;
  /** The tag of the request as it was read. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class RevokeDisclosure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** What was shown for its single use, or lapsed for a while, is revoked as well: it could be shown again. */
  async execute(
    actor: Actor,
    command: RevokeDisclosureCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; state: DisclosureRequestState }> {
    requireAllowed(actor, 'revoke_disclosure');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const held = await holdDisclosureRequest(room, actor, command.requestId, now);
        if (held.ownerOrganisationId !== actor.organisationId)
          throw new DomainError('forbidden', 'Only a custodian of the organisation that granted it revokes it.');
        requireState(held, ['granted', 'lapsed', 'used'], now);
        requireFresh(command.ifMatch, tagOfRequest(held));
        const { reason, settle } = await lookThroughReason(room, actor, given, [held.subjectId]);
        await room.disclosureRequests.close(held, { step: 'revoked', reason, by: actor.userId, at: now });
        await room.audit.note(noteOfRequest(held, 'disclosure_revoked'));
        await settle();
        return { id: held.id, state: 'revoked' as const };
      }),
    );
  }
}
