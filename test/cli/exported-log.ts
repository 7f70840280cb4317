// A log that was exported into files, and `audit verify` of what somebody made of them.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@jest/globals';
import { auditCommands } from '../../src/cli/audit/audit-commands.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { GrowingTree } from '../../src/domain/audit/merkle-tree.js';
import { growTree } from '../../src/domain/audit/verify-tree.js';
import { sha256 } from '../../src/persistence/audit/sha-256.js';
import { AuditLog } from '../persistence/audit/audit-log.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { recordedOutput } from './recorded-output.js';

export interface LogFiles {
  entries: string[];
  nodes: string[];
  checkpoints: string[];
  keys: string[];
  details: string[];
}

const NAMES: Readonly<Record<keyof LogFiles, string>> = {
  entries: 'entries.jsonl',
  nodes: 'nodes.txt',
  checkpoints: 'checkpoints.jsonl',
  keys: 'keys.jsonl',
  details: 'details.jsonl',
};
const PARTS = Object.keys(NAMES) as (keyof LogFiles)[];

interface Run {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface FilesVerdict extends Pick<Run, 'exitCode'> {
  readonly answer: object;
}

/** The nodes that somebody who rewrites the log would write over it. */
export function freshNodes(entries: readonly string[]): string[] {
  const leaves = entries.map((entry) => sha256(Buffer.concat([Buffer.from([0]), Buffer.from(entry)])));
  return growTree(new GrowingTree(sha256), leaves).map(({ hashes }) => Buffer.from(hashes).toString('hex'));
}

export function forged(line: string | undefined): string {
  return (line ?? '').replace('"writer"', '"forged"');
}

export function changed(files: LogFiles, change: (files: LogFiles) => void): LogFiles {
  const copy = structuredClone(files);
  change(copy);
  return copy;
}

export function keyIn({ keys }: LogFiles): string {
  return (JSON.parse(keys[0] ?? '{}') as { verifier: string }).verifier;
}

export class ExportedLog {
  #opened = 0;

  private constructor(
    readonly folder: string,
    readonly log: AuditLog,
    private readonly service: TestApplication,
  ) {}

  static async create(): Promise<ExportedLog> {
    const service = await startTestApplication({ doors: [] });
    const log = await AuditLog.on(service.database, service.clock, service.platform.keys);
    return new ExportedLog(await mkdtemp(path.join(tmpdir(), 'exported-log-')), log, service);
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
    await this.log.disconnect();
    await this.service.stop();
  }

  async run(...words: string[]): Promise<Run> {
    const recorded = recordedOutput();
    const operator = new Operator({
      output: recorded.output,
      interrupted: new AbortController().signal,
      open: () => Promise.resolve({ ...this.service.platform, close: () => Promise.resolve(void (this.#opened += 1)) }),
    });
    const exitCode = await runProgram(words, operator, [auditCommands]);
    return { exitCode, out: recorded.out(), err: recorded.err() };
  }

  /** The files of an export into a new folder of this name. */
  async exported(name: string): Promise<LogFiles> {
    const { exitCode } = await this.run('audit', 'export', path.join(this.folder, name));
    expect(exitCode).toBe(0);
    const lines = async (part: keyof LogFiles): Promise<string[]> =>
      (await readFile(path.join(this.folder, name, NAMES[part]), 'utf8')).split('\n').slice(0, -1);
    const [entries = [], nodes = [], checkpoints = [], keys = [], details = []] = await Promise.all(PARTS.map(lines));
    return { entries, nodes, checkpoints, keys, details };
  }

  /** Verifies files, which starts no database. Details without a line are left out, as for whoever is not to see them. */
  async verified(files: LogFiles, ...options: string[]): Promise<Run> {
    const given = await mkdtemp(path.join(this.folder, 'given-'));
    for (const part of PARTS.filter((one) => one !== 'details' || files.details.length > 0)) {
      await writeFile(path.join(given, NAMES[part]), files[part].map((line) => `${line}\n`).join(''));
    }
    this.#opened = 0;
    const run = await this.run('audit', 'verify', given, ...options);
    expect(this.#opened).toBe(0);
    return run;
  }

  async verdict(files: LogFiles, ...options: string[]): Promise<FilesVerdict> {
    const { exitCode, out } = await this.verified(files, '--json', ...options);
    return { exitCode, answer: JSON.parse(out) as object };
  }
}
