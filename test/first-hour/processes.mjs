// Starts processes in groups of their own, listens to them, and finds whatever they left behind.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Everything that was started and may still run, for the end of the script, however it comes. */
const groups = new Set();
/** Set by `endEverything`: a story that has not noticed yet must not start anything more. */
let ending = false;

/** Only the last part of what a process says is kept; a service under load logs a line per request. */
const KEPT_CHARACTERS = 400_000;

export async function until(state, limitMs, pollMs = 50) {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await state();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > end) return null;
    await pause(pollMs);
  }
}

export class Running {
  #child;
  #text = '';

  /** `ended` resolves with what a shell would have as exit code, once every stream is closed. */
  constructor({ command, words, cwd, env, account }) {
    if (ending) throw new Error('The script is ending.');
    // Detached: a process group of its own, as a terminal gives to each command line.
    this.#child = spawn(command, words, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
    });
    groups.add(this.pid);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.#text = (this.#text + text).slice(-KEPT_CHARACTERS);
      });
    }
    this.exitCode = null;
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(this.#end(127, String(error))));
      this.#child.once('close', (code, signal) => resolve(this.#end(code ?? 128 + signalNumber(signal), '')));
    });
  }

  #end(code, said) {
    // Its number may be given to another program from now on.
    groups.delete(this.pid);
    this.exitCode ??= code;
    this.#text += said;
    return this.exitCode;
  }

  get pid() {
    return this.#child.pid;
  }

  get text() {
    return this.#text;
  }

  get isRunning() {
    return this.exitCode === null;
  }

  /** The last lines, for the report of a failure. */
  tail(lines = 12) {
    return this.#text.trim().split('\n').slice(-lines).join('\n      ');
  }

  /** To the first process alone, as `kill PID` does. */
  signal(name) {
    this.#child.kill(name);
  }

  /** To the whole group, as a terminal does. */
  signalGroup(name) {
    signalGroup(this.pid, name);
  }

  /**
   * Ctrl-C. npm hands the terminal's signal on to the command, which has it already: it comes twice, some milliseconds
   * apart, whenever the system does not happen to merge the two. Here it always does.
   */
  async interrupt() {
    this.signalGroup('SIGINT');
    await pause(20);
    this.signalGroup('SIGINT');
  }

  /** Null when it still runs after the time. */
  async endWithin(limitMs) {
    return until(() => (this.isRunning ? null : { code: this.exitCode }), limitMs);
  }
}

function signalNumber(name) {
  return { SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 }[name] ?? 0;
}

function signalGroup(pid, name) {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function read(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

function link(file) {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

export const hasProcessTable = existsSync('/proc/self/cmdline');

/**
 * Processes that carry one of the folders in their arguments, their environment or as working directory: PostgreSQL's
 * children have the folder in the last one alone.
 */
export function processesHolding(folders) {
  if (!hasProcessTable) return [];
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .map((entry) => ({
      pid: Number(entry),
      command: read(`/proc/${entry}/cmdline`).replaceAll('\0', ' ').trim(),
      traces: [read(`/proc/${entry}/environ`), link(`/proc/${entry}/cwd`)],
    }))
    .filter(({ command, traces }) =>
      folders.some((folder) => [command, ...traces].some((text) => text.includes(folder))),
    )
    .map(({ pid, command }) => ({ pid, command }));
}

function signalAll(pids, name) {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

/** Ends what was started here and all that it left in its own folders. */
export async function endEverything(folders) {
  ending = true;
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
  const left = () => processesHolding(folders).map(({ pid }) => pid);
  // SIGQUIT is PostgreSQL's immediate shutdown: it frees its shared memory, which SIGKILL would not.
  signalAll(left(), 'SIGQUIT');
  if ((await until(() => left().length === 0, 5_000)) === null) signalAll(left(), 'SIGKILL');
}
