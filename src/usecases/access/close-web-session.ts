// Ends a console session.

import { Injectable } from '@nestjs/common';
import { hashSecretToken } from '../../credentials/secret-token.js';
import type { Actor } from '../../domain/access/actor.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class CloseWebSession {
  constructor(private readonly database: Database) {}

  /** Everybody may leave: `token` comes from the actor's own cookie. */
  async execute(actor: Actor, token: string): Promise<void> {
    await this.database.transaction(actor, async (room) => {
      if (await room.webSessions.remove(hashSecretToken(token)))
        await room.audit.note({ action: 'signed_out', subjectKind: 'user', subjectId: actor.userId });
    });
  }
}
