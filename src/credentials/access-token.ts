// Access tokens: ES256, ten minutes, bound to one sign-in and to the rights the user had when it was made.

import type { KeyObject } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { DomainError } from '../domain/domain-error.js';

/** Seconds. */
export const ACCESS_TOKEN_LIFE = 600;
/** Seconds that two clocks may differ. */
const LEEWAY = 30;
const ISSUER = 'whereabouts';
const AUDIENCE = 'whereabouts-api';
const ALGORITHM = 'ES256';

/** The part of the key ring that tokens need. */
export interface TokenKeys {
  readonly tokenSigningKey: { readonly kid: string; readonly privateKey: KeyObject };
  /** Null for a kid that was retired or never existed. */
  tokenVerificationKey(kid: string): KeyObject | null;
}

export interface AccessClaims {
  readonly userId: string;
  readonly tokenVersion: number;
  /** The sign-in, and family of refresh tokens, that the token comes from. */
  readonly signInId: string;
}

/** What a verified signature stands for, with what may end it. */
export interface VerifiedToken {
  readonly claims: AccessClaims;
  readonly kid: string;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const jwt = new JwtService({});

/** `now` in milliseconds since the epoch; `tokenId` a fresh UUID. */
export async function signAccessToken(
  keys: TokenKeys,
  claims: AccessClaims,
  now: number,
  tokenId: string,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  const { kid, privateKey } = keys.tokenSigningKey;
  const payload = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: claims.userId,
    jti: tokenId,
    iat: issuedAt,
    exp: issuedAt + ACCESS_TOKEN_LIFE,
    tv: claims.tokenVersion,
    sid: claims.signInId,
  };
  return jwt.signAsync(payload, { privateKey, algorithm: ALGORITHM, keyid: kid });
}

function refused(): DomainError {
  return new DomainError('unauthenticated', 'The access token is not valid here. Sign in again.');
}

function isUuid(claim: unknown): claim is string {
  return typeof claim === 'string' && UUID.test(claim);
}

function kidOf(token: string): string {
  const decoded: unknown = jwt.decode(token, { complete: true });
  if (typeof decoded !== 'object' || decoded === null || !('header' in decoded)) throw refused();
  const header = decoded.header;
  if (typeof header !== 'object' || header === null || !('kid' in header) || typeof header.kid !== 'string')
    throw refused();
  return header.kid;
}

/** Only ES256 is accepted, whatever the token's own header names; a token without an end is refused. */
export async function verifyAccessToken(keys: TokenKeys, token: string, now: number): Promise<VerifiedToken> {
  const kid = kidOf(token);
  const key = keys.tokenVerificationKey(kid);
  if (key === null) throw refused();
  const payload = await verified(token, key, now);
  const { sub, tv, sid, exp } = payload;
  if (!isUuid(sub) || !isUuid(sid) || typeof tv !== 'number' || typeof exp !== 'number') throw refused();
  return { claims: { userId: sub, tokenVersion: tv, signInId: sid }, kid, expiresAt: exp };
}

/** Whether a token that was verified once would be so again. */
export function isCurrent({ kid, expiresAt }: VerifiedToken, keys: TokenKeys, now: number): boolean {
  return keys.tokenVerificationKey(kid) !== null && Math.floor(now / 1000) < expiresAt + LEEWAY;
}

async function verified(token: string, key: KeyObject, now: number): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await jwt.verifyAsync<Record<string, unknown>>(token, {
      publicKey: key.export({ type: 'spki', format: 'pem' }),
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTimestamp: Math.floor(now / 1000),
      clockTolerance: LEEWAY,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'TokenExpiredError')
      throw new DomainError('token_expired', 'The access token has expired. Refresh it.');
    throw refused();
  }
}
