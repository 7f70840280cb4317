// Somebody's authenticator app: makes the code of a secret at a moment.

import { Secret, TOTP } from 'otpauth';

/** `now` in milliseconds. */
export function codeAt(secret: string, now: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
}
