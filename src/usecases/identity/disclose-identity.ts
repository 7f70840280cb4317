// Shows named fields of an identity to an assigned worker of the owner organisation, for a purpose and a reason, after saying so in the log.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { disclosureRefusal } from '../../domain/access/case-rights.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { DISCLOSURE_LASTS, isOpen } from '../../domain/identity/carried-disclosure.js';
import { readDisclosureCommand, type DisclosureCommand } from '../../domain/identity/disclosure.js';
import type { IdentityParticulars } from '../../domain/identity/identity-particulars.js';
import { Database } from '../../persistence/database.js';
import { requireOpenText } from '../../persistence/open-text/require-open-text.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { getVisiblePerson, type KnownPerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface DiscloseIdentityCommand {
  readonly pseudonym: string;
  readonly purpose: unknown;
  readonly fields: unknown;
  readonly reason: unknown;
}

export interface DisclosedIdentity {
  readonly disclosureId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly identity: IdentityParticulars;
}

@Injectable()
export class DiscloseIdentity {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** The entry is committed before the vault is opened: a name that was read is always in the log, even if the answer is lost. */
  async execute(
    actor: Actor,
    command: DiscloseIdentityCommand,
    request: RequestKey | null,
  ): Promise<DisclosedIdentity> {
    requireAllowed(actor, 'disclose_identity');
    const now = this.entropy.now();
    const asked = readOrRefer(command);
    const outcome = await this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, command.pseudonym);
      const refusal = asked instanceof DomainError ? asked : await refusalFor(room, actor, person);
      if (refusal !== null) return refuse(room, person, refusal);
      if (asked instanceof DomainError || !person.hasIdentity) {
        return new DomainError('conflict', 'No identity is known for this person: the record is nameless.');
      }
      // The repeated request is answered with the same disclosure; a name is never kept with the answer.
      const { id } = await room.idempotency.once(request, now, () => this.record(room, actor, person, asked, now));
      const disclosure = await room.disclosures.findOwn(id, person.id, actor.userId);
      if (disclosure === null || !isOpen(disclosure, now)) {
        return new DomainError('conflict', 'This disclosure has ended. Ask for a new one with a new Idempotency-Key.');
      }
      return disclosure;
    });
    if (outcome instanceof DomainError) throw outcome;
    const identity = await this.vault.openIdentity(outcome.personId, outcome.fields);
    return { disclosureId: outcome.id, expiresAt: outcome.expiresAt, identity };
  }

  private async record(
    room: Room,
    actor: Actor,
    person: KnownPerson,
    asked: DisclosureCommand,
    now: number,
  ): Promise<{ id: string }> {
    const id = this.entropy.shownId();
    await room.disclosures.add({
      id,
      personId: person.id,
      userId: actor.userId,
      purpose: asked.purpose,
      fields: asked.fields,
      reason: asked.reason,
      disclosedAt: now,
      expiresAt: now + DISCLOSURE_LASTS,
    });
    await room.audit.note({
      action: 'identity_disclosed',
      subjectKind: 'person',
      subjectId: person.pseudonym,
      personId: person.id,
      details: { disclosureId: id, purpose: asked.purpose, fields: asked.fields },
    });
    await requireOpenText(room, actor, [{ pointer: '/reason', text: asked.reason }], [person.id]);
    return { id };
  }
}

/** A court is referred to the giver, which is a refusal for the log; any other fault of the command is its sender's to mend. */
function readOrRefer(command: DiscloseIdentityCommand): DisclosureCommand | DomainError {
  try {
    return readDisclosureCommand(command);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'court_refer_to_giver') return error;
    throw error;
  }
}

async function refusalFor(room: Room, actor: Actor, person: KnownPerson): Promise<DomainError | null> {
  return disclosureRefusal(actor, person, await room.assignments.isAssigned(person.id, actor.userId));
}

/** Returned out of the transaction and not thrown within it, since the log keeps refusals too. */
async function refuse(room: Room, person: KnownPerson, refusal: DomainError): Promise<DomainError> {
  await room.audit.note({
    action: 'disclosure_refused',
    subjectKind: 'person',
    subjectId: person.pseudonym,
    personId: person.id,
    details: { code: refusal.code },
  });
  return refusal;
}
