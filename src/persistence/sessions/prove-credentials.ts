// Proves username, password and second factor against an account, counting misses; every way to sign in goes through here.

import { servicePrincipal, type ServicePrincipal } from '../../domain/access/actor.js';
import type { CredentialsChecks } from '../../domain/access/credentials-checks.js';
import { isTimeCode, plainCode } from '../../domain/access/second-factor.js';
import {
  afterFailure,
  isMiss,
  judgeSignIn,
  type CodeCheck,
  type SignInVerdict,
} from '../../domain/access/sign-in-lock.js';
import type { User, UserCredentials } from '../../domain/access/user.js';
import { DomainError, invalidField } from '../../domain/domain-error.js';
import type { Entropy } from '../../domain/entropy.js';
import type { Database } from '../database.js';
import type { Room } from '../room.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Of the second factor, or one that stands in for it once; absent where none was typed. */
  readonly code?: string;
}

export interface CredentialsProof {
  readonly database: Database;
  readonly via: ServicePrincipal['via'];
  readonly requestId: string;
  readonly checks: CredentialsChecks;
  readonly entropy: Entropy;
}

/** Of no account: stands in where there is none, or none is to be changed, so that every refusal asks the same statements. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** What is kept of it. */
const NO_MISS = { failures: 0, lockedUntil: null };

/**
 * Throws DomainError `credentials_refused`, the same whether the user is unknown, the password or the code of a second factor wrong, or the
 * account closed, and after the same statements: neither a name that is there nor a password that fits is told by one more, nor by how long
 * guesses made at once wait for each other. Whoever has the password and types a code of the device is told `second_factor_broken` where what it
 * is checked by was altered: only who writes to the database brings that about, and has the hash to guess at. The hash is computed between two transactions, so that no connection waits for it; the second one looks again.
 */
export async function proveCredentials(proof: CredentialsProof, credentials: Credentials): Promise<User> {
  const principal = servicePrincipal(proof.via, proof.requestId);
  const username = credentials.username.toLowerCase();
  const found = await proof.database.transaction(principal, (room) => room.users.findCredentials(username));
  const fits = await proof.checks.fits(found?.passwordHash ?? null, credentials.password);
  const { user, verdict } = await proof.database.transaction(principal, async (room) => {
    await room.users.holdUsername(username);
    return settle(room, found, { password: fits, code: plainCode(credentials.code ?? '') }, proof);
  });
  if (verdict === 'second_factor_broken') {
    throw new DomainError(
      'second_factor_broken',
      'Your second factor cannot be checked: what is kept of it was altered. Give a recovery code, or have an administrator remove it.',
    );
  }
  if (user === null || verdict !== 'accepted') {
    throw new DomainError(
      'credentials_refused',
      'Username, password and code do not fit, a code is missing, or the account is closed.',
    );
  }
  return user;
}

/** The same of whoever is signed in already, whom a miss tells what to mend. Throws `invalid_field` and `second_factor_broken`. */
export async function proveAgain(proof: CredentialsProof, credentials: Credentials): Promise<void> {
  try {
    await proveCredentials(proof, credentials);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'credentials_refused') throw error;
    throw invalidField('/password', 'your password, and where a code is asked for one that was not used before');
  }
}

async function settle(
  room: Room,
  found: UserCredentials | null,
  given: { readonly password: boolean; readonly code: string },
  proof: CredentialsProof,
): Promise<{ user: UserCredentials | null; verdict: SignInVerdict }> {
  const user = await room.users.lockCredentials(found?.id ?? NOBODY);
  const password = given.password && user?.passwordHash === found?.passwordHash;
  // A code is used up by whoever has all else right, and by nobody else.
  const withCode = judgeSignIn(user, { password, code: 'fits' }, proof.entropy.now()) === 'accepted' ? user : null;
  const code = await checkCode(room, withCode, given.code, proof);
  const verdict = judgeSignIn(user, { password, code }, proof.entropy.now());
  await count(room, user, verdict, proof.entropy.now());
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

/** Each code counts once. What is asked is the same where there is nobody, no second factor, a broken one, or no code. */
async function checkCode(
  room: Room,
  user: UserCredentials | null,
  code: string,
  { checks, entropy }: CredentialsProof,
): Promise<CodeCheck> {
  const now = entropy.now();
  const id = user === null || user.secondFactorSince === null ? NOBODY : user.id;
  const factor = await room.secondFactors.find(id);
  const step =
    factor === null || !isTimeCode(code) ? null : stepOrBroken(() => checks.stepOf(id, factor.sealed, code, now));
  const byTime = await useStep(room, id, step);
  const byRecovery = await room.secondFactors.useRecoveryCode(byTime ? NOBODY : id, checks.hashCode(code), now);
  if (byRecovery) await room.audit.note({ action: 'recovery_code_used', subjectKind: 'user', subjectId: id });
  if (byTime || byRecovery) return 'fits';
  return step === 'broken' ? 'broken' : 'wrong';
}

type CheckedStep = number | null | 'broken';

function stepOrBroken(stepOf: () => number | null): CheckedStep {
  try {
    return stepOf();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'seal_broken') return 'broken';
    throw error;
  }
}

async function useStep(room: Room, id: string, step: CheckedStep): Promise<boolean> {
  return typeof step === 'number' ? room.secondFactors.use(id, step) : room.secondFactors.use(NOBODY, 0);
}

async function count(room: Room, user: UserCredentials | null, verdict: SignInVerdict, now: number): Promise<void> {
  if (user !== null && verdict === 'accepted') {
    await room.users.clearFailures(user.id);
    return;
  }
  const missed = isMiss(verdict) ? user : null;
  const { failures, lockedUntil } = missed === null ? NO_MISS : afterFailure(missed, now);
  await room.users.setFailures(missed?.id ?? NOBODY, failures, lockedUntil);
}
