// The service as operators start it: a process with a folder of its own for data, home, temporary files and work, so that every file it writes is seen.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { clusterOf } from '../../../src/persistence/embedded-server/server-home.js';
import { scratchFolder, sweep, until } from '../../support/embedded-server/scratch-server.js';
import { send, type TestAnswer, type TestRequest } from '../../support/http-application.js';

/** Milliseconds: the first start makes a cluster. */
const START_LIMIT = 60_000;
const STOP_LIMIT = 30_000;

export interface CommandEnd {
  readonly words: readonly string[];
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

interface Said {
  out: string;
  err: string;
}

export class ServiceProcess {
  private constructor(
    readonly folder: string,
    private readonly child: ChildProcess,
    private readonly said: Said,
  ) {}

  /** `settings` are variables of the environment beside those that keep it to its folder. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const folder = scratchFolder();
    for (const name of ['data', 'home', 'tmp', 'work']) mkdirSync(path.join(folder, name));
    const { child, said } = launch(folder, 'dist/src/main.js', [], settings);
    const service = new ServiceProcess(folder, child, said);
    const end = performance.now() + START_LIMIT;
    await until(() => {
      if (child.exitCode !== null || performance.now() > end) throw new Error(`the service did not start: ${said.err}`);
      return service.url !== '';
    });
    return service;
  }

  /** As it is printed; empty before. */
  get url(): string {
    return /^Whereabouts runs on (\S+)$/m.exec(this.said.out)?.[1] ?? '';
  }

  get setUpToken(): string {
    return /\/set-up\/(\S+)/.exec(this.said.out)?.[1] ?? '';
  }

  get printed(): Readonly<Said> {
    return this.said;
  }

  get dataDirectory(): string {
    return path.join(this.folder, 'data');
  }

  get cluster(): string {
    return clusterOf(this.dataDirectory).folder;
  }

  request(method: string, address: string, wanted: TestRequest = {}): Promise<TestAnswer> {
    return send(this.url, method, address, wanted);
  }

  /** As PostgreSQL's superuser, whom no role of the service can become. */
  async superuser(): Promise<Client> {
    const known = JSON.parse(readFileSync(path.join(this.dataDirectory, 'server.json'), 'utf8')) as {
      readonly port: number;
      readonly superuser: string;
      readonly password: string;
    };
    const { port, superuser: user, password } = known;
    const client = new Client({ host: '127.0.0.1', port, user, password, database: 'whereabouts' });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** A command of the operator in a second terminal. */
  async command(...words: string[]): Promise<CommandEnd> {
    const { child, said } = launch(this.folder, 'dist/src/cli/main.js', words);
    const exitCode = await ended(child);
    return { words, exitCode, ...said };
  }

  /** What the process holds open beside sockets, pipes and the like; null where the machine does not tell. */
  openFiles(): string[] | null {
    const table = `/proc/${this.child.pid ?? 0}/fd`;
    let entries: string[];
    try {
      entries = readdirSync(table);
    } catch {
      return null;
    }
    return entries.flatMap((entry) => {
      try {
        const target = readlinkSync(path.join(table, entry));
        return target.startsWith('/') && !target.startsWith('/dev/') ? [target] : [];
      } catch {
        return [];
      }
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGTERM');
      const forced = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT);
      await ended(this.child);
      clearTimeout(forced);
    }
  }

  /** Whatever is left, as well. */
  async remove(): Promise<void> {
    await this.stop();
    await sweep();
  }
}

function launch(
  folder: string,
  program: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): { child: ChildProcess; said: Said } {
  const child = spawn(process.execPath, ['--enable-source-maps', path.resolve(program), ...words], {
    cwd: path.join(folder, 'work'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: path.join(folder, 'home'),
      TMPDIR: path.join(folder, 'tmp'),
      DATA_DIR: path.join(folder, 'data'),
      PORT: '0',
      REQUESTS_PER_MINUTE: '1000000',
      NAMES_PER_ORGANISATION: '1000000',
      NAMES_PER_USER: '1000000',
      LOG_LEVEL: 'debug',
      ...settings,
    },
  });
  const said: Said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return { child, said };
}

function ended(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? 1);
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}
