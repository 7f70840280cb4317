// Reads and atomically writes DATA_DIR/server.json, which gives port and password to a second process.
import { randomUUID } from 'node:crypto';
import { chownSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from './error-code.js';

export interface ServerFile {
  /** Version of the binaries that last served the cluster, such as 18.4. */
  readonly version: string;
  /** 0 before the first start. */
  readonly port: number;
  readonly superuser: string;
  readonly password: string;
  /** The postmaster's, or null while the server is stopped. */
  readonly pid: number | null;
}

const fileName = 'server.json';

function isServerFile(value: unknown): value is ServerFile {
  if (typeof value !== 'object' || value === null) return false;
  const found = value as Partial<Record<keyof ServerFile, unknown>>;
  return (
    typeof found.version === 'string' &&
    Number.isInteger(found.port) &&
    typeof found.superuser === 'string' &&
    typeof found.password === 'string' &&
    (found.pid === null || Number.isInteger(found.pid))
  );
}

/** Null when the file is absent or not what this program writes; a file that may not be read is an error. */
export function readServerFile(dataDirectory: string): ServerFile | null {
  let text: string;
  try {
    text = readFileSync(path.join(dataDirectory, fileName), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isServerFile(value) ? value : null;
  } catch {
    return null;
  }
}

export function writeServerFile(dataDirectory: string, content: ServerFile): void {
  const target = path.join(dataDirectory, fileName);
  const draft = `${target}.${randomUUID()}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  giveToOwnerOf(dataDirectory, draft);
  renameSync(draft, target);
}

/** Root working once in an ordinary user's data directory must not lock that user out of it. */
export function giveToOwnerOf(folder: string, file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  chownSync(file, uid, gid);
}
