// Proves username and password against an account, counting misses; every way to sign in goes through here.

import { servicePrincipal, type ServicePrincipal } from '../../domain/access/actor.js';
import { afterFailure, judgeSignIn, type SignInVerdict } from '../../domain/access/sign-in-lock.js';
import type { User, UserCredentials } from '../../domain/access/user.js';
import { DomainError } from '../../domain/domain-error.js';
import type { Database } from '../database.js';
import type { Room } from '../room.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface CredentialsProof {
  readonly database: Database;
  readonly via: ServicePrincipal['via'];
  readonly requestId: string;
  /** Must take as long without a hash as with one. */
  readonly fits: (passwordHash: string | null, password: string) => Promise<boolean>;
  readonly now: () => number;
}

/**
 * Throws DomainError `credentials_refused`, the same whether the user is unknown, the password wrong or the account
 * closed. The hash is computed between two transactions, so that no connection waits for it; the second one looks again.
 */
export async function proveCredentials(proof: CredentialsProof, credentials: Credentials): Promise<User> {
  const principal = servicePrincipal(proof.via, proof.requestId);
  const found = await proof.database.transaction(principal, (room) =>
    room.users.findCredentials(credentials.username.toLowerCase()),
  );
  const fits = await proof.fits(found?.passwordHash ?? null, credentials.password);
  const { user, verdict } = await proof.database.transaction(principal, (room) => settle(room, found, fits, proof));
  if (user === null || verdict !== 'accepted')
    throw new DomainError('credentials_refused', 'Username and password do not fit, or the account is closed.');
  return user;
}

async function settle(
  room: Room,
  found: UserCredentials | null,
  fits: boolean,
  proof: CredentialsProof,
): Promise<{ user: UserCredentials | null; verdict: SignInVerdict }> {
  const user = found === null ? null : await room.users.lockCredentials(found.id);
  const stillFits = fits && user?.passwordHash === found?.passwordHash;
  const verdict = judgeSignIn(user, stillFits, proof.now());
  if (user !== null) await count(room, user, verdict, proof.now());
  if (verdict !== 'accepted') {
    // The name that was typed is not kept: it may be a password in the wrong field.
    await room.audit.note({
      action: 'sign_in_refused',
      subjectKind: 'user',
      subjectId: user?.id ?? null,
      details: { reason: verdict },
    });
  }
  return { user, verdict };
}

async function count(room: Room, user: UserCredentials, verdict: SignInVerdict, now: number): Promise<void> {
  if (verdict === 'wrong_password') {
    const { failures, lockedUntil } = afterFailure(user, now);
    await room.users.setFailures(user.id, failures, lockedUntil);
  } else if (verdict === 'accepted') {
    await room.users.clearFailures(user.id);
  }
}
