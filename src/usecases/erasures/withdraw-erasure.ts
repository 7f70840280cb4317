// Takes back a request for erasure that nobody has confirmed yet.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { erasureState, requireWaiting } from '../../domain/identity/erasure.js';
import { Database } from '../../persistence/database.js';
import { getErasureForWriting, type NamedErasure } from '../../persistence/erasures/get-erasure.js';

@Injectable()
export class WithdrawErasure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Twice is the same as once. Throws `erasure_state_conflict` for what was confirmed: that cannot be undone. */
  async execute(actor: Actor, command: NamedErasure): Promise<void> {
    requireAllowed(actor, 'withdraw_erasure');
    const now = this.entropy.now();
    await this.database.transaction(actor, async (room) => {
      const { person, erasure } = await getErasureForWriting(room, actor, command);
      if (erasureState(erasure, now) === 'withdrawn') return;
      requireWaiting(erasure, now);
      await room.erasures.withdraw(erasure.id, actor.userId, now);
      await room.audit.note({
        action: 'erasure_withdrawn',
        subjectKind: 'erasure',
        subjectId: erasure.id,
        personId: person.id,
      });
    });
  }
}
