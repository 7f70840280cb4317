// Finds the request for a restricted file that somebody made or whose organisation decides it, and tells it as far as they may know it.

import type { Actor } from '../../domain/access/actor.js';
import type { AuditNote } from '../../domain/audit/audit-entry.js';
import { notFound, type DomainError } from '../../domain/domain-error.js';
import type { ShownFileRequest } from '../../domain/evidence/file-request.js';
import { REQUEST_LASTS, stateOf } from '../../domain/identity/disclosure-request.js';
import { isUuid } from '../../domain/uuid.js';
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

export function tagOfFileRequest({ steps }: Pick<StoredFileRequest, 'steps'>): string {
  return `v${steps.length + 1}`;
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
  const owned = request.ownerOrganisationId === actor.organisationId;
  return {
    id: request.id,
    code: request.code,
    state: stateOf(request, asOf),
    mine: request.requesterId === actor.userId,
    owned,
    organisation: request.organisation,
    username: request.username,
    purpose: request.purpose,
    reason: request.reason,
    asked: request.asked,
    requestedAt: request.requestedAt,
    expiresAt: request.requestedAt + REQUEST_LASTS,
    steps: request.steps.map((step) => ({
      ...step,
      username: owned || step.username === request.username ? step.username : null,
    })),
    grant: grant === null || grantedAt === null ? null : { once: grant.once, grantedAt, endsAt: grant.endsAt },
    downloads: request.downloads,
    tag: tagOfFileRequest(request),
  };
}
