// Finds the request for a restricted file that somebody made or whose organisation decides it, and tells it as far as they may know it.

import type { Actor } from '../../domain/access/actor.js';
import type { AuditNote } from '../../domain/audit/audit-entry.js';
import { notFound, type DomainError } from '../../domain/domain-error.js';
import type { ShownFileRequest } from '../../domain/evidence/file-request.js';
import { isUuid } from '../../domain/uuid.js';
import type { RequestKind } from '../disclosures/decide-request.js';
import { shownToReader } from '../disclosures/stored-request.js';
import type { Room } from '../room.js';
import type { StoredFileRequest } from './file-request-row.js';

/** Throws `not_found` for what is unknown, what is somebody else's, and where the item may not be seen, alike. */
export async function getFileRequest(room: Room, actor: Actor, id: string, asOf: number): Promise<StoredFileRequest> {
  const found = isUuid(id) ? await room.fileRequests.find(actor, id, asOf) : null;
  if (found === null) throw notFound();
  return found;
}

/** The same, held until the transaction ends. */
export async function holdFileRequest(room: Room, actor: Actor, id: string, now: number): Promise<StoredFileRequest> {
  const found = isUuid(id) ? await room.fileRequests.findForWriting(actor, id, now) : null;
  if (found === null) throw notFound();
  return found;
}

/** What the log says of a request: codes, its id, and the code of the item. */
export function noteOfFileRequest(
  request: Pick<StoredFileRequest, 'id' | 'code'>,
  action: AuditNote['action'],
  details: AuditNote['details'] = {},
): AuditNote {
  return {
    action,
    subjectKind: 'evidence_file_request',
    subjectId: request.id,
    details: { evidence: request.code, ...details },
  };
}

/** Returned out of the transaction and not thrown within it, since the log keeps refusals too. */
export async function noteWithheld(
  room: Room,
  request: Pick<StoredFileRequest, 'id' | 'code'>,
  refusal: DomainError,
): Promise<DomainError> {
  await room.audit.note(noteOfFileRequest(request, 'evidence_file_withheld', { code: refusal.code }));
  return refusal;
}

export function shownFileRequest(actor: Actor, request: StoredFileRequest, asOf: number): ShownFileRequest {
  const { grant, grantedAt } = request;
  return {
    ...shownToReader(actor, request, asOf),
    code: request.code,
    asked: request.asked,
    grant: grant === null || grantedAt === null ? null : { once: grant.once, grantedAt, endsAt: grant.endsAt },
    downloads: request.downloads,
  };
}

export const FILE_REQUESTS: RequestKind<StoredFileRequest> = {
  hold: holdFileRequest,
  close: (room, request, closing) => room.fileRequests.close(request, closing),
  deny: noteWithheld,
  note: noteOfFileRequest,
  closings: {
    refused: 'evidence_file_request_refused',
    withdrawn: 'evidence_file_request_withdrawn',
    revoked: 'evidence_file_revoked',
  },
  // A request for a file names an item, and no person.
  persons: () => [],
};
