// Where the data of a run's server lie: in memory where the machine has room for them, on its disk elsewhere.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TEST_DATA } from './test-server.js';

/**
 * A run makes and drops some hundreds of databases of 823 files each, and ext4 looks through whatever was deleted within its last minutes
 * at every file that it makes: a database took 38 ms at the beginning of a run, and half a second after a dozen others. Containers
 * commonly have 64 MB here, which is no room.
 */
const MEMORY = '/dev/shm';
/** Bytes: the log before writing may grow to one gigabyte, and each of the databases that are there together takes 14 MB and more. */
const ROOM = 4 * 1024 ** 3;

function roomIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: unknown }).code !== 'ESRCH';
  }
}

/** What a run left in memory that was killed would stay until the machine is started anew. */
function removeLeftovers(memory: string): void {
  for (const name of readdirSync(memory)) {
    const pid = /^whereabouts-tests-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(path.join(memory, name), { recursive: true, force: true });
  }
}

/** Containers commonly forbid it here, and an account that cannot reach the server's programs runs a copy beside its data. */
function runsPrograms(folder: string): boolean {
  const file = path.join(folder, 'tried');
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o700 });
  const { status } = spawnSync(file);
  rmSync(file);
  return status === 0;
}

/** Null where the machine has none of this kind to give. */
function folderIn(memory: string, needed: number, runs: (folder: string) => boolean): string | null {
  if (roomIn(memory) < needed) return null;
  removeLeftovers(memory);
  const folder = mkdtempSync(path.join(memory, `whereabouts-tests-${process.pid}-`));
  if (runs(folder)) return folder;
  rmSync(folder, { recursive: true });
  return null;
}

/** A new folder, named after this process where it lies in memory. */
export function makeServerFolder(memory = MEMORY, needed = ROOM, runs = runsPrograms): string {
  const found = folderIn(memory, needed, runs);
  if (found !== null) return found;
  mkdirSync(TEST_DATA, { recursive: true });
  return mkdtempSync(path.join(TEST_DATA, 'server-'));
}
