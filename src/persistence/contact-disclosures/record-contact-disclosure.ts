// Records, before the vault is opened, that a worker is shown an enquirer or a line of a list.

import type { Actor } from '../../domain/access/actor.js';
import type { AuditNote } from '../../domain/audit/audit-entry.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { DISCLOSURE_LASTS } from '../../domain/identity/carried-disclosure.js';
import type { ContactCommand, ContactDisclosure, ContactSubject } from '../../domain/identity/contact-disclosure.js';
import { lookThroughReason } from '../open-text/look-through.js';
import type { Room } from '../room.js';

export type LoggedSubject = Omit<AuditNote, 'action'>;

export interface RecordingDisclosure {
  readonly subject: ContactSubject;
  readonly subjectId: string;
  /** As the log names it: an inner id never stands there. */
  readonly logged: LoggedSubject;
  readonly asked: ContactCommand;
  readonly request: RequestKey | null;
  readonly now: number;
  readonly drawId: () => string;
}

/** A repeated request gets the same disclosure until that has ended; what is shown is never kept with the answer. */
export async function recordContactDisclosure(
  room: Room,
  actor: Actor,
  given: RecordingDisclosure,
): Promise<ContactDisclosure | DomainError> {
  const { subject, subjectId, asked, now } = given;
  const { id } = await room.idempotency.once(given.request, now, async () => {
    const drawn = given.drawId();
    const { purpose, fields } = asked;
    const { personId = null } = given.logged;
    const { reason, settle } = await lookThroughReason(room, actor, asked.reason, personId === null ? [] : [personId]);
    const lasting = { disclosedAt: now, expiresAt: now + DISCLOSURE_LASTS };
    await room.contactDisclosures.add({
      id: drawn,
      subject,
      subjectId,
      userId: actor.userId,
      purpose,
      fields,
      reason,
      ...lasting,
    });
    await room.audit.note({
      ...given.logged,
      action: 'identity_disclosed',
      details: { ...given.logged.details, disclosureId: drawn, purpose, fields },
    });
    await settle();
    return { id: drawn };
  });
  const disclosure = await room.contactDisclosures.findOwn(id, subjectId, actor.userId);
  if (disclosure !== null && now < disclosure.expiresAt) return disclosure;
  return new DomainError('conflict', 'This disclosure has ended. Ask for a new one with a new Idempotency-Key.');
}

/** Returned out of the transaction and not thrown within it, since the log keeps refusals too. */
export async function refuseContactDisclosure(room: Room, logged: LoggedSubject): Promise<DomainError> {
  await room.audit.note({
    ...logged,
    action: 'disclosure_refused',
    details: { ...logged.details, code: 'forbidden' },
  });
  return new DomainError('forbidden', 'You are not assigned to this: ask your coordinator for an assignment.');
}
