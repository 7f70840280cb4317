// Where the keys come from: a file of the operator's own, made on the first start, or the environment.

import { randomUUID } from 'node:crypto';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import path from 'node:path';
import { makeKeys, readKeys } from './key-file.js';
import { KeyProblem } from './key-problem.js';
import type { KeyRing } from './key-ring.js';

/** A hardware module or a key service fits behind this interface. */
interface KeySource {
  load(): Promise<KeyRing>;
}

const OWNER_ONLY = 0o600;
const OPEN_TO_OTHERS = 0o077;

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'unknown error';
}

/** Reads the file KEY_FILE names. The first start makes it, with mode 0600, and any number of processes starting at once end with one file. */
export class FileKeySource implements KeySource {
  constructor(
    private readonly file: string,
    private readonly newKeys: () => string = makeKeys,
  ) {}

  async load(): Promise<KeyRing> {
    const text = (await this.readIfThere()) ?? (await this.make());
    return readKeys(text);
  }

  /** Mode and content are taken from one open file, so that it cannot be exchanged in between. */
  private async readIfThere(): Promise<string | null> {
    const handle = await open(this.file, 'r').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null;
      throw new KeyProblem('key_file_unreadable', `The key file ${this.file} cannot be read (${codeOf(error)}).`);
    });
    if (handle === null) return null;
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new KeyProblem('key_file_unreadable', `The key file ${this.file} is no file.`);
      if ((stat.mode & OPEN_TO_OTHERS) !== 0) throw this.openToOthers(stat.mode);
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  }

  private openToOthers(mode: number): KeyProblem {
    const shown = (mode & 0o777).toString(8).padStart(4, '0');
    return new KeyProblem(
      'key_file_readable_by_others',
      `The key file ${this.file} has mode ${shown} and is open to other users. Run: chmod 600 ${this.file}. If others may have read it, change its keys.`,
    );
  }

  /** A whole file is written aside and linked into place: link(2) fails where the name exists, so the first process wins and all read its file. */
  private async make(): Promise<string> {
    const aside = `${this.file}.${randomUUID()}.new`;
    try {
      await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
      await this.writeWhole(aside);
      await this.linkUnlessThere(aside);
      await syncFolder(path.dirname(this.file));
    } catch (error) {
      throw new KeyProblem('key_file_not_made', `The key file ${this.file} could not be made (${codeOf(error)}).`);
    } finally {
      await unlink(aside).catch(() => undefined);
    }
    const made = await this.readIfThere();
    if (made === null)
      throw new KeyProblem('key_file_not_made', `The key file ${this.file} vanished while it was being made.`);
    return made;
  }

  private async writeWhole(aside: string): Promise<void> {
    const handle = await open(aside, 'wx', OWNER_ONLY);
    try {
      await handle.writeFile(this.newKeys());
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  private async linkUnlessThere(aside: string): Promise<void> {
    await link(aside, this.file).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
}

/** The new name must outlive a power cut, or the next start would make other keys. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Reads the variable KEYS: the JSON of a key file, or its base64 for places that cannot hold line ends. */
export class EnvironmentKeySource implements KeySource {
  readonly #keys: string;

  constructor(keys: string) {
    this.#keys = keys;
  }

  load(): Promise<KeyRing> {
    const given = this.#keys.trim();
    const text = given.startsWith('{') ? given : Buffer.from(given, 'base64').toString('utf8');
    return Promise.resolve().then(() => readKeys(text));
  }
}
