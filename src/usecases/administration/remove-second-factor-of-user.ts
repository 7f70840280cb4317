// Removes the second factor of somebody who lost the device and the codes that stand in for it.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import type { AccountName } from '../../domain/access/user.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { changeSecondFactor } from '../../persistence/sessions/change-second-factor.js';
import { getAccount } from '../../persistence/users/get-account.js';

@Injectable()
export class RemoveSecondFactorOfUser {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Their sign-ins end; the password stays as it is. One's own is removed by its code alone, or by the operator at the machine. Answers the
   * username. Throws `not_found`, and `conflict` where there is no second factor.
   */
  async execute(principal: Principal, account: AccountName): Promise<string> {
    requireOperatorOr(principal, 'administer');
    return this.database.transaction(principal, (room) =>
      room.reaching('accounts', async () => {
        const { id: userId, username } = await getAccount(room, account);
        if (userId === principal.userId) {
          throw new DomainError(
            'second_person_needed',
            'Another administrator must remove it, or you by one of its codes.',
          );
        }
        const user = await room.users.lockCredentials(userId);
        if (user === null) throw notFound();
        if (user.secondFactorSince === null) throw new DomainError('conflict', 'This account has no second factor.');
        const note = { action: 'user_changed', details: { change: 'second_factor_removed' } } as const;
        await changeSecondFactor(room, userId, { since: null, now: this.entropy.now(), note });
        return username;
      }),
    );
  }
}
