// Tells which processes belong to one PostgreSQL cluster, so that a reused pid is never taken for the server or signalled.
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from './error-code.js';

/** The postmaster carries the folder in its arguments, its children carry the name in their process title. */
export interface ClusterIdentity {
  /** Absolute real path of the cluster folder. */
  readonly folder: string;
  /** PostgreSQL's `cluster_name`. */
  readonly name: string;
}

/** `unclear`: a PostgreSQL whose arguments do not say which folder it serves; neither adopted nor overruled. */
export type Kinship = 'ours' | 'foreign' | 'gone' | 'unclear';

const hasProcessTable = process.platform === 'linux';

function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function kinshipOfCommand(words: readonly string[], cluster: ClusterIdentity): Kinship {
  const program = words[0] ?? '';
  // A zombie has no command line: it is dead, although a signal 0 still reaches it. That is how a dead server looks
  // in a container whose first process reaps no orphans.
  if (program === '') return 'gone';
  if (!['postgres', 'unshare'].includes(path.basename(program))) return 'foreign';
  const at = words.indexOf('-D');
  const folder = at < 0 ? undefined : words[at + 1];
  if (folder === undefined) return 'unclear';
  return folder === cluster.folder || realFolder(folder) === cluster.folder ? 'ours' : 'foreign';
}

/** Whether `pid` is the postmaster of the cluster. Without /proc (macOS) any living process with that pid counts. */
export function postmasterKinship(pid: number, cluster: ClusterIdentity): Kinship {
  if (!hasProcessTable) return isAlive(pid) ? 'ours' : 'gone';
  return kinshipOfCommand(commandLine(pid), cluster);
}

/** Pids of the postmaster and of children that outlive it for a moment; without /proc the answer is always empty. */
export function clusterProcesses(cluster: ClusterIdentity): number[] {
  if (!hasProcessTable) return [];
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      const words = commandLine(pid);
      return (words[0] ?? '').startsWith(`postgres: ${cluster.name}:`) || kinshipOfCommand(words, cluster) === 'ours';
    });
}

/** Changes when a pid is given to another process, also across reboots and container restarts; '' where unknown. */
export function processBirth(pid: number): string {
  if (!hasProcessTable) return '';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22, counted behind the command name, which may itself hold blanks and brackets.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${started}`;
  } catch {
    return '';
  }
}

/** Whether the process that had this pid and birth still runs. */
export function sameProcessRuns(pid: number, birth: string): boolean {
  return isAlive(pid) && (birth === '' || processBirth(pid) === birth);
}
