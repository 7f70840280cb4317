// The file lock that lets one process at a time initialise and start the server of a data directory.
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, linkSync, statSync, writeFileSync } from 'node:fs';
import { errorCode } from './error-code.js';
import { processBirth, sameProcessRuns } from './server-processes.js';

export interface StartLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly birth: string;
}

/** A lock file without a readable holder is one being written, or left by a crash between creating and writing it. */
const unreadableLockAgeMs = 10_000;

const heldHere = new Set<string>();

function holderOf(content: string): Holder | null {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('birth' in value)) return null;
    return typeof value.pid === 'number' && typeof value.birth === 'string'
      ? { pid: value.pid, birth: value.birth }
      : null;
  } catch {
    return null;
  }
}

/** In a container the first process often has the same pid again, hence the birth and, for this process, memory. */
function isHeld(file: string, content: string): boolean {
  const holder = holderOf(content);
  if (holder === null) return Date.now() - statSync(file).mtimeMs < unreadableLockAgeMs;
  return holder.pid === process.pid && holder.birth === processBirth(process.pid)
    ? heldHere.has(file)
    : sameProcessRuns(holder.pid, holder.birth);
}

/**
 * Removes a lock whose holder is dead. Of several breakers one rename wins. A breaker that was overtaken moves a
 * living lock aside, sees so by its content and puts it back; should a third process slip in just then, PostgreSQL's
 * own postmaster.pid still admits one server only.
 */
function breakLock(file: string, staleContent: string): void {
  const aside = `${file}.${randomUUID()}`;
  renameSync(file, aside);
  try {
    if (readFileSync(aside, 'utf8') !== staleContent) linkSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Takes the lock, or answers null while another living process, or another call in this one, holds it. */
export function tryStartLock(file: string): StartLock | null {
  const content = JSON.stringify({ pid: process.pid, birth: processBirth(process.pid), token: randomUUID() });
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    breakIfStale(file);
    return null;
  }
  heldHere.add(file);
  return {
    release() {
      heldHere.delete(file);
      rmSync(file, { force: true });
    },
  };
}

function breakIfStale(file: string): void {
  try {
    const found = readFileSync(file, 'utf8');
    if (!isHeld(file, found)) breakLock(file, found);
  } catch (error) {
    // Its holder, or another breaker, was faster.
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'EEXIST') throw error;
  }
}
