// Asks that the identity of a person be erased: a coordinator of the owner organisation, with a ground and a reason.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import {
  ERASURE_WAITS,
  erasureNotPromised,
  erasureState,
  readErasureRequest,
  type ErasureState,
} from '../../domain/identity/erasure.js';
import { IdentityErased } from '../../domain/identity/identity-erased.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface RequestErasureCommand {
  readonly pseudonym: string;
  readonly ground: string;
  readonly reason: string;
}

export interface RequestedErasure {
  readonly id: string;
  readonly state: ErasureState;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

@Injectable()
export class RequestErasure {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** Throws `erasure_not_promised`, `identity_erased`, or `erasure_state_conflict` where one waits already. */
  async execute(actor: Actor, command: RequestErasureCommand, request: RequestKey | null): Promise<RequestedErasure> {
    requireAllowed(actor, 'request_erasure');
    const now = this.entropy.now();
    const { ground, reason: given } = readErasureRequest(command);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const person = await getVisiblePerson(room, actor, command.pseudonym);
        requireOwner(actor, person, 'asks for the erasure of its identity');
        if (!this.vault.promisesErasure) throw erasureNotPromised();
        await room.persons.lockForWriting(person.id);
        if (await room.persons.isErased(person.id)) throw new IdentityErased();
        const before = await room.erasures.ofPerson(person.id);
        if (before.some((one) => erasureState(one, now) === 'requested')) {
          throw new DomainError('erasure_state_conflict', 'An erasure of this identity waits to be confirmed already.');
        }
        const { reason, settle } = await lookThroughReason(room, actor, given, [person.id]);
        const [id, expiresAt] = [this.entropy.shownId(), now + ERASURE_WAITS];
        const { organisationId, userId } = actor;
        await room.erasures.add({
          id,
          personId: person.id,
          organisationId,
          ground,
          reason,
          userId,
          at: now,
          expiresAt,
        });
        await room.audit.note({
          action: 'erasure_requested',
          subjectKind: 'erasure',
          subjectId: id,
          personId: person.id,
          details: { ground },
        });
        await settle();
        return { id, state: 'requested' as const, expiresAt };
      }),
    );
  }
}
