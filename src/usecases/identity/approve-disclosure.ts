// Approves a request for disclosure as far as the approver finds right; the second of two approvals grants what both allow.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { judgeApproval } from '../../domain/identity/disclosure-request.js';
import { readApprovalTerms } from '../../domain/identity/disclosure-request-reading.js';
import { Database } from '../../persistence/database.js';
import { approveRequest, type DecidedRequest } from '../../persistence/disclosures/decide-request.js';
import type { StoredDisclosureRequest } from '../../persistence/disclosures/disclosure-request-row.js';
import { DISCLOSURE_REQUESTS, noteOfRequest } from '../../persistence/disclosures/get-disclosure-request.js';
import type { Room } from '../../persistence/room.js';

export interface ApproveDisclosureCommand {
  readonly requestId: string;
  /** Fields, days and single use as they were asked for, where these are absent. */
  readonly fields?: unknown;
  readonly days?: unknown;
  readonly once?: unknown;
  /** The tag of the request as the approver read it; nobody decides on what they have not seen. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class ApproveDisclosure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ApproveDisclosureCommand, request: RequestKey | null): Promise<DecidedRequest> {
    requireAllowed(actor, 'approve_disclosure');
    const now = this.entropy.now();
    const decision = { ...command, key: request, now };
    const outcome = await this.database.transaction(actor, (room) =>
      approveRequest(room, actor, DISCLOSURE_REQUESTS, decision, {
        judge: (held) => judge(actor, held, command, now),
        record: (held, judged) => record(room, actor, held, judged, now),
      }),
    );
    if (outcome instanceof DomainError) throw outcome;
    return outcome;
  }
}

interface Judged {
  readonly terms: ReturnType<typeof readApprovalTerms>;
  readonly grant: ReturnType<typeof judgeApproval<ReturnType<typeof readApprovalTerms>['fields'][number]>>;
}

function judge(actor: Actor, request: StoredDisclosureRequest, command: ApproveDisclosureCommand, now: number): Judged {
  const terms = readApprovalTerms(command, request.asked);
  const approver = { userId: actor.userId, isCustodian: actor.roles.includes('custodian') };
  return { terms, grant: judgeApproval(request, approver, terms, now) };
}

async function record(
  room: Room,
  actor: Actor,
  request: StoredDisclosureRequest,
  { terms, grant }: Judged,
  now: number,
): Promise<DecidedRequest> {
  const asCustodian = actor.roles.includes('custodian');
  const number = await room.disclosureRequests.approve(request, { ...terms, asCustodian, by: actor.userId, at: now });
  const { fields, days, once } = terms;
  await room.audit.note(noteOfRequest(request, 'disclosure_approved', { fields, days, once, asCustodian }));
  if (grant === null) return { id: request.id, state: 'requested' };
  const { first, ...granted } = grant;
  await room.disclosureRequests.grant(request.id, { ...granted, approvals: [first, number] }, now);
  const details = { fields: granted.fields, once: granted.once, endsAt: new Date(granted.endsAt).toISOString() };
  await room.audit.note(noteOfRequest(request, 'disclosure_granted', details));
  return { id: request.id, state: 'granted' };
}
