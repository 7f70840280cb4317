// Writes an exported log into a folder of its own, and reads one from a folder whose content nobody vouches for.

import { createReadStream } from 'node:fs';
import { access, appendFile, mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { KeyRecord } from '../../domain/audit/checkpoint.js';
import { DomainError } from '../../domain/domain-error.js';
import { LOG_FILES, type LogFile } from '../../usecases/audit/export-log.js';

/** Details hold inner ids of persons: for the operator's eyes, as a dump of the database is. */
const OWNER_ONLY = 0o600;

/** Makes every file anew; a folder that holds one already is refused. */
export async function makeLogFiles(
  folder: string,
): Promise<(file: LogFile, lines: readonly string[]) => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const file of LOG_FILES) {
    const handle = await open(path.join(folder, file), 'wx', OWNER_ONLY).catch((error: unknown) => {
      throw refusedFile(file, error);
    });
    await handle.close();
  }
  return (file, lines) => appendFile(path.join(folder, file), lines.map((line) => `${line}\n`).join(''));
}

/** Line breaks inside an entry are escaped, so that a line is an entry. */
export async function* linesOf(folder: string, file: LogFile): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(path.join(folder, file)), crlfDelay: Infinity });
  } catch (error) {
    throw refusedFile(file, error);
  }
}

export async function hasLogFile(folder: string, file: LogFile): Promise<boolean> {
  return access(path.join(folder, file)).then(
    () => true,
    () => false,
  );
}

export async function readNotes(folder: string): Promise<string[]> {
  const notes: string[] = [];
  for await (const line of linesOf(folder, 'checkpoints.jsonl')) {
    const note = parsed('checkpoints.jsonl', line);
    notes.push(typeof note === 'string' ? note : '');
  }
  return notes;
}

export async function readKeyRecords(folder: string): Promise<KeyRecord[]> {
  const keys: KeyRecord[] = [];
  for await (const line of linesOf(folder, 'keys.jsonl')) keys.push(keyRecord(parsed('keys.jsonl', line)));
  return keys;
}

export function keyRecord(value: unknown): KeyRecord {
  const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const { verifier, succession } = fields;
  return {
    verifier: typeof verifier === 'string' ? verifier : '',
    succession: typeof succession === 'string' ? succession : null,
  };
}

export async function readNoteFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw refusedFile(path.basename(file), error);
  });
}

function parsed(file: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new DomainError('malformed_json', `A line of ${file} is no JSON.`);
  }
}

const WHAT_TO_DO: Readonly<Record<string, string>> = {
  EEXIST: ' An export is there already: name a folder that has none.',
  ENOENT: ' There is no such file: name a folder that audit export has written.',
  EACCES: ' This user may not.',
};

function refusedFile(file: string, error: unknown): DomainError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
  return new DomainError('conflict', `The file ${file} cannot be made or read (${code}).${WHAT_TO_DO[code] ?? ''}`);
}
