// Grants a request for a restricted file, for as long and as often as a custodian of the item's organisation finds right.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireSeen, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { judgeFileApproval, readFileTerms, requireOwnerOfFile } from '../../domain/evidence/file-request.js';
import type { DisclosureRequestState } from '../../domain/identity/disclosure-request.js';
import { Database } from '../../persistence/database.js';
import type { StoredFileRequest } from '../../persistence/evidence/file-request-row.js';
import {
  holdFileRequest,
  noteOfFileRequest,
  noteWithheld,
  tagOfFileRequest,
} from '../../persistence/evidence/get-file-request.js';
import { getStandingFile, goneRefusal } from '../../persistence/evidence/get-standing-file.js';
import { getVisibleEvidence } from '../../persistence/evidence/get-visible-evidence.js';

export interface ApproveEvidenceFileCommand {
  readonly requestId: string;
  /** Days and single use as they were asked for, where these are absent. */
  readonly days?: unknown;
  readonly once?: unknown;
  /** The tag of the request as the custodian read it; nobody decides on what they have not seen. */
  readonly ifMatch: IfMatch;
}

interface Decided {
  readonly id: string;
  readonly state: DisclosureRequestState;
}

@Injectable()
export class ApproveEvidenceFile {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ApproveEvidenceFileCommand, request: RequestKey | null): Promise<Decided> {
    requireAllowed(actor, 'decide_evidence_file');
    const now = this.entropy.now();
    const outcome = await this.database.transaction(actor, async (room) => {
      const held = await holdFileRequest(room, actor, command.requestId, now);
      const earlier = await room.idempotency.earlier<Decided>(request);
      if (earlier !== null) return earlier;
      const judged = judge(actor, held, command, now);
      if (judged instanceof DomainError) return noteWithheld(room, held, judged);
      requireSeen(command.ifMatch, tagOfFileRequest(held));
      const item = await getVisibleEvidence(room, actor, held.code, null);
      const gone = goneRefusal((await getStandingFile(room, item, 'restricted')).file);
      if (gone !== null) return noteWithheld(room, held, gone);
      return room.idempotency.once(request, now, async () => {
        await room.fileRequests.approve(held, { ...judged, by: actor.userId, at: now });
        const details = { once: judged.once, endsAt: new Date(judged.endsAt).toISOString() };
        await room.audit.note(noteOfFileRequest(held, 'evidence_file_granted', details));
        return { id: held.id, state: 'granted' as const };
      });
    });
    if (outcome instanceof DomainError) throw outcome;
    return outcome;
  }
}

/** Who may not decide this, or not in this state, is a refusal for the log; a field at fault is its sender's to mend. */
function judge(
  actor: Actor,
  request: StoredFileRequest,
  command: ApproveEvidenceFileCommand,
  now: number,
): ReturnType<typeof judgeFileApproval> | DomainError {
  try {
    requireOwnerOfFile(request, actor.organisationId);
    return judgeFileApproval(request, readFileTerms(command, request.asked), now);
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'invalid_field') return error;
    throw error;
  }
}
