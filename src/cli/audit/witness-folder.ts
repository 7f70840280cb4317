// The folder of a witness: its key, the checkpoint that it accepted last, and a copy of that to hand out.

import { link, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { KeptCheckpoint } from '../../domain/audit/examine-checkpoint.js';
import { DomainError } from '../../domain/domain-error.js';
import type { WitnessKey } from '../../usecases/audit/make-witness-key.js';

const KEY = 'witness-key.json';
const HANDED_OUT = 'checkpoint.note';
const REFUSED = 'refused.note';
const STATE = /^state-(\d{12})\.json$/;
/** Earlier states are kept a while to look back at. */
const STATES_KEPT = 10;

export interface WitnessState {
  /** Counts what was accepted; 0 before the first. */
  readonly number: number;
  readonly kept: KeptCheckpoint | null;
}

/**
 * Each state is a new file, which appears under its number whole or not at all, and only where nobody else has taken that number. So a
 * kill leaves the old state or the new one, and of two witnesses in one folder one is told that it was overtaken. A lock would outlive
 * the process that was killed, or need to guess whether that still runs.
 */
export class WitnessFolder {
  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<WitnessFolder> {
    return named(folder, async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return new WitnessFolder(folder);
    });
  }

  /** `make` is asked on the first run alone: a key that is gone from a folder with states is no first run. */
  async key(make: () => Promise<WitnessKey>): Promise<WitnessKey> {
    const found = await this.#read(KEY);
    if (found !== null) return keyIn(found);
    if ((await this.#numbers()).length > 0) throw damaged(KEY);
    await this.#place(KEY, JSON.stringify(await make(), null, 2));
    return keyIn((await this.#read(KEY)) ?? '');
  }

  async state(): Promise<WitnessState> {
    // A file that goes between the two readings was followed by others.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const number = Math.max(0, ...(await this.#numbers()));
      if (number === 0) return { number, kept: null };
      const text = await this.#read(stateFile(number));
      if (text !== null) return { number, kept: keptIn(text, number) };
    }
    throw damaged('state');
  }

  /** False where another witness accepted a checkpoint since `before` was read; then nothing is kept. */
  async keep(before: WitnessState, accepted: KeptCheckpoint): Promise<boolean> {
    const number = before.number + 1;
    if (!(await this.#place(stateFile(number), JSON.stringify(accepted, null, 2)))) return false;
    if (Math.max(...(await this.#numbers())) > number) {
      await this.#remove(stateFile(number));
      return false;
    }
    await this.handOut(accepted);
    for (const old of (await this.#numbers()).filter((one) => one <= number - STATES_KEPT)) {
      await this.#remove(stateFile(old));
    }
    return true;
  }

  /** Repeated by every run, since a kill may have come between the state and this copy of it. */
  async handOut({ note }: KeptCheckpoint): Promise<void> {
    await this.#replace(HANDED_OUT, note);
  }

  /** The checkpoint that was refused last: two that contradict each other, both signed, convict the log. Answers where it is. */
  async keepRefused(note: string): Promise<string> {
    await this.#replace(REFUSED, note);
    return path.join(this.folder, REFUSED);
  }

  async #numbers(): Promise<number[]> {
    const names = await named(this.folder, () => readdir(this.folder));
    return names.flatMap((name) => STATE.exec(name)?.[1] ?? []).map(Number);
  }

  async #read(name: string): Promise<string | null> {
    return named(name, () =>
      readFile(path.join(this.folder, name), 'utf8').catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }),
    );
  }

  /** False where a file of that name is there. */
  async #place(name: string, text: string): Promise<boolean> {
    return this.#through(name, text, async (part, whole) => {
      try {
        await link(part, whole);
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      } finally {
        await unlink(part);
      }
    });
  }

  async #replace(name: string, text: string): Promise<void> {
    await this.#through(name, text, rename);
  }

  async #through<T>(name: string, text: string, show: (part: string, whole: string) => Promise<T>): Promise<T> {
    return named(name, async () => {
      const part = path.join(this.folder, `${name}.${randomUUID()}.part`);
      const file = await open(part, 'wx', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      const shown = await show(part, path.join(this.folder, name));
      await this.#syncFolder();
      return shown;
    });
  }

  async #syncFolder(): Promise<void> {
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  async #remove(name: string): Promise<void> {
    await named(name, () =>
      unlink(path.join(this.folder, name)).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw error;
      }),
    );
  }
}

function stateFile(number: number): string {
  return `state-${String(number).padStart(12, '0')}.json`;
}

function keyIn(text: string): WitnessKey {
  const { name, privateKey } = fieldsOf(text);
  if (typeof name !== 'string' || typeof privateKey !== 'string') throw damaged(KEY);
  return { name, privateKey };
}

function keptIn(text: string, number: number): KeptCheckpoint {
  const { key, note } = fieldsOf(text);
  if (typeof key !== 'string' || typeof note !== 'string') throw damaged(stateFile(number));
  return { key, note };
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function damaged(name: string): DomainError {
  return new DomainError(
    'conflict',
    `The file ${name} in the folder of the witness is missing or damaged. Put the folder back from a copy; a new one would trust whatever comes first.`,
  );
}

async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof DomainError || code === null) throw error;
    throw new DomainError('conflict', `The witness cannot read or write ${name} (${code}).`);
  }
}

function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : null;
}
