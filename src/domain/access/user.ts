// A user account as sign-in and administration see it.

import type { Role } from './actor.js';
import type { Organisation } from '../organisations/organisation.js';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly organisation: Organisation;
  readonly roles: readonly Role[];
  /** Raised when rights or the password change; older tokens and sessions end. */
  readonly tokenVersion: number;
  readonly disabled: boolean;
  /** Milliseconds since the epoch: since when a password alone does not sign in; null where it does. */
  readonly secondFactorSince: number | null;
}

/** What an account is asked for again where it is changed, as `If-Match` names it. */
export function tagOfUser({ tokenVersion }: Pick<User, 'tokenVersion'>): string {
  return `v${tokenVersion}`;
}

/** A user together with what sign-in must check; never leaves the use cases that sign in. */
export interface UserCredentials extends User {
  /** argon2id, or null until the user has chosen a password. */
  readonly passwordHash: string | null;
  readonly failedSignIns: number;
  readonly lockedUntil: number | null;
}

/** An account as somebody names it who has another one, or none. */
export type AccountName = { readonly id: string } | { readonly username: string };
