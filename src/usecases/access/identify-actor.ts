// Finds out who an access token stands for, with the rights they have at this moment.

import { Injectable } from '@nestjs/common';
import { VerifiedTokens } from '../../credentials/verified-tokens.js';
import { actorOfUser } from '../../domain/access/actor-of-user.js';
import { servicePrincipal, type Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { KeyRing } from '../../vault/key-ring.js';

@Injectable()
export class IdentifyActor {
  readonly #tokens: VerifiedTokens;

  constructor(
    private readonly database: Database,
    keys: KeyRing,
    private readonly entropy: Entropy,
  ) {
    this.#tokens = new VerifiedTokens(keys);
  }

  /**
   * Open to all: it is how somebody becomes an actor. Rights come from the database and never from the token, so that
   * a role taken away, a closed account or a sign-out counts from the next request on.
   */
  async execute(token: string, requestId: string): Promise<{ actor: Actor; signInId: string }> {
    const claims = await this.#tokens.read(token, this.entropy.now());
    const user = await this.database.lookUp(servicePrincipal('api', requestId), ({ users }) =>
      users.findSignedIn(claims.userId, claims.signInId),
    );
    if (user === null || user.disabled || user.tokenVersion !== claims.tokenVersion)
      throw new DomainError('unauthenticated', 'This sign-in has ended. Sign in again.');
    return { actor: actorOfUser(user, 'api', requestId), signInId: claims.signInId };
  }
}
