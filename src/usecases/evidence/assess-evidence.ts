// Records an organisation's assessment of an item of evidence; the records that rest on it are folded anew with it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireAssessment, requireNewest, type GivenAssessment } from '../../domain/evidence/assessment.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { getVisibleEvidence } from '../../persistence/evidence/get-visible-evidence.js';
import { holdForAssessment, refoldForOriginal } from '../../persistence/evidence/refold-for-original.js';

export interface AssessEvidenceCommand extends GivenAssessment {
  readonly code: string;
}

@Injectable()
export class AssessEvidence {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Answers the id of the assessment. How many records it touches is told nobody: they may be of persons whom the assessor may not know of. */
  async execute(actor: Actor, command: AssessEvidenceCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'assess_evidence');
    const now = this.entropy.now();
    const assessment = requireAssessment(command);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const item = await getVisibleEvidence(room, actor, command.code, null);
        const references = await holdForAssessment(room, item.sha256);
        const before = (await room.assessments.ofItems([item.id], null)).get(item.id) ?? [];
        requireNewest(before, actor.organisationId, now);
        const { reason, settle } = await lookThroughReason(room, actor, assessment.reason);
        const id = this.entropy.shownId();
        await room.assessments.add({ id, itemId: item.id, assessment: { ...assessment, reason } }, actor, now);
        await refoldForOriginal(room, references, now);
        const { verdict, method, ground } = assessment;
        await room.audit.note({
          action: 'evidence_assessed',
          subjectKind: 'evidence',
          subjectId: item.code,
          details: { verdict, method, ground },
        });
        await settle();
        return { id };
      }),
    );
  }
}
