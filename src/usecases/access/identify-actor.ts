// Finds out who an access token stands for, with the rights they have at this moment.

import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '../../credentials/access-token.js';
import { VerifiedTokens } from '../../credentials/verified-tokens.js';
import { actorOfUser } from '../../domain/access/actor-of-user.js';
import { servicePrincipal, type Actor } from '../../domain/access/actor.js';
import { signInEnded } from '../../domain/access/sign-in-ended.js';
import type { User } from '../../domain/access/user.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { KeyRing } from '../../vault/key-ring.js';

/** Some 5 MB: as many as tokens are remembered. */
const MOST_USERS = 10_000;

interface Identified {
  readonly actor: Actor;
  readonly signInId: string;
}

@Injectable()
export class IdentifyActor {
  readonly #tokens: VerifiedTokens;
  /** By sign-in, as they were when they were last asked for. */
  readonly #users = new Map<string, User>();

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
  async execute(token: string, requestId: string): Promise<Identified> {
    const claims = await this.#tokens.read(token, this.entropy.now());
    const user = await this.asked(claims, requestId);
    return { actor: actorOfUser(user, 'api', requestId), signInId: claims.signInId };
  }

  /**
   * The same for a request whose work asks the database in any case: whoever came by this sign-in before is remembered, and the work asks
   * whether its rights still hold together with all else, before it answers or keeps anything.
   */
  async executeBeforehand(token: string, requestId: string): Promise<Identified> {
    const claims = await this.#tokens.read(token, this.entropy.now());
    const { signInId, tokenVersion, userId } = claims;
    const known = this.#users.get(signInId);
    if (known?.id !== userId || known.tokenVersion !== tokenVersion) return this.execute(token, requestId);
    return { actor: { ...actorOfUser(known, 'api', requestId), remembered: { signInId, tokenVersion } }, signInId };
  }

  /** Throws `unauthenticated` where remembered rights do not hold any more: for requests that were refused before they asked. */
  async confirm(actor: Actor): Promise<void> {
    if (actor.remembered !== undefined) await this.database.lookUp(actor, () => Promise.resolve());
  }

  private async asked({ userId, signInId, tokenVersion }: AccessClaims, requestId: string): Promise<User> {
    const user = await this.database.lookUp(servicePrincipal('api', requestId), ({ users }) =>
      users.findSignedIn(userId, signInId),
    );
    this.#users.delete(signInId);
    if (user === null || user.disabled || user.tokenVersion !== tokenVersion) throw signInEnded();
    const [oldest] = this.#users.keys();
    if (this.#users.size >= MOST_USERS && oldest !== undefined) this.#users.delete(oldest);
    this.#users.set(signInId, user);
    return user;
  }
}
