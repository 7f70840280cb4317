// Where the running server is asked: at a socket of its own beside the cluster, or over TCP where the machine has none or its path would be too long.
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from './error-code.js';
import type { SystemAccount } from './server-account.js';
import { host } from './server-settings.js';

const folderName = 'socket';
/** Bytes that every system's socket address takes: macOS 103, Linux 107. */
const longestPath = 103;

/** What PostgreSQL and its clients name the file of a port. */
function socketFile(folder: string, port: number): string {
  return path.join(folder, `.s.PGSQL.${port}`);
}

/**
 * Called under the start lock, with no server running. Makes the folder, open to the server's account alone; what a killed server left in it goes,
 * since PostgreSQL does not start beside a lock whose process number another program has by now. Null where there can be no socket.
 */
export function settleSocketFolder(home: string, owner: SystemAccount | null): string | null {
  const folder = path.join(home, folderName);
  if (process.platform === 'win32' || Buffer.byteLength(socketFile(folder, 65_535)) > longestPath) return null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // A link may lead to where others reach it, and a folder that was there may be open to them.
    if (!lstatSync(folder).isDirectory()) return null;
    chmodSync(folder, 0o700);
    for (const left of readdirSync(folder)) if (left.startsWith('.s.PGSQL.')) rmSync(path.join(folder, left));
    if (owner !== null) chownSync(folder, owner.uid, owner.gid);
    return folder;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return null;
  }
}

/** As `unix_socket_directories` takes it, which is a list. */
export function socketSetting(folder: string | null): string {
  return folder === null ? '' : `"${folder.replaceAll('"', '""')}"`;
}

/** The host of a connection URL. A socket costs both sides less than TCP, and nobody reaches it who may not pass through its folder. */
export function urlHost(socketFolder: string | null, port: number): string {
  return socketFolder !== null && existsSync(socketFile(socketFolder, port)) ? encodeURIComponent(socketFolder) : host;
}
