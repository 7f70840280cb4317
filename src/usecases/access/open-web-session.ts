// Signs a user in to the console: a session of at most eight hours, known by a cookie.

import { Injectable } from '@nestjs/common';
import { credentialsChecks } from '../../credentials/credentials-checks.js';
import { PasswordHashes } from '../../credentials/password-hashes.js';
import { makeSecretToken } from '../../credentials/secret-token.js';
import { actorOfUser } from '../../domain/access/actor-of-user.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { proveCredentials, type Credentials } from '../../persistence/sessions/prove-credentials.js';
import { KeyRing } from '../../vault/key-ring.js';
import { secretsUnder } from '../../vault/sealed-secret.js';

export interface OpenedWebSession {
  /** For the cookie; always a fresh one, so that a session cannot be fixed beforehand. */
  readonly token: string;
  readonly actor: Actor;
}

/** Milliseconds. */
const SESSION_LIFE = 8 * 60 * 60 * 1000;

@Injectable()
export class OpenWebSession {
  constructor(
    private readonly database: Database,
    private readonly keys: KeyRing,
    private readonly passwords: PasswordHashes,
    private readonly entropy: Entropy,
  ) {}

  /** Open to all. Throws DomainError `credentials_refused` and `second_factor_broken`. */
  async execute(credentials: Credentials, requestId: string): Promise<OpenedWebSession> {
    const checks = credentialsChecks(this.passwords, secretsUnder(this.keys));
    const proof = { database: this.database, entropy: this.entropy, checks, via: 'console', requestId } as const;
    const user = await proveCredentials(proof, credentials);
    const actor = actorOfUser(user, 'console', requestId);
    const { token, hash } = makeSecretToken(this.entropy);
    const at = this.entropy.now();
    await this.database.transaction(actor, async (room) => {
      await room.webSessions.add({
        hash,
        userId: user.id,
        tokenVersion: user.tokenVersion,
        at,
        expiresAt: at + SESSION_LIFE,
      });
      await room.audit.note({ action: 'signed_in', subjectKind: 'user', subjectId: user.id });
    });
    return { token, actor };
  }
}
