// Seals what an account is checked by, under a key of the service and for this account alone: whoever holds the database has nothing to make codes of.

import type { KeyRing } from './key-ring.js';
import { open, seal, type SealedPlace } from './sealed-box.js';

const LABEL = 'second factors';

/** Its key has no versions: it follows from the master secret, as passwords of roles do. */
function placeOf(userId: string): SealedPlace {
  return { personId: userId, field: 'second factor', version: 1 };
}

/** The caller fills the secret with zeros. */
export function sealSecret(keys: KeyRing, userId: string, secret: Buffer): Buffer {
  return seal(keys.deriveSecret(LABEL), placeOf(userId), secret);
}

/** Opens what was sealed for an account, hands it to `use` and fills it with zeros. What it answers throws SealBroken. */
export function secretsUnder(keys: KeyRing) {
  return <T>(userId: string, sealed: Uint8Array, use: (secret: Buffer) => T): T => {
    const secret = open(keys.deriveSecret(LABEL), placeOf(userId), Buffer.from(sealed));
    try {
      return use(secret);
    } finally {
      secret.fill(0);
    }
  };
}
