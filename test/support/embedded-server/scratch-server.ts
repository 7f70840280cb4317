// Data directories and servers for the tests of the embedded server, with a sweep that leaves no process behind.
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import {
  acquireEmbeddedServer,
  type EmbeddedServer,
  type EmbeddedServerOptions,
  type MachineOptions,
} from '../../../src/persistence/embedded-server/embedded-server.js';
import { clusterOf } from '../../../src/persistence/embedded-server/server-home.js';

/** Durability is the disk's business here; a killed process loses nothing without it either. */
const quickSettings = { fsync: 'off', shared_buffers: '16MB' };

const folders: string[] = [];

/** A folder of its own, 0700, below the machine's temporary folder. */
export function scratchFolder(): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'embedded-server-'));
  folders.push(folder);
  return folder;
}

export async function acquire(
  dataDirectory: string,
  options: Partial<EmbeddedServerOptions> = {},
  machine: MachineOptions = {},
): Promise<EmbeddedServer> {
  return acquireEmbeddedServer({ dataDirectory, settings: quickSettings, ...options }, machine);
}

/** Seen through /proc, apart from the code under test: every process that names the cluster in its command line. */
export function processesNaming(dataDirectory: string): number[] {
  const { folder, name } = clusterOf(dataDirectory);
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .filter((entry) => {
      try {
        const line = readFileSync(`/proc/${entry}/cmdline`, 'utf8');
        return line.startsWith(`postgres: ${name}`) || line.includes(`postgres\0-D\0${folder}\0`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

export async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client(url);
  // A server that crashes under a question ends the question, which tells it; the client's own event would end the test besides.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Waits for a state that another process brings about; the runner's own limit ends a wait in vain. */
export async function until(state: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await state())) await pause(20);
}

/** Kills what a failed test left running and removes all folders. */
export async function sweep(): Promise<void> {
  for (const folder of folders.splice(0)) {
    const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const dataDirectory of [folder, ...inside.map(({ name }) => path.join(folder, name))]) {
      for (const pid of processesNaming(dataDirectory)) process.kill(pid, 'SIGKILL');
      await until(() => processesNaming(dataDirectory).length === 0);
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
