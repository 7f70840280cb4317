// A file of the operator's, as an import reads it: from its beginning, as often as needed, and unchanged meanwhile.

import { open, readFile, type FileHandle } from 'node:fs/promises';
import { DomainError } from '../../domain/domain-error.js';
import type { ImportFileCommand } from '../../usecases/imports/import-file.js';
import { IS_A_FOLDER, whyUnreadable } from '../unreadable-file.js';

/** Far above any mapping; a data file given by mistake is not read into memory. */
const LONGEST_MAPPING = 1024 * 1024;

const NOT_UTF8 = 'ERR_ENCODING_INVALID_ENCODED_DATA';

function refusal(error: unknown, what: 'file' | 'mapping'): unknown {
  if (error instanceof DomainError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  const fault = code === NOT_UTF8 ? 'The mapping is not valid UTF-8.' : whyUnreadable(error);
  return fault === null ? error : new DomainError(what === 'file' ? 'import_file_refused' : 'mapping_refused', fault);
}

async function opened(path: string, what: 'file' | 'mapping'): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    const stats = await file.stat();
    if (stats.isFile()) return file;
    await file.close();
    const fault = stats.isDirectory()
      ? IS_A_FOLDER
      : 'This is no file but a device or a pipe; an import reads it more than once.';
    throw new DomainError(what === 'file' ? 'import_file_refused' : 'mapping_refused', fault);
  } catch (error) {
    throw refusal(error, what);
  }
}

/** Throws `import_file_refused` with what to do; so does reading, when the file changed since. */
export async function importSource(path: string): Promise<ImportFileCommand['source']> {
  const first = await opened(path, 'file');
  const { size, mtimeMs, ino } = await first.stat();
  await first.close();
  if (size === 0) throw new DomainError('import_file_refused', 'The file is empty.');
  const isUnchanged = (stats: { size: number; mtimeMs: number; ino: number }): boolean =>
    stats.size === size && stats.mtimeMs === mtimeMs && stats.ino === ino;
  return {
    size,
    async *open() {
      const file = await opened(path, 'file');
      try {
        if (isUnchanged(await file.stat()))
          yield* file.createReadStream({ autoClose: false, highWaterMark: 256 * 1024 });
        if (isUnchanged(await file.stat())) return;
      } catch (error) {
        throw refusal(error, 'file');
      } finally {
        await file.close();
      }
      throw new DomainError(
        'import_file_refused',
        'The file was changed while it was read. What came before is imported; start again when it is complete.',
      );
    },
  };
}

export async function readMapping(path: string): Promise<string> {
  const file = await opened(path, 'mapping');
  try {
    if ((await file.stat()).size > LONGEST_MAPPING) {
      throw new DomainError(
        'mapping_refused',
        'This is no mapping: it is larger than 1 MiB. The data file comes first.',
      );
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    throw refusal(error, 'mapping');
  } finally {
    await file.close();
  }
}
