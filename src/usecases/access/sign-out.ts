// Ends the sign-in that an access token comes from, with every token of it.

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class SignOut {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Everybody may leave: `signInId` comes from the actor's own token. */
  async execute(actor: Actor, signInId: string): Promise<void> {
    await this.database.transaction(actor, async (room) => {
      await room.refreshTokens.revokeFamily(signInId, this.entropy.now());
      await room.audit.note({
        action: 'signed_out',
        subjectKind: 'user',
        subjectId: actor.userId,
        details: { signIn: signInId },
      });
    });
  }
}
