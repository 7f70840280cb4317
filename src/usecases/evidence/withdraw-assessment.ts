// Withdraws the standing assessment of the actor's organisation by a row of its own; the records that rest on the item are folded anew.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireStandingAssessment } from '../../domain/evidence/assessment.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { getVisibleEvidence } from '../../persistence/evidence/get-visible-evidence.js';
import { holdForAssessment, refoldForOriginal } from '../../persistence/evidence/refold-for-original.js';

export interface WithdrawAssessmentCommand {
  readonly code: string;
  readonly assessmentId: string;
  readonly reason: string;
}

@Injectable()
export class WithdrawAssessment {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: WithdrawAssessmentCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'assess_evidence');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const item = await getVisibleEvidence(room, actor, command.code, null);
        const references = await holdForAssessment(room, item.sha256);
        const all = (await room.assessments.ofItems([item.id], null)).get(item.id) ?? [];
        const one = all.find(({ id }) => id === command.assessmentId.toLowerCase());
        if (one === undefined) throw notFound();
        if (one.organisationId !== actor.organisationId)
          throw new DomainError('forbidden', 'An assessment is withdrawn by the organisation that gave it.');
        requireStandingAssessment(one, all, Infinity);
        const { reason, settle } = await lookThroughReason(room, actor, given);
        await room.assessments.withdraw(one.id, reason, actor, now);
        await refoldForOriginal(room, references, now);
        const { verdict } = one;
        await room.audit.note({
          action: 'evidence_assessment_withdrawn',
          subjectKind: 'evidence',
          subjectId: item.code,
          details: { verdict },
        });
        await settle();
        return { id: one.id };
      }),
    );
  }
}
