// Compiles the embedded server for, and drives, child processes that hold leases of their own.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Inside the project, so that the compiled files find its packages; answers the path of the module. */
export function compileEmbeddedServer(): string {
  const sources = path.join(root, 'src', 'persistence', 'embedded-server');
  mkdirSync(path.join(root, '.test-data'), { recursive: true });
  const folder = mkdtempSync(path.join(root, '.test-data', 'embedded-server-'));
  for (const source of readdirSync(sources)) {
    const { code } = transformFileSync(path.join(sources, source), {
      jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    writeFileSync(path.join(folder, source.replace(/\.ts$/, '.js')), code);
  }
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  return path.join(folder, 'embedded-server.js');
}

export function removeCompiled(modulePath: string): void {
  rmSync(path.dirname(modulePath), { recursive: true, force: true });
}

export interface Acquired {
  readonly started: boolean;
  readonly port: number;
  readonly url: string;
}

const begun = new Set<LeaseHolder>();

/** Kills holders that a failed test left running, which would keep the test runner waiting. */
export async function endLeaseHolders(): Promise<void> {
  for (const holder of begun) if (holder.runs()) await holder.end('SIGKILL');
  begun.clear();
}

export class LeaseHolder {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #errors = '';

  constructor(modulePath: string, dataDirectory: string) {
    const script = path.join(root, 'test', 'support', 'embedded-server', 'hold-lease.mjs');
    this.#child = spawn(process.execPath, [script, modulePath, dataDirectory]);
    this.#child.stderr.on('data', (chunk) => (this.#errors += String(chunk)));
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
    begun.add(this);
  }

  runs(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async #report(): Promise<unknown> {
    const { done, value } = await this.#lines.next();
    if (done === true) throw new Error(`The lease holder ended without a report: ${this.#errors}`);
    return JSON.parse(value);
  }

  async acquired(): Promise<Acquired> {
    return (await this.#report()) as Acquired;
  }

  async release(): Promise<{ stopped: boolean }> {
    this.#child.stdin.write('release\n');
    const answer = (await this.#report()) as { stopped: boolean };
    if (this.runs()) await once(this.#child, 'exit');
    return answer;
  }

  async end(signal: 'SIGKILL'): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    await ended;
  }

  /** Closes its input: a process that forgot the release. Answers its exit code. */
  async runOut(): Promise<number | null> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin.end('forget\n');
    await ended;
    return this.#child.exitCode;
  }
}
