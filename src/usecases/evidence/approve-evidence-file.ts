// Grants a request for a restricted file, for as long and as often as a custodian of the item's organisation finds right.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { judgeFileApproval, readFileTerms, requireOwnerOfFile } from '../../domain/evidence/file-request.js';
import { Database } from '../../persistence/database.js';
import { approveRequest, type DecidedRequest } from '../../persistence/disclosures/decide-request.js';
import type { StoredFileRequest } from '../../persistence/evidence/file-request-row.js';
import { FILE_REQUESTS, noteOfFileRequest } from '../../persistence/evidence/get-file-request.js';
import { getStandingFile, goneRefusal } from '../../persistence/evidence/get-standing-file.js';
import { getVisibleEvidence } from '../../persistence/evidence/get-visible-evidence.js';
import type { Room } from '../../persistence/room.js';

export interface ApproveEvidenceFileCommand {
  readonly requestId: string;
  /** Days and single use as they were asked for, where these are absent. */
  readonly days?: unknown;
  readonly once?: unknown;
  /** The tag of the request as the custodian read it; nobody decides on what they have not seen. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class ApproveEvidenceFile {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: ApproveEvidenceFileCommand,
    request: RequestKey | null,
  ): Promise<DecidedRequest> {
    requireAllowed(actor, 'decide_evidence_file');
    const now = this.entropy.now();
    const decision = { ...command, key: request, now };
    const outcome = await this.database.transaction(actor, (room) =>
      approveRequest(room, actor, FILE_REQUESTS, decision, {
        judge: async (held) => {
          requireOwnerOfFile(held, actor.organisationId);
          const judged = judgeFileApproval(held, readFileTerms(command, held.asked), now);
          await requireStanding(room, actor, held.code);
          return judged;
        },
        record: (held, granted) => record(room, actor, held, granted, now),
      }),
    );
    if (outcome instanceof DomainError) throw outcome;
    return outcome;
  }
}

async function record(
  room: Room,
  actor: Actor,
  request: StoredFileRequest,
  { once, endsAt }: ReturnType<typeof judgeFileApproval>,
  now: number,
): Promise<DecidedRequest> {
  await room.fileRequests.approve(request, { once, endsAt, by: actor.userId, at: now });
  const details = { once, endsAt: new Date(endsAt).toISOString() };
  await room.audit.note(noteOfFileRequest(request, 'evidence_file_granted', details));
  return { id: request.id, state: 'granted' };
}

/** A file that was destroyed or is sealed is granted to nobody. */
async function requireStanding(room: Room, actor: Actor, code: string): Promise<void> {
  const item = await getVisibleEvidence(room, actor, code, null);
  const gone = goneRefusal((await getStandingFile(room, item, 'restricted')).file);
  if (gone !== null) throw gone;
}
