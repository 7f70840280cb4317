// Asks the organisation of an item for its restricted file; one of its custodians decides.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readFileRequest, type GivenFileRequest, type ReadFileRequest } from '../../domain/evidence/file-request.js';
import { Database } from '../../persistence/database.js';
import { noteOfFileRequest } from '../../persistence/evidence/get-file-request.js';
import { getStandingFile, goneRefusal } from '../../persistence/evidence/get-standing-file.js';
import { getVisibleEvidence } from '../../persistence/evidence/get-visible-evidence.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import type { Room } from '../../persistence/room.js';

export interface RequestEvidenceFileCommand extends GivenFileRequest {
  readonly code: string;
}

@Injectable()
export class RequestEvidenceFile {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Only whoever may see the item can ask; its own organisation needs no request. */
  async execute(
    actor: Actor,
    command: RequestEvidenceFileCommand,
    request: RequestKey | null,
  ): Promise<{ id: string }> {
    requireAllowed(actor, 'request_evidence_file');
    const now = this.entropy.now();
    const asked = readOrRefer(command);
    const outcome = await this.database.transaction(actor, async (room) => {
      const item = await getVisibleEvidence(room, actor, command.code, null);
      const { file } = await getStandingFile(room, item, 'restricted');
      if (item.organisationId === actor.organisationId)
        throw new DomainError(
          'forbidden',
          'The item is of your organisation: whoever may open its files needs no grant.',
        );
      if (asked instanceof DomainError) return noteRefused(room, item.code, asked);
      const gone = goneRefusal(file);
      if (gone !== null) return noteRefused(room, item.code, gone);
      return room.idempotency.once(request, now, async () => {
        const id = this.entropy.shownId();
        const { reason, settle } = await lookThroughReason(room, actor, asked.reason);
        await room.fileRequests.add(actor, { ...asked, reason, id, fileId: file.id }, now);
        const { purpose } = asked;
        const { days, once } = asked.asked;
        await room.audit.note(
          noteOfFileRequest({ id, code: item.code }, 'evidence_file_requested', { purpose, days, once }),
        );
        await settle();
        return { id };
      });
    });
    if (outcome instanceof DomainError) throw outcome;
    return outcome;
  }
}

async function noteRefused(room: Room, code: string, refusal: DomainError): Promise<DomainError> {
  const details = { code: refusal.code };
  await room.audit.note({ action: 'evidence_file_withheld', subjectKind: 'evidence', subjectId: code, details });
  return refusal;
}

/** A court is referred to the giver, which is a refusal for the log; any other fault of the command is its sender's to mend. */
function readOrRefer(command: RequestEvidenceFileCommand): ReadFileRequest | DomainError {
  try {
    return readFileRequest(command);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'court_refer_to_giver') return error;
    throw error;
  }
}
