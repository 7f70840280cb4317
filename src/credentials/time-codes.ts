// The codes that an authenticator app makes of a secret every thirty seconds (RFC 6238), and how the app is told the secret.

import { Secret, TOTP } from 'otpauth';
import { CODE_DIGITS, CODE_PERIOD, CODE_WINDOW } from '../domain/access/second-factor.js';
import type { Entropy } from '../domain/entropy.js';

/** 160 bits, as RFC 4226 (4, R6) recommends for HMAC-SHA-1, which is what every authenticator app has. */
const SECRET_BYTES = 20;
const ISSUER = 'Whereabouts';

export interface ShownSecret {
  /** Base32, to be typed where no picture can be read. */
  readonly secret: string;
  /** `otpauth://totp/…`, for a QR code. */
  readonly address: string;
}

export function makeTimeSecret(entropy: Entropy): Buffer {
  return Buffer.from(entropy.randomBytes(SECRET_BYTES));
}

export function shownSecret(secret: Uint8Array, username: string): ShownSecret {
  const totp = totpOf(secret, username);
  return { secret: totp.secret.base32, address: totp.toString() };
}

/** The span of time, counted from 1970, whose code this is; null where it is none of those around `now`, in milliseconds. */
export function stepOfCode(secret: Uint8Array, code: string, now: number): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: CODE_WINDOW });
  return delta === null ? null : Math.floor(now / 1000 / CODE_PERIOD) + delta;
}

function totpOf(bytes: Uint8Array, label = ''): TOTP {
  const secret = new Secret({ buffer: Uint8Array.from(bytes).buffer });
  return new TOTP({ issuer: ISSUER, label, algorithm: 'SHA1', digits: CODE_DIGITS, period: CODE_PERIOD, secret });
}
