// What a sign-in is proved by: the database, the hashes of passwords, and the secrets of second factors.

import type { PasswordHashes } from '../../credentials/password-hashes.js';
import { hashSecretToken } from '../../credentials/secret-token.js';
import { stepOfCode } from '../../credentials/time-codes.js';
import type { ServicePrincipal } from '../../domain/access/actor.js';
import type { Entropy } from '../../domain/entropy.js';
import type { Database } from '../../persistence/database.js';
import type { CredentialsProof } from '../../persistence/sessions/prove-credentials.js';
import type { KeyRing } from '../../vault/key-ring.js';
import { withSecret } from '../../vault/sealed-secret.js';

export interface ProvedBy {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly passwords: PasswordHashes;
  readonly entropy: Entropy;
}

export function credentialsProof(
  { database, keys, passwords, entropy }: ProvedBy,
  { via, requestId }: Pick<ServicePrincipal, 'via' | 'requestId'>,
): CredentialsProof {
  return {
    database,
    via,
    requestId,
    fits: (hash, password) => passwords.fits(hash, password),
    stepOf: (userId, sealed, code, now) => withSecret(keys, userId, sealed, (secret) => stepOfCode(secret, code, now)),
    hashCode: hashSecretToken,
    now: () => entropy.now(),
  };
}
