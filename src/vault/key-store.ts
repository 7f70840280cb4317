// The file that holds the other half of every person's data key: records of one size by slot, written by any number of processes.

import { randomUUID } from 'node:crypto';
import { link, mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '../domain/domain-error.js';
import { KeyProblem } from './key-problem.js';
import {
  erasedRecord,
  headerRecord,
  heldRecord,
  readRecord,
  RECORD_BYTES,
  storeIdOf,
  type KeyStoreRecord,
} from './key-store-record.js';

const OWNER_ONLY = 0o600;
const OPEN_TO_OTHERS = 0o077;

/** Bytes of one read when the whole file is gone through: 64 MB for a million people. */
const SCAN_BYTES = 1024 * 1024;
const ERASED_STATE = 2;

export interface ErasedSlot {
  readonly slot: number;
  readonly personId: string | null;
}

/** Slots that were drawn hold a record already, as where the vault was set back to an older backup: draw past the end. */
export class SlotsTaken extends DomainError {
  constructor() {
    super('unavailable', 'Slots of the key store are in use already.');
  }
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'unknown error';
}

/** A full disk or one that fails passes, or is mended, and nothing is told that was not kept. */
async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('unavailable', `The key store cannot be used at the moment (${codeOf(error)}).`);
  }
}

interface Run {
  readonly from: number;
  readonly slots: number[];
}

/** Slots that follow each other are read and written at once, as those of a bulk import are. */
function runsOf(slots: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const slot of [...slots].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last.from + last.slots.length === slot) last.slots.push(slot);
    else runs.push({ from: slot, slots: [slot] });
  }
  return runs;
}

/** Slots count from 1; each is written once with a half, and once more when that is destroyed. */
export class KeyStore {
  private constructor(
    private readonly file: FileHandle,
    /** UUID, drawn when the file was made. */
    readonly id: string,
  ) {}

