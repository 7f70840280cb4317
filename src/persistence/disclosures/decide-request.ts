// Approves a request, or ends it by hand, whatever is asked for: held, as it was read, and with its entry in the log.

import type { Actor } from '../../domain/access/actor.js';
import { requireSeen, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { AuditNote } from '../../domain/audit/audit-entry.js';
import { DomainError } from '../../domain/domain-error.js';
import type { ClosingStep, DisclosureRequestState, RequestProgress } from '../../domain/identity/disclosure-request.js';
import { requireClosable } from '../../domain/identity/request-closing.js';
import { lookThroughReason } from '../open-text/look-through.js';
import type { Room } from '../room.js';
import { tagOfRequest, type Closing } from './stored-request.js';

interface HeldRequest extends RequestProgress {
  readonly id: string;
  readonly steps: readonly unknown[];
}

/** What requests for one thing do in their own way. */
export interface RequestKind<Held extends HeldRequest> {
  /** Holds the request until the transaction ends. Throws `not_found`. */
  readonly hold: (room: Room, actor: Actor, id: string, now: number) => Promise<Held>;
  readonly close: (room: Room, request: Held, closing: Closing) => Promise<void>;
  /** Notes the entry of a refusal, and answers the refusal. */
  readonly deny: (room: Room, request: Held, refusal: DomainError) => Promise<DomainError>;
  readonly note: (request: Held, action: AuditNote['action']) => AuditNote;
  readonly closings: Readonly<Record<ClosingStep, AuditNote['action']>>;
  /** Inner ids of the persons whom a reason is about. */
  readonly persons: (request: Held) => readonly string[];
}

export interface DecidedRequest {
  readonly id: string;
  readonly state: DisclosureRequestState;
}

interface Decision {
  readonly requestId: string;
  /** The tag of the request as it was read. */
  readonly ifMatch: IfMatch;
  readonly key: RequestKey | null;
  readonly now: number;
}

/**
 * `judge` throws what keeps the approval from being given; `record` writes it and notes it. A refusal is answered and not thrown, since the log
 * keeps it: the use case throws it after the transaction.
 */
export async function approveRequest<Held extends HeldRequest, Judged>(
  room: Room,
  actor: Actor,
  kind: RequestKind<Held>,
  { requestId, ifMatch, key, now }: Decision,
  {
    judge,
    record,
  }: {
    readonly judge: (request: Held) => Judged | Promise<Judged>;
    readonly record: (request: Held, judged: Judged) => Promise<DecidedRequest>;
  },
): Promise<DecidedRequest | DomainError> {
  const held = await kind.hold(room, actor, requestId, now);
  const earlier = await room.idempotency.earlier<DecidedRequest>(key);
  if (earlier !== null) return earlier;
  const { judged, refusal } = await judgedOrRefused(async () => judge(held));
  if (refusal !== null) return kind.deny(room, held, refusal);
  requireSeen(ifMatch, tagOfRequest(held));
  return room.idempotency.once(key, now, () => record(held, judged));
}

type JudgedOrRefused<Judged> =
  { readonly judged: Judged; readonly refusal: null } | { readonly judged: null; readonly refusal: DomainError };

/** Who may not decide this, or not in this state, is a refusal for the log; a field at fault is its sender's to mend. */
async function judgedOrRefused<Judged>(judge: () => Promise<Judged>): Promise<JudgedOrRefused<Judged>> {
  try {
    return { judged: await judge(), refusal: null };
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'invalid_field') return { judged: null, refusal: error };
    throw error;
  }
}

/** `mayClose` throws where it is not the actor's to end. */
export async function closeRequest<Held extends HeldRequest>(
  room: Room,
  actor: Actor,
  kind: RequestKind<Held>,
  { requestId, ifMatch, key, now, step, reason: given }: Decision & Pick<Closing, 'step' | 'reason'>,
  mayClose: (request: Held) => void,
): Promise<DecidedRequest> {
  return room.idempotency.once(key, now, async () => {
    const held = await kind.hold(room, actor, requestId, now);
    mayClose(held);
    requireClosable({ ...held, tag: tagOfRequest(held) }, step, ifMatch, now);
    const { reason, settle } = await lookThroughReason(room, actor, given, kind.persons(held));
    await kind.close(room, held, { step, reason, by: actor.userId, at: now });
    await room.audit.note(kind.note(held, kind.closings[step]));
    await settle();
    return { id: held.id, state: step };
  });
}
