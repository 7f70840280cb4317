// The embedded default: a real PostgreSQL 18 out of an npm package, shared by every process of one data directory.
import { randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from './error-code.js';
import { platformNativeFolder } from './platform-binaries.js';
import { type Postmaster, runningPostmaster, startPostmaster, stopPostmaster } from './postmaster.js';
import { describeAccount } from './server-account.js';
import { readServerFile, type ServerFile, writeServerFile } from './server-file.js';
import { clusterOf, type HomeOptions, settleHome } from './server-home.js';
import { type LeaseAccess, ServerLease } from './server-lease.js';
import { ServerLog } from './server-log.js';
import { clusterExists, initialiseCluster, resetPassword } from './server-programs.js';
import { host, superuser } from './server-settings.js';
import { urlHost } from './server-socket.js';
import { tryStartLock } from './start-lock.js';

export interface EmbeddedServerOptions {
  /** Absolute; created (0700) when absent. One machine at a time: processes on two hosts or in two containers cannot see each other. */
  readonly dataDirectory: string;
  /** 0 or absent: a free one is chosen, and kept while it stays free. An adopted server keeps the port it has. */
  readonly port?: number;
  readonly onMessage?: (line: string) => void;
  /** Told when the server ends while in use; connections are broken by then, and `release` is still to be called. */
  readonly onLost?: (error: Error) => void;
  /** How the lease is named in pg_stat_activity. */
  readonly applicationName?: string;
  /** Further postgres settings; used only by the call that starts the server. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What tests change about the machine. */
export interface MachineOptions {
  /** Default: the folder of the installed platform package. */
  readonly packaged?: string;
  /** Default true; false is a container that refuses user namespaces. */
  readonly namespaceAllowed?: boolean;
  readonly outsideFolder?: string;
}

export interface EmbeddedServer {
  readonly host: string;
  readonly port: number;
  /** Where its socket lies; null where it is asked over TCP. */
  readonly socketFolder: string | null;
  readonly superuser: string;
  readonly superuserPassword: string;
  readonly dataDirectory: string;
  /** True when this call started the postmaster, false when a live one was adopted. */
  readonly started: boolean;
  /** Connection URL, of the socket where there is one; as the superuser unless a role is given. */
  url(database: string, role?: string, password?: string): string;
  /**
   * Gives up this call's lease. The last holder of all processes stops the server and waits until it is gone. Close
   * pools first: a shutdown ends their sessions. Repeated calls get the first one's answer.
   */
  release(): Promise<{ stopped: boolean }>;
}

interface Held {
  readonly lease: ServerLease;
  readonly port: number;
  readonly socketFolder: string | null;
  readonly password: string;
}

const pollMs = 40;
/** For processes that wait for another one to initialise, recover or stop. */
const acquireLimitMs = 12 * 60_000;

/** @throws Error that says what to do; where the server failed, with the last lines of its log. */
export async function acquireEmbeddedServer(
  options: EmbeddedServerOptions,
  machine: MachineOptions = {},
): Promise<EmbeddedServer> {
  if (!path.isAbsolute(options.dataDirectory)) throw new Error('The data directory must be an absolute path.');
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const acquisition = new Acquisition({ ...options, dataDirectory: realpathSync(options.dataDirectory) }, machine);
  try {
    return await acquisition.acquire();
  } catch (error) {
    if (errorCode(error) !== 'EACCES') throw error;
    const message = `${options.dataDirectory} belongs to another user; run this as that user or set another DATA_DIR.`;
    throw new Error(message, { cause: error });
  }
}

class Acquisition {
  readonly #options: EmbeddedServerOptions;
  readonly #machine: MachineOptions;

  constructor(options: EmbeddedServerOptions, machine: MachineOptions) {
    this.#options = options;
    this.#machine = machine;
  }

  get #folder(): string {
    return this.#options.dataDirectory;
  }

  get #lockFile(): string {
    return path.join(this.#folder, 'start.lock');
  }

  #say(line: string): void {
    this.#options.onMessage?.(line);
  }

  async acquire(): Promise<EmbeddedServer> {
    const end = performance.now() + acquireLimitMs;
    for (;;) {
      const server = (await this.#adopt()) ?? (await this.#start());
      if (server !== null) return server;
      if (performance.now() > end) {
        throw new Error(`Another process keeps starting or stopping the embedded PostgreSQL of ${this.#folder}.`);
      }
      await pause(pollMs);
    }
  }

  /** Takes a lease on a server that runs; null when none does, or one is on its way up or down. */
  async #adopt(): Promise<EmbeddedServer | null> {
    const running = runningPostmaster(clusterOf(this.#folder));
    if (running?.ready !== true) return null;
    const known = readServerFile(this.#folder);
    if (known === null) {
      throw new Error(
        `The embedded PostgreSQL of ${this.#folder} runs (process ${running.pid}), but server.json with its password is ` +
          `missing. Stop it with "kill -INT ${running.pid}"; the next start sets a new password and keeps the data.`,
      );
    }
    const held = await this.#lease(running, known.password);
    if (held === null) return null;
    if (known.pid !== running.pid || known.port !== running.port) {
      writeServerFile(this.#folder, { ...known, pid: running.pid, port: running.port });
    }
    return this.#server(held, false);
  }

  async #lease(running: Postmaster, password: string): Promise<Held | null> {
    const access: LeaseAccess = {
      cluster: clusterOf(this.#folder),
      password,
      applicationName: this.#options.applicationName ?? 'whereabouts',
      onLost: (error) => this.#options.onLost?.(error),
    };
    // The password goes only to a port that a living postmaster of this folder names as its own.
    const lease = await ServerLease.take(access, running.port);
    const { port, socketFolder } = running;
    return lease === null ? null : { lease, port, socketFolder, password };
  }

  /** Starts the server and takes the first lease; null when another process holds the start lock or was faster. */
  async #start(): Promise<EmbeddedServer | null> {
    const lock = tryStartLock(this.#lockFile);
    if (lock === null) return null;
    try {
      // Also one that is only starting or stopping: wait for it.
      if (runningPostmaster(clusterOf(this.#folder)) !== null) return null;
      return await this.#startLocked();
    } finally {
      lock.release();
    }
  }

  async #startLocked(): Promise<EmbeddedServer | null> {
    const log = new ServerLog(this.#folder);
    log.turnOver();
    const home = settleHome(this.#homeOptions());
    const known = readServerFile(this.#folder);
    const settings = this.#options.settings ?? {};
    let file: ServerFile = {
      version: home.version,
      port: known?.port ?? 0,
      superuser,
      password: known?.password ?? randomBytes(24).toString('base64url'),
      pid: null,
    };
    // Written before the cluster exists: a cluster without its password must not be left by a kill in between.
    writeServerFile(this.#folder, file);
    if (!clusterExists(home)) {
      this.#say(`Initialising PostgreSQL ${home.version} in ${home.cluster.folder} …`);
      await initialiseCluster(home, file.password, log, settings['fsync'] !== 'off');
    } else if (known === null) {
      this.#say('server.json was missing: the database gets a new password.');
      await resetPassword(home, file.password, log);
    }
    const fixedPort = this.#options.port ?? 0;
    const postmaster = await startPostmaster({
      home,
      log,
      settings,
      fixedPort: fixedPort === 0 ? null : fixedPort,
      rememberedPort: file.port,
      onPort: (port) => {
        file = { ...file, port };
        writeServerFile(this.#folder, file);
      },
    });
    writeServerFile(this.#folder, { ...file, pid: postmaster.pid });
    this.#say(`PostgreSQL ${home.version} runs on ${host}:${postmaster.port} ${describeAccount(home.account)}.`);
    const held = await this.#lease(postmaster, file.password);
    return held === null ? null : this.#server(held, true);
  }

  #homeOptions(): HomeOptions {
    return {
      dataDirectory: this.#folder,
      packaged: this.#machine.packaged ?? platformNativeFolder(),
      namespaceAllowed: this.#machine.namespaceAllowed ?? true,
      outsideFolder: this.#machine.outsideFolder ?? '/var/lib/whereabouts',
      onMessage: (line) => this.#say(line),
    };
  }

  #server({ lease, port, socketFolder, password: superuserPassword }: Held, started: boolean): EmbeddedServer {
    let released: Promise<{ stopped: boolean }> | null = null;
    return {
      host,
      port,
      socketFolder,
      superuser,
      superuserPassword,
      dataDirectory: this.#folder,
      started,
      url(database, role, password) {
        const user = role ?? superuser;
        const secret = role === undefined ? superuserPassword : password;
        const credentials = [user, ...(secret === undefined ? [] : [secret])].map(encodeURIComponent).join(':');
        return `postgresql://${credentials}@${urlHost(socketFolder, port)}:${port}/${encodeURIComponent(database)}`;
      },
      release: () => (released ??= this.#release(lease)),
    };
  }

  async #release(lease: ServerLease): Promise<{ stopped: boolean }> {
    try {
      const last = await lease.giveUp();
      if (!last) return { stopped: false };
      await stopPostmaster(clusterOf(this.#folder));
      this.#noteStop();
      return { stopped: true };
    } finally {
      await lease.close();
    }
  }

  /** Under the start lock only: a comer may already have written the pid of the next server. */
  #noteStop(): void {
    const lock = tryStartLock(this.#lockFile);
    if (lock === null) return;
    try {
      const known = readServerFile(this.#folder);
      if (known === null || runningPostmaster(clusterOf(this.#folder)) !== null) return;
      writeServerFile(this.#folder, { ...known, pid: null });
    } finally {
      lock.release();
    }
  }
}
