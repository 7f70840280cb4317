// Random secrets that are handed out once and kept as their hash: refresh tokens, sessions and one-time links.

import { createHash } from 'node:crypto';
import type { Entropy } from '../domain/entropy.js';

export interface SecretToken {
  /** 256 random bits in base64url: 43 symbols. */
  readonly token: string;
  readonly hash: Uint8Array;
}

/** A plain hash is enough for 256 random bits; stretching is for passwords. */
export function hashSecretToken(token: string): Uint8Array {
  return createHash('sha256').update(token, 'utf8').digest();
}

export function makeSecretToken(entropy: Entropy): SecretToken {
  const token = Buffer.from(entropy.randomBytes(32)).toString('base64url');
  return { token, hash: hashSecretToken(token) };
}
