// Removes the second factor of somebody who lost the device and the codes that stand in for it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { changeSecondFactor } from '../../persistence/sessions/change-second-factor.js';

@Injectable()
export class RemoveSecondFactorOfUser {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Their sign-ins end; the password stays as it is. One's own is removed by its code alone. Throws `conflict` where there is none. */
  async execute(actor: Actor, userId: string): Promise<void> {
    requireAllowed(actor, 'administer');
    if (userId === actor.userId) {
      throw new DomainError(
        'second_person_needed',
        'Another administrator must remove it, or you by one of its codes.',
      );
    }
    await this.database.transaction(actor, (room) =>
      room.reaching('accounts', async () => {
        const user = await room.users.lockCredentials(userId);
        if (user === null) throw notFound();
        if (user.secondFactorSince === null) throw new DomainError('conflict', 'This account has no second factor.');
        const note = { action: 'user_changed', details: { change: 'second_factor_removed' } } as const;
        await changeSecondFactor(room, userId, { since: null, now: this.entropy.now(), note });
      }),
    );
  }
}
