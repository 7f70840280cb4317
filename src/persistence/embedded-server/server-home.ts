// Settles, before a start, where the cluster lies, who runs it and which copy of the programs that account can use.
import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { errorCode } from './error-code.js';
import { completeInPlace, copyBinaries, type NativeFolder } from './platform-binaries.js';
import type { ClusterIdentity } from './server-processes.js';
import {
  accountWorks,
  canTraverse,
  fileOwner,
  namespaceAccount,
  root,
  runsAsRoot,
  serverVersion,
  type ServerAccount,
  type SystemAccount,
  unprivilegedAccount,
} from './server-account.js';
import { settleSocketFolder } from './server-socket.js';

export interface ServerHome {
  /** Parent of the cluster; DATA_DIR itself unless the account cannot reach that. */
  readonly folder: string;
  readonly cluster: ClusterIdentity;
  /** Null where the server is asked over TCP alone. */
  readonly socketFolder: string | null;
  readonly account: ServerAccount;
  readonly native: NativeFolder;
  readonly version: string;
}

export interface HomeOptions {
  readonly dataDirectory: string;
  readonly packaged: NativeFolder;
  /** False where user namespaces must not be tried. */
  readonly namespaceAllowed: boolean;
  /** Where a cluster goes whose DATA_DIR an unprivileged account cannot reach. */
  readonly outsideFolder: string;
  readonly onMessage: (line: string) => void;
}

export const clusterFolderName = 'postgres';

/** The cluster as it is found now; its folder, also one that a link leads to, need not exist yet. */
export function clusterOf(dataDirectory: string): ClusterIdentity {
  const inside = path.join(dataDirectory, clusterFolderName);
  return identityOf(isLink(inside) ? readlinkSync(inside) : inside);
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function identityOf(folder: string): ClusterIdentity {
  return { folder, name: `whereabouts-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}` };
}

/** Called under the start lock, with no server running. */
export function settleHome(options: HomeOptions): ServerHome {
  const home = runsAsRoot() ? settleAsRoot(options) : settle(options, options.dataDirectory, { kind: 'own' });
  if (home !== null) return home;
  throw new Error(
    'The embedded PostgreSQL cannot be run: its programs do not start under any account tried. ' +
      'Set DATABASE_URL and DATABASE_OWNER_URL to use a PostgreSQL 18 server of your own.',
  );
}

/** The account an existing cluster belongs to comes first, so that nothing changes hands from start to start. */
function settleAsRoot(options: HomeOptions): ServerHome | null {
  const { dataDirectory } = options;
  return settleWithOwner(options) ?? settleInNamespace(options) ?? settleStepDown(options, dataDirectory);
}

function settleWithOwner(options: HomeOptions): ServerHome | null {
  const { folder } = clusterOf(options.dataDirectory);
  if (!existsSync(folder)) return null;
  const { uid, gid } = statSync(folder);
  if (uid === 0 || !canTraverse(folder, { uid, gid })) return null;
  return settle(options, path.dirname(folder), { kind: 'other', uid, gid });
}

function settleInNamespace(options: HomeOptions): ServerHome | null {
  if (!options.namespaceAllowed) return null;
  const home = path.dirname(clusterOf(options.dataDirectory).folder);
  const account = namespaceAccount();
  return canTraverse(home, root) && accountWorks(account) ? settle(options, home, account) : null;
}

function settleStepDown(options: HomeOptions, dataDirectory: string): ServerHome | null {
  const account = unprivilegedAccount();
  const found = path.dirname(clusterOf(dataDirectory).folder);
  const home = letThrough(found, account) ? found : moveOutside(options, account);
  return settle(options, home, { kind: 'other', ...account });
}

/** Opens the last folder, and it alone, for passing through by the account's group: names in it stay unlisted. */
function letThrough(folder: string, account: SystemAccount): boolean {
  if (canTraverse(folder, account)) return true;
  if (!canTraverse(path.dirname(folder), account)) return false;
  chownSync(folder, statSync(folder).uid, account.gid);
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o010);
  return canTraverse(folder, account);
}

/** The cluster moves to a folder named after this DATA_DIR, which keeps a link to it. */
function moveOutside({ dataDirectory, outsideFolder, onMessage }: HomeOptions, account: SystemAccount): string {
  const outside = path.join(outsideFolder, createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16));
  mkdirSync(outsideFolder, { recursive: true, mode: 0o711 });
  mkdirSync(outside, { recursive: true, mode: 0o700 });
  const home = realpathSync(outside);
  if (!letThrough(home, account)) {
    throw new Error(
      `PostgreSQL refuses to run as root, and user ${account.uid} can reach neither ${dataDirectory} nor ${home}. ` +
        'Run the service as an ordinary user, or set DATA_DIR to a folder below folders open to all.',
    );
  }
  onMessage(`The database lies in ${home}, since user ${account.uid} cannot reach ${dataDirectory}.`);
  const link = path.join(dataDirectory, clusterFolderName);
  const target = path.join(home, clusterFolderName);
  if (existsSync(link) && !isLink(link)) moveFolder(link, target);
  rmSync(link, { force: true });
  symlinkSync(target, link);
  return home;
}

function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    const draft = `${to}.new-${randomUUID()}`;
    cpSync(from, draft, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    renameSync(draft, to);
    rmSync(from, { recursive: true });
  }
}

/** Null when the account cannot run the programs, neither those in node_modules nor a copy in its home. */
function settle({ packaged }: HomeOptions, folder: string, account: ServerAccount): ServerHome | null {
  const inPlace = completeInPlace(packaged) ? serverVersion(account, packaged) : null;
  const native = inPlace === null ? copyBinaries(packaged, folder) : packaged;
  const version = inPlace ?? serverVersion(account, native);
  if (version === null) return null;
  const cluster = identityOf(path.join(folder, clusterFolderName));
  const owner = fileOwner(account);
  if (owner !== null && existsSync(cluster.folder)) giveTree(cluster.folder, owner);
  return { folder, cluster, socketFolder: settleSocketFolder(folder, owner), account, native, version };
}

/** A no-op when the folder itself belongs to the owner already: the tree is handed over children first. */
function giveTree(folder: string, { uid, gid }: SystemAccount): void {
  if (statSync(folder).uid === uid) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    lchownSync(path.join(entry.parentPath, entry.name), uid, gid);
  }
  chownSync(folder, uid, gid);
}
