// Records to which use of their answers somebody agrees or no longer agrees, and lets the proofs of life follow it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { DEBRIEF_USES } from '../../domain/exchanges/debrief.js';
import { Database } from '../../persistence/database.js';
import { getOwnDebrief, type DebriefAddress } from '../../persistence/exchanges/get-own-debrief.js';
import { settleProofs, type SettledProofs } from '../../persistence/exchanges/proofs-of-sightings.js';

export interface RecordDebriefConsentCommand extends DebriefAddress {
  readonly use: string;
  readonly given: boolean;
}

export interface RecordedConsent extends SettledProofs {
  readonly id: string;
}

@Injectable()
export class RecordDebriefConsent {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: RecordDebriefConsentCommand,
    request: RequestKey | null,
  ): Promise<RecordedConsent> {
    requireAllowed(actor, 'hold_debrief');
    const { entropy } = this;
    const now = entropy.now();
    const use = DEBRIEF_USES.find((one) => one === command.use);
    if (use === undefined) throw invalidField('/use', `one of ${DEBRIEF_USES.join(', ')}`);
    const consent = { use, given: command.given, at: now };
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const debrief = await getOwnDebrief(room, actor, command);
        await room.debriefs.consent(debrief, consent, actor.userId);
        const settled = await settleProofs(
          room,
          { actor, entropy, now, exchangeId: debrief.exchangeId },
          { ...debrief, consents: [...debrief.consents, consent] },
        );
        await room.audit.note({
          action: 'debrief_consent_recorded',
          subjectKind: 'debrief',
          subjectId: debrief.id,
          personId: debrief.personId,
          details: { use, given: consent.given, written: settled.written, retracted: settled.retracted },
        });
        return { id: debrief.id, ...settled };
      }),
    );
  }
}
