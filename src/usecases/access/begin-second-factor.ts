// Begins to add a second factor to one's own account: a secret for an authenticator app, shown this once.

import { Injectable } from '@nestjs/common';
import { credentialsChecks } from '../../credentials/credentials-checks.js';
import { PasswordHashes } from '../../credentials/password-hashes.js';
import { makeTimeSecret, shownSecret, type ShownSecret } from '../../credentials/time-codes.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isConfirmed } from '../../domain/access/second-factor.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { proveAgain } from '../../persistence/sessions/prove-credentials.js';
import { KeyRing } from '../../vault/key-ring.js';
import { sealSecret, secretsUnder } from '../../vault/sealed-secret.js';

@Injectable()
export class BeginSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly keys: KeyRing,
    private readonly passwords: PasswordHashes,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Nothing is asked for at a sign-in before the factor is confirmed; one that was begun before and not confirmed is forgotten. The password is
   * proved anew, so that nobody adds their own device at a screen that was left open. Throws `conflict` and `invalid_field`.
   */
  async execute(actor: Actor, given: { readonly password: string }): Promise<ShownSecret> {
    requireAllowed(actor, 'change_own_account');
    const { userId, username, via, requestId } = actor;
    const held = await this.database.transaction(actor, ({ secondFactors }) => secondFactors.find(userId));
    if (isConfirmed(held)) throw alreadyThere();
    const checks = credentialsChecks(this.passwords, secretsUnder(this.keys));
    const proof = { database: this.database, entropy: this.entropy, checks, via, requestId } as const;
    await proveAgain(proof, { username, password: given.password });
    const secret = makeTimeSecret(this.entropy);
    try {
      const sealed = sealSecret(this.keys, userId, secret);
      const begun = await this.database.transaction(actor, ({ secondFactors }) =>
        secondFactors.begin(userId, sealed, this.entropy.now()),
      );
      if (!begun) throw alreadyThere();
      return shownSecret(secret, username);
    } finally {
      secret.fill(0);
    }
  }
}

function alreadyThere(): DomainError {
  return new DomainError('conflict', 'Your account has a second factor. Remove it before you add another one.');
}
