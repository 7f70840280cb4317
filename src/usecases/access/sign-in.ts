// Signs a user in to the API: an access token for ten minutes and a refresh token for the working day.

import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_LIFE, signAccessToken } from '../../credentials/access-token.js';
import { credentialsChecks } from '../../credentials/credentials-checks.js';
import { PasswordHashes } from '../../credentials/password-hashes.js';
import { makeSecretToken } from '../../credentials/secret-token.js';
import { actorOfUser } from '../../domain/access/actor-of-user.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { proveCredentials, type Credentials } from '../../persistence/sessions/prove-credentials.js';
import { KeyRing } from '../../vault/key-ring.js';
import { secretsUnder } from '../../vault/sealed-secret.js';

export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token ends. */
  readonly expiresIn: number;
}

/** Milliseconds that a sign-in can be refreshed for, counted from the password; refreshing does not prolong it. */
const REFRESH_LIFE = 12 * 60 * 60 * 1000;

@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly keys: KeyRing,
    private readonly passwords: PasswordHashes,
    private readonly entropy: Entropy,
  ) {}

  /** Open to all. Throws DomainError `credentials_refused` and `second_factor_broken`. */
  async execute(credentials: Credentials, requestId: string): Promise<SignedIn> {
    const checks = credentialsChecks(this.passwords, secretsUnder(this.keys));
    const proof = { database: this.database, entropy: this.entropy, checks, via: 'api', requestId } as const;
    const user = await proveCredentials(proof, credentials);
    const now = this.entropy.now();
    const signInId = this.entropy.shownId();
    const { token, hash } = makeSecretToken(this.entropy);
    await this.database.transaction(actorOfUser(user, 'api', requestId), async (room) => {
      await room.refreshTokens.add({
        hash,
        familyId: signInId,
        userId: user.id,
        issuedAt: now,
        expiresAt: now + REFRESH_LIFE,
      });
      await room.audit.note({
        action: 'signed_in',
        subjectKind: 'user',
        subjectId: user.id,
        details: { signIn: signInId },
      });
    });
    const claims = { userId: user.id, tokenVersion: user.tokenVersion, signInId };
    const accessToken = await signAccessToken(this.keys, claims, now, this.entropy.shownId());
    return { accessToken, refreshToken: token, expiresIn: ACCESS_TOKEN_LIFE };
  }
}
