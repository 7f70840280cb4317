// A file of names as the operator gives it, read once; what is wrong with it is told without its path, which may hold a name.

import { open } from 'node:fs/promises';
import { DomainError } from '../../domain/domain-error.js';

const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  ENOTDIR: 'There is no such file: a part of its path is no folder.',
  EACCES: 'The file may not be read by this user.',
  EPERM: 'The file may not be read by this user.',
  EISDIR: 'This is a folder; name the file in it.',
};

function refusal(error: unknown): unknown {
  if (error instanceof DomainError || typeof error !== 'object' || error === null || !('code' in error)) return error;
  const code = String(error.code);
  return new DomainError('import_file_refused', FAULTS[code] ?? `The file cannot be read (${code}).`);
}

/** Throws `import_file_refused` where there is no file to read; so does reading it. */
export async function sourceFile(path: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isDirectory()) {
      await file.close();
      throw new DomainError('import_file_refused', FAULTS['EISDIR'] ?? '');
    }
    return chunks(file.createReadStream({ highWaterMark: 256 * 1024 }));
  } catch (error) {
    throw refusal(error);
  }
}

async function* chunks(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    throw refusal(error);
  }
}
