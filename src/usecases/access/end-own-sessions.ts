// Ends one of one's own sessions, or all but the one that asks, for whoever has the password and, where there is a second factor, a code.

import { Injectable } from '@nestjs/common';
import { credentialsChecks } from '../../credentials/credentials-checks.js';
import { PasswordHashes } from '../../credentials/password-hashes.js';
import { hashSecretToken } from '../../credentials/secret-token.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { CurrentSession, OwnSession } from '../../domain/access/own-session.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';
import { currentId, endSession, ownSessions } from '../../persistence/sessions/own-sessions.js';
import { proveAgain } from '../../persistence/sessions/prove-credentials.js';
import { KeyRing } from '../../vault/key-ring.js';
import { secretsUnder } from '../../vault/sealed-secret.js';

export interface EndedSessions {
  readonly ended: number;
  /** Whether the one that asked is among them. */
  readonly current: boolean;
}

interface Given {
  /** Null for all but the one that asks. */
  readonly id: string | null;
  readonly password: string;
  readonly code: string;
}

@Injectable()
export class EndOwnSessions {
  constructor(
    private readonly database: Database,
    private readonly keys: KeyRing,
    private readonly passwords: PasswordHashes,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Asks for the password again: whoever finds a session open must not shut its owner out of all others. Throws `invalid_field`, also for a session
   * that is not one's own or has ended, and `second_factor_broken`.
   */
  async execute(actor: Actor, current: CurrentSession, given: Given): Promise<EndedSessions> {
    requireAllowed(actor, 'change_own_account');
    const { id, password, code } = given;
    const { username, via, requestId } = actor;
    const checks = credentialsChecks(this.passwords, secretsUnder(this.keys));
    const proof = { database: this.database, entropy: this.entropy, checks, via, requestId } as const;
    await proveAgain(proof, { username, password, code });
    const own = currentId(current, hashSecretToken);
    return this.database.transaction(actor, async (room) => {
      const sessions = await ownSessions(room, actor.userId, this.entropy.now());
      const meant = sessions.filter((one) => (id === null ? one.id !== own : one.id === id));
      if (id !== null && meant.length === 0) throw invalidField('/id', 'one of your sessions that has not ended');
      for (const one of meant) await this.end(room, actor, one);
      return { ended: meant.length, current: meant.some((one) => one.id === own) };
    });
  }

  private async end(room: Room, { userId }: Actor, session: OwnSession): Promise<void> {
    await endSession(room, userId, session, this.entropy.now());
    const details = { signIn: session.id, ended: session.via };
    await room.audit.note({ action: 'signed_out', subjectKind: 'user', subjectId: userId, details });
  }
}
