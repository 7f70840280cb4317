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

/** Of no account: stands in where there is none, or none is to be changed, so that every refusal asks the same statements. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** What is kept of it. */
const NO_MISS = { failures: 0, lockedUntil: null };

/**
 * Throws DomainError `credentials_refused`, the same whether the user is unknown, the password wrong or the account
 * closed, and after the same statements: a name that is there is not told by one more, nor by how long guesses made at once wait for
 * each other. The hash is computed between two transactions, so that no connection waits for it; the second one looks again.
 */
export async function proveCredentials(proof: CredentialsProof, credentials: Credentials): Promise<User> {
  const principal = servicePrincipal(proof.via, proof.requestId);
  const username = credentials.username.toLowerCase();
  const found = await proof.database.transaction(principal, (room) => room.users.findCredentials(username));
  const fits = await proof.fits(found?.passwordHash ?? null, credentials.password);
  const { user, verdict } = await proof.database.transaction(principal, async (room) => {
    await room.users.holdUsername(username);
    return settle(room, found, fits, proof);
  });
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
  const user = await room.users.lockCredentials(found?.id ?? NOBODY);
  const stillFits = fits && user?.passwordHash === found?.passwordHash;
  const verdict = judgeSignIn(user, stillFits, proof.now());
  await count(room, user, verdict, proof.now());
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

async function count(room: Room, user: UserCredentials | null, verdict: SignInVerdict, now: number): Promise<void> {
  if (user !== null && verdict === 'accepted') {
    await room.users.clearFailures(user.id);
    return;
  }
  const missed = verdict === 'wrong_password' ? user : null;
  const { failures, lockedUntil } = missed === null ? NO_MISS : afterFailure(missed, now);
  await room.users.setFailures(missed?.id ?? NOBODY, failures, lockedUntil);
}
