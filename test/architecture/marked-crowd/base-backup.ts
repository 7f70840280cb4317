// A base backup as an operator of the embedded server takes it: between pg_backup_start and pg_backup_stop, the whole folder and then the WAL.

import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from 'pg';
import { errorCode } from '../../../src/persistence/embedded-server/error-code.js';

/** Belong to the running server and not to its backup. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts']);

export interface Backup {
  readonly folder: string;
  readonly files: readonly string[];
}

/** Files that the server removes while they are copied are no part of the backup. */
function copyLive(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    try {
      if (entry.isDirectory()) copyLive(source, target);
      else cpSync(source, target, { verbatimSymlinks: true });
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }
}

/** `to` is made anew. */
export async function takeBaseBackup(superuser: Client, cluster: string, to: string): Promise<Backup> {
  rmSync(to, { recursive: true, force: true });
  await superuser.query(`SELECT pg_backup_start('marked crowd', fast => true)`);
  copyLive(cluster, to);
  const { rows } = await superuser.query<{ label: string; map: string }>(
    'SELECT labelfile AS label, spcmapfile AS map FROM pg_backup_stop(wait_for_archive => false)',
  );
  writeFileSync(path.join(to, 'backup_label'), rows[0]?.label ?? '');
  if ((rows[0]?.map ?? '') !== '') writeFileSync(path.join(to, 'tablespace_map'), rows[0]!.map);
  copyLive(path.join(cluster, 'pg_wal'), path.join(to, 'pg_wal'));
  return { folder: to, files: filesBelow(to) };
}

/** A running server makes and removes files and folders at any moment: one that is gone by the time it is read holds nothing. */
function whileThere<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return null;
  }
}

export function filesBelow(folder: string): string[] {
  const below = (inside: string): string[] => {
    const entries = whileThere(() => readdirSync(path.join(folder, inside), { withFileTypes: true })) ?? [];
    return entries.flatMap((entry) => {
      const name = path.join(inside, entry.name);
      return entry.isDirectory() ? below(name) : [name];
    });
  };
  return below('').sort();
}

/** Raw bytes of each file of a folder; a socket has none. */
export function* bytesBelow(folder: string): Generator<readonly [name: string, bytes: Buffer]> {
  for (const name of filesBelow(folder)) {
    const file = path.join(folder, name);
    const bytes = whileThere(() => (lstatSync(file).isSocket() ? null : readFileSync(file)));
    if (bytes !== null) yield [name, bytes];
  }
}
