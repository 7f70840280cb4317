// Finds the request for disclosure that somebody made or decides, and tells it as far as they may know it.

import type { Actor } from '../../domain/access/actor.js';
import type { AuditNote } from '../../domain/audit/audit-entry.js';
import { notFound, type DomainError } from '../../domain/domain-error.js';
import { REQUEST_LASTS, stateOf } from '../../domain/identity/disclosure-request.js';
import type { ShownDisclosureRequest } from '../../domain/identity/shown-disclosure-request.js';
import { isUuid } from '../../domain/uuid.js';
import type { Room } from '../room.js';
import type { StoredDisclosureRequest } from './disclosure-request-row.js';

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

export function tagOfRequest({ steps }: Pick<StoredDisclosureRequest, 'steps'>): string {
  return `v${steps.length + 1}`;
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
export async function noteRefusal(
  room: Room,
  request: StoredDisclosureRequest,
  refusal: DomainError,
): Promise<DomainError> {
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
  const owned = request.ownerOrganisationId === actor.organisationId;
  return {
    id: request.id,
    pseudonym,
    state: stateOf(request, asOf),
    mine: request.requesterId === actor.userId,
    owned,
    organisation: request.organisation,
    username: request.username,
    purpose: request.purpose,
    reason: request.reason,
    identityCheck: request.identityCheck,
    asked: request.asked,
    requestedAt: request.requestedAt,
    expiresAt: request.requestedAt + REQUEST_LASTS,
    approvals: request.approvals.filter(({ counts }) => counts).length,
    steps: request.steps.map((step) => ({
      ...step,
      username: owned || step.username === request.username ? step.username : null,
      terms: owned ? step.terms : null,
    })),
    grant:
      grant === null || grantedAt === null
        ? null
        : { fields: grant.fields, once: grant.once, grantedAt, endsAt: grant.endsAt },
    uses: request.uses,
    tag: tagOfRequest(request),
  };
}
