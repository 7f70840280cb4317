// Writes a file that is there under its name only when it is whole.

import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { DomainError } from '../domain/domain-error.js';

class Unwritable extends DomainError {
  constructor(error: unknown) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
    super('conflict', `The file cannot be written (${code}); name another one with --out.`);
  }
}

async function told<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw new Unwritable(error);
  }
}

/**
 * Names stand in it: it is readable by its owner alone. When `work` fails or is interrupted nothing is left, and what had the name before stays.
 */
export async function wholeFile<T>(
  path: string,
  work: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const part = `${path}.part`;
  const file: FileHandle = await told(open(part, 'w', 0o600));
  try {
    const done = await work(async (text) => {
      await told(file.writeFile(text));
    });
    await told(file.sync());
    await file.close();
    await told(rename(part, path));
    return done;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}
