// Checks passwords by their hashes, and codes by secrets that somebody else opens.

import type { CredentialsChecks } from '../domain/access/credentials-checks.js';
import type { PasswordHashes } from './password-hashes.js';
import { hashSecretToken } from './secret-token.js';
import { stepOfCode } from './time-codes.js';

/** Hands the secret that is sealed for this account to `use`, and forgets it. */
export type OpenSecret = <T>(userId: string, sealed: Uint8Array, use: (secret: Buffer) => T) => T;

export function credentialsChecks(passwords: PasswordHashes, openSecret: OpenSecret): CredentialsChecks {
  return {
    fits: (hash, password) => passwords.fits(hash, password),
    stepOf: (userId, sealed, code, now) => openSecret(userId, sealed, (secret) => stepOfCode(secret, code, now)),
    hashCode: hashSecretToken,
  };
}
