// Starts, watches and stops the postmaster, the one process that owns a running cluster.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from './error-code.js';
import { launchAs } from './server-account.js';
import type { ServerHome } from './server-home.js';
import type { ServerLog } from './server-log.js';
import { type ClusterIdentity, clusterProcesses, postmasterKinship, processBirth } from './server-processes.js';
import { host, postmasterArguments } from './server-settings.js';
import { socketSetting } from './server-socket.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Where it has its socket; null where it listens on TCP alone. */
  readonly socketFolder: string | null;
  /** As postmaster.pid tells it; between two states the file may be half written, which counts as not ready. */
  readonly ready: boolean;
}

const pollMs = 20;
/** A crash recovery replays at most some gigabytes of WAL; minutes, on a slow disk. */
const startLimitMs = 10 * 60_000;
const fastStopLimitMs = 60_000;
const immediateStopLimitMs = 20_000;
const leftoverLimitMs = 15_000;
const portTrials = 5;

function pidFile(cluster: ClusterIdentity): string {
  return path.join(cluster.folder, 'postmaster.pid');
}

/** The running postmaster of the cluster, or null; a file left by a crash or naming a foreign process is no server. */
export function runningPostmaster(cluster: ClusterIdentity): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(pidFile(cluster), 'utf8').split('\n');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const kinship = postmasterKinship(pid, cluster);
  if (kinship === 'unclear') {
    throw new Error(
      `Process ${pid} may be a PostgreSQL server of ${cluster.folder} that was started by hand; stop it.`,
    );
  }
  if (kinship !== 'ours') return null;
  // From line 4 on: port, first folder of sockets, address, shared memory, state.
  const [port, socketFolder = '', , , state] = lines.slice(3).map((line) => line.trim());
  return { pid, port: Number(port), socketFolder: socketFolder === '' ? null : socketFolder, ready: state === 'ready' };
}

/** 0 asks for any free port. Answers the port, or null when it is taken. */
async function freePort(wanted: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port: wanted, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}

export interface StartOptions {
  readonly home: ServerHome;
  readonly log: ServerLog;
  /** A port that must be had, or null. */
  readonly fixedPort: number | null;
  /** The port of the last start, used again when free; 0 for none. */
  readonly rememberedPort: number;
  readonly settings: Readonly<Record<string, string>>;
  /** Told before the postmaster is launched, so that a crash in between loses nothing. */
  readonly onPort: (port: number) => void;
}

async function choosePort(fixed: number | null, remembered: number): Promise<number> {
  const port = (await freePort(fixed ?? remembered)) ?? (fixed === null ? await freePort(0) : null);
  if (port !== null) return port;
  throw new Error(`Port ${fixed ?? 0} of ${host} is taken; the embedded PostgreSQL cannot listen there.`);
}

function refusesSocket(log: string, folder: string | null): boolean {
  return folder !== null && log.split('\n').some((line) => line.includes(folder) && !line.includes('listening on'));
}

/** Called under the start lock, with no server running. @throws Error with the end of the server's log. */
export async function startPostmaster(options: StartOptions): Promise<Postmaster> {
  await clearAfterCrash(options.home.cluster);
  let { socketFolder } = options.home;
  let { rememberedPort } = options;
  for (let trial = 1; ; trial += 1) {
    const port = await choosePort(options.fixedPort, rememberedPort);
    options.onPort(port);
    const before = options.log.size();
    const started = await launch(options, port, socketFolder);
    if (started !== null) return started;
    const tail = options.log.tail(before);
    if (refusesSocket(tail, socketFolder)) {
      // Some file systems have no sockets, as folders of the host's in a container on another system.
      socketFolder = null;
    } else if (tail.includes('could not bind') && options.fixedPort === null && trial < portTrials) {
      // Another program took the port between the look and the start.
      rememberedPort = 0;
    } else throw new Error(`The embedded PostgreSQL did not start:\n${tail}`);
  }
}

/**
 * A killed postmaster's children end by themselves within moments. A postmaster.pid whose number now belongs to
 * another process, as pids do after a container restart, would make PostgreSQL refuse to start.
 */
async function clearAfterCrash(cluster: ClusterIdentity): Promise<void> {
  if (!(await becomes(() => clusterProcesses(cluster).length === 0, leftoverLimitMs))) {
    throw new Error(
      `Processes of a crashed PostgreSQL server still hold ${cluster.folder}: ${clusterProcesses(cluster).join(', ')}`,
    );
  }
  if (process.platform === 'linux') rmSync(pidFile(cluster), { force: true });
}

async function becomes(state: () => boolean, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!state()) {
    if (performance.now() > end) return false;
    await pause(pollMs);
  }
  return true;
}

/** Null when the postmaster ended before it was ready. */
async function launch(
  { home, log, settings }: StartOptions,
  port: number,
  socketFolder: string | null,
): Promise<Postmaster | null> {
  const words = postmasterArguments(home.cluster, port, {
    unix_socket_directories: socketSetting(socketFolder),
    ...settings,
  });
  const {
    file,
    words: launchWords,
    options,
  } = launchAs(home.account, path.join(home.native, 'bin', 'postgres'), words);
  // Detached: a session of its own, which neither Ctrl-C nor the end of this process touches.
  const child = log.with((out) =>
    spawn(file, launchWords, { ...options, detached: true, stdio: ['ignore', out, out] }),
  );
  child.unref();
  const outcome: { failure?: Error; ready?: Postmaster } = {};
  child.once('error', (error) => (outcome.failure = error));
  const settled = (): boolean => {
    const found = runningPostmaster(home.cluster);
    if (found?.ready === true && found.pid === child.pid) outcome.ready = found;
    const ended = child.exitCode !== null || child.signalCode !== null;
    return ended || outcome.ready !== undefined || outcome.failure !== undefined;
  };
  if (!(await becomes(settled, startLimitMs))) {
    throw new Error('The embedded PostgreSQL was not ready within 10 minutes.');
  }
  if (outcome.failure !== undefined) throw outcome.failure;
  return outcome.ready ?? null;
}

/**
 * Fast shutdown: sessions are ended, a checkpoint is written. Resolves when this postmaster is gone, which is after all
 * its children; another process may have started the next one by then, so it is this pid alone that is waited for.
 */
export async function stopPostmaster(cluster: ClusterIdentity): Promise<void> {
  const running = runningPostmaster(cluster);
  if (running === null) return;
  const { pid } = running;
  const birth = processBirth(pid);
  const gone = (): boolean => postmasterKinship(pid, cluster) !== 'ours' || processBirth(pid) !== birth;
  process.kill(pid, 'SIGINT');
  if (await becomes(gone, fastStopLimitMs)) return;
  // Immediate shutdown loses nothing committed: the next start recovers from the WAL.
  process.kill(pid, 'SIGQUIT');
  if (!(await becomes(gone, immediateStopLimitMs))) {
    throw new Error(`The embedded PostgreSQL (process ${pid}) does not stop.`);
  }
}
