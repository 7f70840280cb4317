// Reads an item of evidence: its files, its chain of custody, whom it depicts and every organisation's assessments, as known at an instant.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import {
  agreementOf,
  standingAt,
  stateOfAssessment,
  type Agreement,
  type Assessment,
  type AssessmentState,
} from '../../domain/evidence/assessment.js';
import type { CustodyEntry, EvidenceItem } from '../../domain/evidence/evidence-item.js';
import { Database } from '../../persistence/database.js';
import { filesInState, type FileInState } from '../../persistence/evidence/get-standing-file.js';
import { getVisibleEvidence } from '../../persistence/evidence/get-visible-evidence.js';
import { shownDepictions } from '../../persistence/evidence/shown-depictions.js';

export interface ReadEvidenceCommand {
  readonly code: string;
  readonly knownAt?: number | undefined;
}

export interface ShownAssessment extends Omit<Assessment, 'reason'> {
  readonly state: AssessmentState;
  readonly own: boolean;
  /** Words that somebody typed, for the assessor's own organisation alone; the ground says the same in a code. */
  readonly reason: string | null;
}

/** With the state that it is in. */
export type ShownFile = FileInState;

export interface EvidenceAnswer {
  readonly item: EvidenceItem;
  readonly custody: readonly CustodyEntry[];
  /** What is known of its files; what is in them is a download. */
  readonly files: readonly ShownFile[];
  /** Of whom it depicts, those of whom the reader may know it, by the reader's own pseudonyms. */
  readonly persons: readonly string[];
  readonly agreement: Agreement;
  /** Those that stand first, each with its history after them; none is left out and nothing is averaged. */
  readonly assessments: readonly ShownAssessment[];
  /** Names of organisations by id. */
  readonly organisations: ReadonlyMap<string, string>;
}

const ORDER: Readonly<Record<AssessmentState, number>> = { standing: 0, replaced: 1, withdrawn: 1 };

@Injectable()
export class ReadEvidence {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ReadEvidenceCommand): Promise<EvidenceAnswer> {
    requireAllowed(actor, 'read_evidence');
    const { code, knownAt = null } = command;
    return this.database.transaction(actor, async (room) => {
      const item = await getVisibleEvidence(room, actor, code, knownAt);
      const all = (await room.assessments.ofItems([item.id], knownAt)).get(item.id) ?? [];
      const persons = await shownDepictions(room, actor, item, knownAt);
      const organisations = (await room.organisations.organisations()).map(({ id, name }) => [id, name] as const);
      await room.audit.note({
        action: 'evidence_read',
        subjectKind: 'evidence',
        subjectId: item.code,
        details: { knownAt },
      });
      return {
        item,
        custody: await room.evidence.custodyOf(item.id, knownAt),
        files: await filesInState(room, item, knownAt),
        persons,
        agreement: agreementOf(standingAt(all, knownAt ?? Infinity)),
        assessments: shownAssessments(actor, all, knownAt ?? Infinity),
        organisations: new Map(organisations),
      };
    });
  }
}

function shownAssessments(actor: Actor, all: readonly Assessment[], at: number): ShownAssessment[] {
  return all
    .map((one) => {
      const own = one.organisationId === actor.organisationId;
      return { ...one, state: stateOfAssessment(one, all, at), own, reason: own ? one.reason : null };
    })
    .sort((a, b) => ORDER[a.state] - ORDER[b.state] || b.recordedAt - a.recordedAt);
}
