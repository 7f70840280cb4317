// Lists where one's own account is signed in at this moment.

import { Injectable } from '@nestjs/common';
import { hashSecretToken } from '../../credentials/secret-token.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { CurrentSession, OwnSession } from '../../domain/access/own-session.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { currentId, ownSessions } from '../../persistence/sessions/own-sessions.js';

export interface ListedSession extends OwnSession {
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

@Injectable()
export class ListOwnSessions {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Newest first. */
  async execute(actor: Actor, current: CurrentSession): Promise<ListedSession[]> {
    requireAllowed(actor, 'change_own_account');
    const id = currentId(current, hashSecretToken);
    const sessions = await this.database.transaction(actor, (room) =>
      ownSessions(room, actor.userId, this.entropy.now()),
    );
    return sessions.map((one) => ({ ...one, current: one.id === id }));
  }
}
