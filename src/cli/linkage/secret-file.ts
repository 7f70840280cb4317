// The file of a one-time secret: read only where nobody else can read it, and never put in the place of another one.

import { open } from 'node:fs/promises';
import { DomainError } from '../../domain/domain-error.js';
import { whyUnreadable } from '../unreadable-file.js';

const OPEN_TO_OTHERS = 0o077;
/** 64 digits, and some room for line ends. */
const LONGEST = 1024;

/** The text without white space around it. Throws `import_file_refused`. */
export async function readSecretFile(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      if (((await file.stat()).mode & OPEN_TO_OTHERS) !== 0) {
        throw new DomainError(
          'import_file_refused',
          'Others can read the secret: take their rights from it (chmod 600).',
        );
      }
      const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST), 0, LONGEST, 0);
      return buffer.toString('utf8', 0, bytesRead).trim();
    } finally {
      await file.close();
    }
  } catch (error) {
    const fault = error instanceof DomainError ? null : whyUnreadable(error);
    throw fault === null ? error : new DomainError('import_file_refused', fault);
  }
}

/** Throws `conflict` where there is a file of that name. */
export async function writeSecretFile(path: string, secret: string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${secret}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
    const why = code === 'EEXIST' ? 'there is a file of that name, and a secret is used once' : code;
    throw new DomainError('conflict', `The secret cannot be written (${why}); name another file with --out.`);
  }
}
