// Tells whether the embedded server of a data folder runs, without connecting to it.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A pid in server.json that now belongs to another program is no server; without /proc any living process counts. */
export function isLive(dataDirectory: string): boolean {
  const pid = postmasterOf(dataDirectory);
  if (pid === null || !runs(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('postgres');
}

function postmasterOf(dataDirectory: string): number | null {
  try {
    const content: unknown = JSON.parse(readFileSync(path.join(dataDirectory, 'server.json'), 'utf8'));
    const pid = typeof content === 'object' && content !== null && 'pid' in content ? content.pid : null;
    return typeof pid === 'number' && Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
