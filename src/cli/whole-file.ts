// Writes a file that is there under its name only when it is whole.

import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { DomainError } from '../domain/domain-error.js';

/** By which option the file was named. */
type NamedBy = '--out' | '--report';

/** A run that is killed leaves one with names in it, of which somebody should know. */
const LEFT_OVER =
  'A file of that name with .part behind it is there, of a run that was cut off or is under way, or your own: remove it, or move it';

async function told<T>(step: Promise<T>, namedBy: NamedBy): Promise<T> {
  try {
    return await step;
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
    const why = code === 'EEXIST' ? LEFT_OVER : `The file cannot be written (${code})`;
    throw new DomainError('conflict', `${why}; name another one with ${namedBy}.`);
  }
}

/** Whether something has the name that is no file: a device or a pipe takes what is written and is never replaced. */
async function isTaker(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => null);
  return there !== null && !there.isFile() && !there.isDirectory();
}

/** Names or references stand in it: it is readable by its owner alone. */
export class WholeFile {
  private constructor(
    private readonly path: string,
    /** Where it is written; null where that is its place already. */
    private readonly part: string | null,
    private readonly file: FileHandle,
    private readonly namedBy: NamedBy,
  ) {}

  /** What a link leads to is replaced, and not the link. */
  static async create(path: string, namedBy: NamedBy): Promise<WholeFile> {
    if (await isTaker(path)) return new WholeFile(path, null, await told(open(path, 'w'), namedBy), namedBy);
    const target = await realpath(path).catch(() => path);
    const part = `${target}.part`;
    return new WholeFile(target, part, await told(open(part, 'wx', 0o600), namedBy), namedBy);
  }

  async write(text: string): Promise<void> {
    await told(this.file.writeFile(text), this.namedBy);
  }

  async complete(): Promise<void> {
    if (this.part !== null) await told(this.file.sync(), this.namedBy);
    await this.file.close();
    if (this.part !== null) await told(rename(this.part, this.path), this.namedBy);
  }

  /** What had the name before stays. */
  async discard(): Promise<void> {
    await this.file.close().catch(() => undefined);
    if (this.part !== null) await rm(this.part, { force: true });
  }
}

/** When `work` fails or is interrupted nothing is left of it. */
export async function wholeFile<T>(
  path: string,
  work: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const file = await WholeFile.create(path, '--out');
  try {
    const done = await work((text) => file.write(text));
    await file.complete();
    return done;
  } catch (error) {
    await file.discard();
    throw error;
  }
}