  /** Null where there is no such file; throws KeyProblem where there is one that is no key store, or that others may read. */
  static async openIfThere(name: string): Promise<KeyStore | null> {
    const file = await open(name, 'r+').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return null;
      throw new KeyProblem('key_store_unreadable', `The key store ${name} cannot be opened (${codeOf(error)}).`);
    });
    if (file === null) return null;
    try {
      await requireClosedToOthers(name, file);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(RECORD_BYTES), 0, RECORD_BYTES, 0);
      const id = storeIdOf(buffer.subarray(0, bytesRead));
      if (id === null) throw new KeyProblem('key_store_unreadable', `The file ${name} is no key store, or is damaged.`);
      return new KeyStore(file, id);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Any number of processes that make it at once end with one file: link(2) fails where the name exists. */
  static async make(name: string): Promise<KeyStore> {
    const aside = `${name}.${randomUUID()}.new`;
    try {
      await mkdir(path.dirname(name), { recursive: true, mode: 0o700 });
      await writeWhole(aside, headerRecord(randomUUID()));
      await link(aside, name).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
      });
      await syncFolder(path.dirname(name));
    } catch (error) {
      throw new KeyProblem('key_store_not_made', `The key store ${name} could not be made (${codeOf(error)}).`);
    } finally {
      await unlink(aside).catch(() => undefined);
    }
    const made = await KeyStore.openIfThere(name);
    if (made === null) throw new KeyProblem('key_store_not_made', `The key store ${name} vanished while it was made.`);
    return made;
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  /** The first slot behind all that were written. */
  async end(): Promise<number> {
    return reaching(async () => Math.ceil((await this.file.stat()).size / RECORD_BYTES));
  }

  /** In the order asked for. */
  async read(slots: readonly number[]): Promise<KeyStoreRecord[]> {
    return reaching(async () => {
      const found = new Map<number, KeyStoreRecord>();
      await Promise.all(
        runsOf(slots).map(async (run) => {
          const bytes = await this.bytesOf(run);
          for (const slot of run.slots) found.set(slot, recordAt(bytes, run.from, slot));
        }),
      );
      return slots.map((slot) => found.get(slot) ?? { state: 'empty' });
    });
  }

  /** Durable when this resolves; throws SlotsTaken, having written nothing, where one of the slots is not empty. */
  async hold(halves: readonly { readonly slot: number; readonly half: Buffer }[]): Promise<void> {
    await this.fill(halves.map(({ slot, half }) => ({ slot, bytes: heldRecord(slot, half) })));
  }

  /** Marks a person as erased in a slot that no half ever stood in: one whose key was whole. */
  async holdErased(slot: number, personId: string): Promise<void> {
    await this.fill([{ slot, bytes: erasedRecord(slot, personId) }]);
  }

  /** Overwrites halves in place. Durable when this resolves, and the same when repeated. */
  async erase(erased: readonly ErasedSlot[]): Promise<void> {
    if (erased.length === 0) return;
    await this.write(erased.map(({ slot, personId }) => ({ slot, bytes: erasedRecord(slot, personId) })));
  }

  /** Goes through the whole file; a record is only checked where it says that it is erased. */
  async erasedSlots(): Promise<ErasedSlot[]> {
    return reaching(async () => {
      const erased: ErasedSlot[] = [];
      const buffer = Buffer.alloc(SCAN_BYTES);
      for (let position = 0; ; position += SCAN_BYTES) {
        const { bytesRead } = await this.file.read(buffer, 0, SCAN_BYTES, position);
        erased.push(...erasedIn(buffer.subarray(0, bytesRead), position / RECORD_BYTES));
        if (bytesRead < SCAN_BYTES) return erased;
      }
    });
  }

  private async fill(records: readonly { readonly slot: number; readonly bytes: Buffer }[]): Promise<void> {
    if (records.length === 0) return;
    const before = await this.read(records.map(({ slot }) => slot));
    if (before.some(({ state }) => state !== 'empty')) throw new SlotsTaken();
    await this.write(records);
  }

  private async write(records: readonly { readonly slot: number; readonly bytes: Buffer }[]): Promise<void> {
    const bytesOf = new Map(records.map(({ slot, bytes }) => [slot, bytes]));
    await reaching(async () => {
      for (const { from, slots } of runsOf([...bytesOf.keys()])) {
        const bytes = Buffer.concat(slots.map((slot) => bytesOf.get(slot) ?? Buffer.alloc(RECORD_BYTES)));
        await writeAll(this.file, bytes, from * RECORD_BYTES);
        bytes.fill(0);
      }
      await this.file.datasync();
    });
    for (const bytes of bytesOf.values()) bytes.fill(0);
  }

  private async bytesOf({ from, slots }: Run): Promise<Buffer> {
    const buffer = Buffer.alloc(slots.length * RECORD_BYTES);
    let read = 0;
    while (read < buffer.length) {
      const { bytesRead } = await this.file.read(buffer, read, buffer.length - read, from * RECORD_BYTES + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return buffer.subarray(0, read);
  }
}

function recordAt(bytes: Buffer, from: number, slot: number): KeyStoreRecord {
  const at = (slot - from) * RECORD_BYTES;
  return readRecord(bytes.subarray(at, at + RECORD_BYTES), slot);
}

function erasedIn(bytes: Buffer, from: number): ErasedSlot[] {
  const erased: ErasedSlot[] = [];
  for (let at = 0; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
    if (bytes[at + 1] !== ERASED_STATE) continue;
    const slot = from + at / RECORD_BYTES;
    const found = readRecord(bytes.subarray(at, at + RECORD_BYTES), slot);
    if (found.state === 'erased') erased.push({ slot, personId: found.personId });
  }
  return erased;
}

/** write(2) may write less than it was given. */
async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

async function requireClosedToOthers(name: string, file: FileHandle): Promise<void> {
  const stat = await file.stat();
  if (!stat.isFile()) throw new KeyProblem('key_store_unreadable', `The key store ${name} is no file.`);
  if ((stat.mode & OPEN_TO_OTHERS) === 0) return;
  const shown = (stat.mode & 0o777).toString(8).padStart(4, '0');
  throw new KeyProblem(
    'key_store_readable_by_others',
    `The key store ${name} has mode ${shown} and is open to other users. Run: chmod 600 ${name}.`,
  );
}

async function writeWhole(name: string, bytes: Buffer): Promise<void> {
  const file = await open(name, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The new name must outlive a power cut, or the next start would find no store. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
