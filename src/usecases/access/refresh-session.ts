// Exchanges a refresh token for a new pair; a token that is used twice ends the whole sign-in.

import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_LIFE, signAccessToken } from '../../credentials/access-token.js';
import { hashSecretToken, makeSecretToken } from '../../credentials/secret-token.js';
import { servicePrincipal } from '../../domain/access/actor.js';
import type { User } from '../../domain/access/user.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';
import { KeyRing } from '../../vault/key-ring.js';

export interface RefreshedSession {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token ends. */
  readonly expiresIn: number;
}

/** Milliseconds in which a second use counts as the same client asking twice, not as a theft. */
const GRACE = 10_000;

type Outcome =
  | { readonly state: 'refreshed'; readonly user: User; readonly signInId: string }
  | { readonly state: 'refused' }
  | { readonly state: 'reused' };

@Injectable()
export class RefreshSession {
  constructor(
    private readonly database: Database,
    private readonly keys: KeyRing,
    private readonly entropy: Entropy,
  ) {}

  /** Open to all. Throws DomainError `credentials_refused` or `refresh_reused`. */
  async execute(refreshToken: string, requestId: string): Promise<RefreshedSession> {
    const given = hashSecretToken(refreshToken);
    const next = makeSecretToken(this.entropy);
    const now = this.entropy.now();
    const outcome = await this.database.transaction(servicePrincipal('api', requestId), (room) =>
      rotate(room, given, next.hash, now),
    );
    if (outcome.state === 'reused')
      throw new DomainError('refresh_reused', 'This refresh token was used before; its sign-in has ended.');
    if (outcome.state === 'refused')
      throw new DomainError('credentials_refused', 'This refresh token is not valid. Sign in again.');
    const { user, signInId } = outcome;
    const claims = { userId: user.id, tokenVersion: user.tokenVersion, signInId };
    const accessToken = await signAccessToken(this.keys, claims, now, this.entropy.shownId());
    return { accessToken, refreshToken: next.token, expiresIn: ACCESS_TOKEN_LIFE };
  }
}

/** Returns what happened instead of throwing it, since a refusal has effects that must be committed. */
async function rotate(room: Room, given: Uint8Array, next: Uint8Array, now: number): Promise<Outcome> {
  const used = await room.refreshTokens.use(given, now);
  if (used === null) return explainRefusal(room, given, now);
  const user = await room.users.findById(used.userId);
  if (user === null || user.disabled) return { state: 'refused' };
  await room.refreshTokens.add({
    hash: next,
    familyId: used.familyId,
    userId: used.userId,
    issuedAt: now,
    expiresAt: used.expiresAt,
  });
  return { state: 'refreshed', user, signInId: used.familyId };
}

async function explainRefusal(room: Room, given: Uint8Array, now: number): Promise<Outcome> {
  const known = await room.refreshTokens.find(given);
  if (known === null || known.usedAt === null || known.revoked) return { state: 'refused' };
  if (now - known.usedAt <= GRACE) return { state: 'refused' };
  await room.refreshTokens.revokeFamily(known.familyId, now);
  await room.audit.note({
    action: 'refresh_reused',
    subjectKind: 'user',
    subjectId: known.userId,
    details: { signIn: known.familyId },
  });
  return { state: 'reused' };
}
