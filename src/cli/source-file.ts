// A file of names as the operator gives it, read once; what is wrong with it is told without its path, which may hold a name.

import { open } from 'node:fs/promises';
import { DomainError } from '../domain/domain-error.js';
import { IS_A_FOLDER, whyUnreadable } from './unreadable-file.js';

function refusal(error: unknown): unknown {
  const fault = error instanceof DomainError ? null : whyUnreadable(error);
  return fault === null ? error : new DomainError('import_file_refused', fault);
}

/** Throws `import_file_refused` where there is no file to read; so does reading it. */
export async function sourceFile(path: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isDirectory()) {
      await file.close();
      throw new DomainError('import_file_refused', IS_A_FOLDER);
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
