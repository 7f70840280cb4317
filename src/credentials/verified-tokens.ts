// Remembers which access tokens were verified, since a signature does not change; what its holder may do is asked at every request.

import { hash } from 'node:crypto';
import { isCurrent, verifyAccessToken, type AccessClaims, type TokenKeys, type VerifiedToken } from './access-token.js';

/** Some 2 MB. A token lives ten minutes, so that this many are in use only where ten thousand sign in at once. */
const MOST_TOKENS = 10_000;

/**
 * Verifying an ES256 signature took longer than the select of a record. A token is kept as its digest, so that nothing in memory opens a
 * door; one whose key was retired, or whose time is over, is looked at anew and refused with the reason.
 */
export class VerifiedTokens {
  readonly #known = new Map<string, VerifiedToken>();

  constructor(private readonly keys: TokenKeys) {}

  /** `now` in milliseconds since the epoch. */
  async read(token: string, now: number): Promise<AccessClaims> {
    const digest = hash('sha256', token, 'base64url');
    const known = this.#known.get(digest);
    if (known !== undefined && isCurrent(known, this.keys, now)) return known.claims;
    this.#known.delete(digest);
    const verified = await verifyAccessToken(this.keys, token, now);
    this.#remember(digest, verified);
    return verified.claims;
  }

  #remember(digest: string, verified: VerifiedToken): void {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST_TOKENS && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(digest, verified);
  }
}
