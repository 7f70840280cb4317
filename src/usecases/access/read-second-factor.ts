// Says whether one's own account has a second factor, and how many codes for a lost device are left.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Database } from '../../persistence/database.js';

export interface SecondFactorState {
  /** Milliseconds since the epoch; null where a password is enough. */
  readonly since: number | null;
  readonly recoveryCodesLeft: number;
}

@Injectable()
export class ReadSecondFactor {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor): Promise<SecondFactorState> {
    requireAllowed(actor, 'change_own_account');
    const { userId } = actor;
    return this.database.transaction(actor, async ({ secondFactors }) => {
      const held = await secondFactors.find(userId);
      return { since: held?.confirmedAt ?? null, recoveryCodesLeft: await secondFactors.recoveryCodesLeft(userId) };
    });
  }
}
