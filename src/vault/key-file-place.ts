// The key file on the disk: read only when nobody else can read it, made once, and replaced as a whole or not at all.

import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, realpath, rename, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { KeyProblem } from './key-problem.js';

const OWNER_ONLY = 0o600;
const OPEN_TO_OTHERS = 0o077;

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'unknown error';
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

interface Held extends Owner {
  readonly text: string;
}

export class KeyFilePlace {
  constructor(readonly file: string) {}

  /** Null where there is no such file. Throws KeyProblem. */
  async read(): Promise<string | null> {
    return (await this.held())?.text ?? null;
  }

  /**
   * A whole file is written aside and linked into place: link(2) fails where the name exists, so the first process wins and all read its file. Where
   * `newText` throws, nothing is written, not even a folder.
   */
  async make(newText: () => string | Promise<string>): Promise<string> {
    const text = await newText();
    const aside = this.aside(this.file);
    try {
      await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
      await writeWhole(aside, text, null);
      await link(aside, this.file).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
      });
      await syncFolder(path.dirname(this.file));
    } catch (error) {
      if (error instanceof KeyProblem) throw error;
      throw new KeyProblem('key_file_not_made', `The key file ${this.file} could not be made (${codeOf(error)}).`);
    } finally {
      await unlink(aside).catch(() => undefined);
    }
    const made = await this.read();
    if (made === null)
      throw new KeyProblem('key_file_not_made', `The key file ${this.file} vanished while it was being made.`);
    return made;
  }

  /**
   * Puts `after` in the place of `before`, with the same owner. A link stays, and what it points to is replaced. Whoever replaces takes the lock
   * of `KeyVersionTable.change` first; that `before` still stands there is looked at as well, since people edit files without locks.
   */
  async replace(before: string, after: string): Promise<void> {
    let aside: string | null = null;
    try {
      const target = await realpath(this.file);
      const held = await this.held();
      if (held?.text !== before) throw this.changedMeanwhile();
      await sweepLeftAside(target);
      aside = this.aside(target);
      await writeWhole(aside, after, held);
      if ((await this.read()) !== before) throw this.changedMeanwhile();
      await rename(aside, target);
      aside = null;
      await syncFolder(path.dirname(target));
    } catch (error) {
      if (error instanceof KeyProblem) throw error;
      throw new KeyProblem(
        'key_file_not_replaced',
        `The key file ${this.file} could not be replaced (${codeOf(error)}). Its folder must be one in which this command may make files, and the file no mount of its own.`,
      );
    } finally {
      if (aside !== null) await unlink(aside).catch(() => undefined);
    }
  }

  /** Mode and content are taken from one open file, so that it cannot be exchanged in between. */
  private async held(): Promise<Held | null> {
    const handle = await open(this.file, 'r').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null;
      throw new KeyProblem('key_file_unreadable', `The key file ${this.file} cannot be read (${codeOf(error)}).`);
    });
    if (handle === null) return null;
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new KeyProblem('key_file_unreadable', `The key file ${this.file} is no file.`);
      if ((stat.mode & OPEN_TO_OTHERS) !== 0) throw this.openToOthers(stat.mode);
      return { text: await handle.readFile('utf8'), uid: stat.uid, gid: stat.gid };
    } finally {
      await handle.close();
    }
  }

  private aside(file: string): string {
    return `${file}.${randomUUID()}.new`;
  }

  private changedMeanwhile(): KeyProblem {
    return new KeyProblem(
      'key_file_changed',
      `The key file ${this.file} was changed by somebody else meanwhile. Nothing was done; try again.`,
    );
  }

  private openToOthers(mode: number): KeyProblem {
    const shown = (mode & 0o777).toString(8).padStart(4, '0');
    return new KeyProblem(
      'key_file_readable_by_others',
      `The key file ${this.file} has mode ${shown} and is open to other users. Run: chmod 600 ${this.file}. If others may have read it, change its keys.`,
    );
  }
}

/** What a killed change left beside the file holds keys as the file does. Nobody else writes aside while the file is there and its lock is held. */
async function sweepLeftAside(target: string): Promise<void> {
  const { dir, base } = path.parse(target);
  const left = (await readdir(dir)).filter(
    (name) => name.startsWith(`${base}.`) && /^[0-9a-f-]{36}\.new$/.test(name.slice(base.length + 1)),
  );
  for (const name of left) await unlink(path.join(dir, name)).catch(() => undefined);
}

/** Root may replace the file of the account that the service runs as, and must leave it to that account. */
async function handOver(handle: FileHandle, owner: Owner): Promise<void> {
  const { uid, gid } = await handle.stat();
  if (uid !== owner.uid || gid !== owner.gid) await handle.chown(owner.uid, owner.gid);
}

async function writeWhole(file: string, text: string, owner: Owner | null): Promise<void> {
  const handle = await open(file, 'wx', OWNER_ONLY);
  try {
    if (owner !== null) await handOver(handle, owner);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The new name must outlive a power cut, or the next start would read other keys. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
