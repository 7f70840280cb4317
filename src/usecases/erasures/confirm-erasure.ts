// Confirms an erasure as a second person, and carries it out: from here on nothing brings the identity back.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { erasureNotPromised, requireConfirmable, type ErasureState } from '../../domain/identity/erasure.js';
import { IdentityErased } from '../../domain/identity/identity-erased.js';
import { Database } from '../../persistence/database.js';
import { carryOutErasure } from '../../persistence/erasures/carry-out-erasure.js';
import { getErasureForWriting, type NamedErasure } from '../../persistence/erasures/get-erasure.js';
import { closeFilesOfErased } from '../../persistence/evidence/close-files-of-erased.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface ConfirmedErasure {
  readonly id: string;
  /** `confirmed` where the vault could not be reached: the service goes on with it by itself. */
  readonly state: ErasureState;
}

@Injectable()
export class ConfirmErasure {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /**
   * The registry is first: once it is committed that the person is erased, nothing is disclosed, and whatever cuts off the rest is made good by
   * `FinishErasures`. Throws `erasure_state_conflict` or `second_person_needed`.
   */
  async execute(actor: Actor, command: NamedErasure, request: RequestKey | null): Promise<ConfirmedErasure> {
    requireAllowed(actor, 'confirm_erasure');
    const now = this.entropy.now();
    const confirmed = await this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { person, erasure } = await getErasureForWriting(room, actor, command);
        requireConfirmable(erasure, actor.userId, now);
        // By the clock, while this request waited.
        if (await room.persons.isErased(person.id)) throw new IdentityErased();
        if (!this.vault.promisesErasure) throw erasureNotPromised();
        await room.erasures.confirm(erasure.id, actor.userId, now);
        await room.persons.markErased(person.id, now);
        await room.reaching('registry', () => room.disclosures.hideAll(person.id, now));
        const { organisationId } = actor;
        await closeFilesOfErased(room, { erasureId: erasure.id, personId: person.id, organisationId, at: now });
        await room.audit.note({
          action: 'erasure_confirmed',
          subjectKind: 'erasure',
          subjectId: erasure.id,
          personId: person.id,
          details: { ground: erasure.ground },
        });
        return { id: erasure.id };
      }),
    );
    return { id: confirmed.id, state: await this.carryOut(actor, confirmed.id) };
  }

  /** What fails here is confirmed all the same, and its sender is told so. */
  private async carryOut(actor: Actor, id: string): Promise<ErasureState> {
    try {
      const destroy = (personId: string): Promise<void> => this.vault.erase(personId);
      const personId = await this.database.transaction(actor, ({ erasures }) => erasures.personOf(id));
      if (personId === null) return 'confirmed';
      const now = (): number => this.entropy.now();
      await carryOutErasure(this.database, actor, { id, personId }, { destroy, now });
      return 'done';
    } catch {
      return 'confirmed';
    }
  }
}
