// Finds the request for disclosure that somebody made or decides, and tells it as far as they may know it.

import type { Actor } from '../../domain/access/actor.js';
import type { AuditNote } from '../../domain/audit/audit-entry.js';
import { notFound, type DomainError } from '../../domain/domain-error.js';
import type { ShownDisclosureRequest } from '../../domain/identity/shown-disclosure-request.js';
import { isUuid } from '../../domain/uuid.js';
import type { Room } from '../room.js';
import type { RequestKind } from './decide-request.js';
import type { StoredDisclosureRequest } from './disclosure-request-row.js';
import { shownToReader } from './stored-request.js';

/** Throws `not_found` for what is unknown, what is somebody else's, and where the person may not be known of any more, alike. */
export async function getDisclosureRequest(
  room: Room,
  actor: Actor,
  id: string,
  asOf: number,
): Promise<StoredDisclosureRequest> {
  const found = isUuid(id) ? await room.disclosureRequests.find(actor, id, asOf) : null;
  if (found === null) throw notFound();
  return found;
}

/** The same, held until the transaction ends. */
export async function holdDisclosureRequest(
  room: Room,
  actor: Actor,
  id: string,
  now: number,
): Promise<StoredDisclosureRequest> {
  const found = isUuid(id) ? await room.disclosureRequests.findForWriting(actor, id, now) : null;
  if (found === null) throw notFound();
  return found;
}

/** What the log says of a request: codes and its id. */
export function noteOfRequest(
  request: Pick<StoredDisclosureRequest, 'id' | 'subjectId'>,
  action: AuditNote['action'],
  details: AuditNote['details'] = {},
): AuditNote {
  return { action, subjectKind: 'disclosure_request', subjectId: request.id, personId: request.subjectId, details };
}

/** Returned out of the transaction and not thrown within it, since the log keeps refusals too. */
async function noteRefusal(room: Room, request: StoredDisclosureRequest, refusal: DomainError): Promise<DomainError> {
  await room.audit.note(noteOfRequest(request, 'disclosure_refused', { code: refusal.code }));
  return refusal;
}

export async function shownRequests(
  room: Room,
  actor: Actor,
  requests: readonly StoredDisclosureRequest[],
  asOf: number,
): Promise<ShownDisclosureRequest[]> {
  const persons = [...new Set(requests.map(({ subjectId }) => subjectId))];
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, persons);
  return requests.map((request) => shownRequest(actor, request, pseudonyms.get(request.subjectId) ?? '', asOf));
}

function shownRequest(
  actor: Actor,
  request: StoredDisclosureRequest,
  pseudonym: string,
  asOf: number,
): ShownDisclosureRequest {
  const { grant, grantedAt } = request;
  const shown = shownToReader(actor, request, asOf);
  return {
    ...shown,
    pseudonym,
    identityCheck: request.identityCheck,
    asked: request.asked,
    approvals: request.approvals.filter(({ counts }) => counts).length,
    steps: shown.steps.map((step) => ({ ...step, terms: shown.owned ? step.terms : null })),
    grant:
      grant === null || grantedAt === null
        ? null
        : { fields: grant.fields, once: grant.once, grantedAt, endsAt: grant.endsAt },
    uses: request.uses,
  };
}

export const DISCLOSURE_REQUESTS: RequestKind<StoredDisclosureRequest> = {
  hold: holdDisclosureRequest,
  close: (room, request, closing) => room.disclosureRequests.close(request, closing),
  deny: noteRefusal,
  note: noteOfRequest,
  closings: {
    refused: 'disclosure_request_refused',
    withdrawn: 'disclosure_request_withdrawn',
    revoked: 'disclosure_revoked',
  },
  persons: ({ subjectId }) => [subjectId],
};
