// Removes the second factor of one's own account, for whoever has its password and a code.

import { Injectable } from '@nestjs/common';
import { credentialsChecks } from '../../credentials/credentials-checks.js';
import { PasswordHashes } from '../../credentials/password-hashes.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isConfirmed } from '../../domain/access/second-factor.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { changeSecondFactor } from '../../persistence/sessions/change-second-factor.js';
import { proveAgain } from '../../persistence/sessions/prove-credentials.js';
import { KeyRing } from '../../vault/key-ring.js';
import { secretsUnder } from '../../vault/sealed-secret.js';

@Injectable()
export class RemoveSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly keys: KeyRing,
    private readonly passwords: PasswordHashes,
    private readonly entropy: Entropy,
  ) {}

  /** All sign-ins of the account end. Throws `conflict` where it has none, `invalid_field`, and `second_factor_broken` for a code of the device where what it is checked by was altered. */
  async execute(actor: Actor, given: { readonly password: string; readonly code: string }): Promise<void> {
    requireAllowed(actor, 'change_own_account');
    const { userId, username, via, requestId } = actor;
    const held = await this.database.transaction(actor, ({ secondFactors }) => secondFactors.find(userId));
    if (!isConfirmed(held)) throw noSecondFactor();
    const checks = credentialsChecks(this.passwords, secretsUnder(this.keys));
    const proof = { database: this.database, entropy: this.entropy, checks, via, requestId } as const;
    await proveAgain(proof, { username, password: given.password, code: given.code });
    await this.database.transaction(actor, (room) =>
      room.reaching('accounts', () =>
        changeSecondFactor(room, userId, {
          since: null,
          now: this.entropy.now(),
          note: { action: 'second_factor_removed' },
        }),
      ),
    );
  }
}

function noSecondFactor(): DomainError {
  return new DomainError('conflict', 'Your account has no second factor.');
}
