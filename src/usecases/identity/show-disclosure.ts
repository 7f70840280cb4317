// Shows again what a worker's own disclosure showed, until it ends or is hidden.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { disclosureRefusal } from '../../domain/access/case-rights.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { isOpen, type CarriedDisclosure } from '../../domain/identity/carried-disclosure.js';
import { mayShowAgain } from '../../domain/identity/disclosure-request.js';
import type { IdentityParticulars } from '../../domain/identity/identity-particulars.js';
import { lostRefusal } from '../../domain/identity/nothing-to-show.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { getDisclosureRequest } from '../../persistence/disclosures/get-disclosure-request.js';
import { getVisiblePerson, type KnownPerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface ShowDisclosureCommand {
  readonly pseudonym: string;
  readonly disclosureId: string;
}

export interface ShownDisclosure {
  readonly disclosureId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly identity: IdentityParticulars;
}

@Injectable()
export class ShowDisclosure {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** An assignment or a grant that has ended meanwhile ends the disclosure too. */
  async execute(actor: Actor, command: ShowDisclosureCommand): Promise<ShownDisclosure> {
    requireAllowed(actor, 'disclose_identity');
    const now = this.entropy.now();
    const disclosure = await this.database.transaction(actor, async (room): Promise<CarriedDisclosure> => {
      const person = await getVisiblePerson(room, actor, command.pseudonym);
      const found = isUuid(command.disclosureId)
        ? await room.disclosures.findOwn(command.disclosureId, person.id, actor.userId)
        : null;
      await requireStillAllowed(room, actor, person, found?.requestId ?? null, now);
      if (found === null || !isOpen(found, now)) throw notFound();
      const lost = lostRefusal(person);
      if (lost !== null) throw lost;
      await room.audit.note({
        action: 'disclosure_shown',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { disclosureId: found.id, fields: found.fields },
      });
      return found;
    });
    const identity = await this.vault.openIdentity(disclosure.personId, disclosure.fields);
    return { disclosureId: disclosure.id, expiresAt: disclosure.expiresAt, identity };
  }
}

/** Throws `forbidden` to a worker who is assigned no more, and `not_found` where the grant of the request is not in force. */
async function requireStillAllowed(
  room: Room,
  actor: Actor,
  person: KnownPerson,
  requestId: string | null,
  now: number,
): Promise<void> {
  if (requestId !== null) {
    if (!mayShowAgain(await getDisclosureRequest(room, actor, requestId, now), now)) throw notFound();
    return;
  }
  const refusal = disclosureRefusal(actor, person, await room.assignments.isAssigned(person.id, actor.userId));
  if (refusal !== null) throw refusal;
}
