// Records what somebody answers to the invitation to a debrief, and whether a doctor agrees.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { DEBRIEF_ANSWERS } from '../../domain/exchanges/debrief.js';
import { Database } from '../../persistence/database.js';
import { getOwnDebrief, type DebriefAddress } from '../../persistence/exchanges/get-own-debrief.js';
import { settleProofs } from '../../persistence/exchanges/proofs-of-sightings.js';

export interface AnswerInvitationCommand extends DebriefAddress {
  readonly answer: string;
  readonly medicallyCleared: boolean;
}

@Injectable()
export class AnswerInvitation {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** A later answer takes the place of an earlier one: whoever accepted may still decline, which ends what they had agreed to. */
  async execute(actor: Actor, command: AnswerInvitationCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'hold_debrief');
    const { entropy } = this;
    const now = entropy.now();
    const answer = DEBRIEF_ANSWERS.find((one) => one === command.answer);
    if (answer === undefined) throw invalidField('/answer', `one of ${DEBRIEF_ANSWERS.join(', ')}`);
    const { medicallyCleared } = command;
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const debrief = await getOwnDebrief(room, actor, command);
        const given = { answer, medicallyCleared, at: now };
        await room.debriefs.answer(debrief, given, actor.userId);
        const { retracted } = await settleProofs(
          room,
          { actor, entropy, now, exchangeId: debrief.exchangeId },
          { ...debrief, answers: [...debrief.answers, given] },
        );
        await room.audit.note({
          action: 'debrief_answered',
          subjectKind: 'debrief',
          subjectId: debrief.id,
          personId: debrief.personId,
          details: { answer, medicallyCleared, retracted },
        });
        return { id: debrief.id };
      }),
    );
  }
}
