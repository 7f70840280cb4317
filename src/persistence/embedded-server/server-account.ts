// Chooses the account that PostgreSQL runs under, since it refuses to run as root, and launches its programs so.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { NativeFolder } from './platform-binaries.js';
import { serverEnvironment } from './server-settings.js';

export interface SystemAccount {
  readonly uid: number;
  readonly gid: number;
}

/** own: as this process; namespace: root seen as an ordinary user; other: root stepping down to another account. */
export type ServerAccount =
  | { readonly kind: 'own' }
  | { readonly kind: 'namespace'; readonly mappedId: number }
  | ({ readonly kind: 'other' } & SystemAccount);

export const root: SystemAccount = { uid: 0, gid: 0 };

const probeTimeoutMs = 20_000;

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

function listedAccounts(): { name: string; uid: number; gid: number }[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
      .filter(({ uid }) => Number.isInteger(uid) && uid > 0);
  } catch {
    return [];
  }
}

/** initdb asks for the name of its user, so the id must be a listed one. */
export function namespaceAccount(): ServerAccount {
  const listed = listedAccounts().map(({ uid }) => uid);
  // 65534 last: it is also how files of accounts outside the namespace appear inside.
  const mappedId = listed.includes(1000) ? 1000 : (listed.find((uid) => uid !== 65534) ?? 65534);
  return { kind: 'namespace', mappedId };
}

/** An account of PostgreSQL's own when the machine has one, since other programs may run as nobody. */
export function unprivilegedAccount(): SystemAccount {
  const listed = listedAccounts();
  const found = listed.find(({ name }) => name === 'postgres') ?? listed.find(({ name }) => name === 'nobody');
  return found === undefined ? { uid: 65534, gid: 65534 } : { uid: found.uid, gid: found.gid };
}

/** Whose files a server under this account must find: its own ones, which in the namespace are root's. */
export function fileOwner(account: ServerAccount): SystemAccount | null {
  if (account.kind === 'own') return null;
  return account.kind === 'namespace' ? root : { uid: account.uid, gid: account.gid };
}

/**
 * Whether the account may pass through `folder` and all folders above it by owner, group and others' bits alone, the
 * way an account without root's capabilities is judged. Access lists are not read.
 */
export function canTraverse(folder: string, { uid, gid }: SystemAccount): boolean {
  const found = statSync(folder);
  const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
  if ((found.mode & bit) === 0) return false;
  const parent = path.dirname(folder);
  return parent === folder || canTraverse(parent, { uid, gid });
}

export interface Launch {
  readonly file: string;
  readonly words: readonly string[];
  readonly options: {
    readonly env: NodeJS.ProcessEnv;
    readonly cwd: string;
    readonly uid?: number;
    readonly gid?: number;
  };
}

/** Unshare replaces itself by the program, hence the pid of the child is the program's own. */
export function launchAs(account: ServerAccount, program: string, words: readonly string[]): Launch {
  // The working directory of the caller may be closed to the account.
  const options = { env: serverEnvironment, cwd: '/' };
  switch (account.kind) {
    case 'own':
      return { file: program, words, options };
    case 'namespace': {
      const id = String(account.mappedId);
      return {
        file: 'unshare',
        words: ['--user', `--map-user=${id}`, `--map-group=${id}`, program, ...words],
        options,
      };
    }
    case 'other':
      return { file: program, words, options: { ...options, uid: account.uid, gid: account.gid } };
  }
}

function probe(account: ServerAccount, program: string, argument: string): string | null {
  const { file, words, options } = launchAs(account, program, [argument]);
  const result = spawnSync(file, words, { ...options, encoding: 'utf8', timeout: probeTimeoutMs });
  return result.status === 0 ? result.stdout : null;
}

/** False, for one, where a container's profile refuses user namespaces. */
export function accountWorks(account: ServerAccount): boolean {
  return probe(account, 'true', '') !== null;
}

/** "postgres (PostgreSQL) 18.4" -> "18.4"; null when the account cannot run the program at all. */
export function serverVersion(account: ServerAccount, native: NativeFolder): string | null {
  const answer = probe(account, path.join(native, 'bin', 'postgres'), '--version');
  return answer === null ? null : (/ (\d+\S*)\s*$/.exec(answer)?.[1] ?? null);
}

export function describeAccount(account: ServerAccount): string {
  switch (account.kind) {
    case 'own':
      return 'as the current user';
    case 'namespace':
      return `as root in a user namespace (seen inside as user ${account.mappedId})`;
    case 'other':
      return `as user ${account.uid}, since PostgreSQL refuses to run as root`;
  }
}
