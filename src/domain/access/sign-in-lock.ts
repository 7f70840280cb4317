// When a sign-in is accepted: the account must be in use, open, the password right and so the second factor; ten misses close it for a while.

import type { UserCredentials } from './user.js';

/** Misses in a row before the account closes. */
export const MOST_FAILURES = 10;
/** Milliseconds that it stays closed: 15 minutes, some 960 guesses a day. */
export const LOCK_TIME = 15 * 60 * 1000;

export type SignInVerdict =
  | 'accepted'
  | 'unknown_user'
  | 'locked'
  | 'disabled'
  | 'no_password'
  | 'wrong_password'
  | 'wrong_code'
  | 'second_factor_broken';

/** What a code came to; `broken` where what the account is checked by was altered, so that no code of the device can be told from another. */
export type CodeCheck = 'fits' | 'wrong' | 'broken';

/** `user` is the account as it is now, or null where the username is not known; the code is asked for where it has a second factor. */
export function judgeSignIn(
  user: UserCredentials | null,
  fits: { readonly password: boolean; readonly code: CodeCheck },
  now: number,
): SignInVerdict {
  if (user === null) return 'unknown_user';
  if (user.lockedUntil !== null && user.lockedUntil > now) return 'locked';
  if (user.passwordHash === null) return 'no_password';
  if (!fits.password) return 'wrong_password';
  if (user.secondFactorSince !== null && fits.code !== 'fits') {
    return fits.code === 'broken' ? 'second_factor_broken' : 'wrong_code';
  }
  return user.disabled ? 'disabled' : 'accepted';
}

/** What the account's count takes for a guess. While it is locked nothing is, so that guessing does not prolong the lock. */
export function isMiss(verdict: SignInVerdict): boolean {
  return verdict === 'wrong_password' || verdict === 'wrong_code' || verdict === 'second_factor_broken';
}

/** What the account's count becomes after one more miss; a lock that has run out starts the count anew. */
export function afterFailure(
  user: Pick<UserCredentials, 'failedSignIns' | 'lockedUntil'>,
  now: number,
): { readonly failures: number; readonly lockedUntil: number | null } {
  const before = user.lockedUntil !== null && user.lockedUntil <= now ? 0 : user.failedSignIns;
  const failures = before + 1;
  return { failures, lockedUntil: failures >= MOST_FAILURES ? now + LOCK_TIME : null };
}
