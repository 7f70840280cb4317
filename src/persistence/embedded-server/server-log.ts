// The server's own log file: opened for its processes, turned over by size, and quoted in errors.
import { chmodSync, closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { giveToOwnerOf } from './server-file.js';

/** At a start a larger log is set aside as server.log.1, which replaces an older one: 20 MB at most between starts. */
const turnOverBytes = 10 * 1024 * 1024;
const quotedLines = 12;

export class ServerLog {
  readonly file: string;

  constructor(dataDirectory: string) {
    this.file = path.join(dataDirectory, 'server.log');
    closeSync(openSync(this.file, 'a', 0o600));
    chmodSync(this.file, 0o600);
    giveToOwnerOf(dataDirectory, this.file);
  }

  turnOver(): void {
    if (statSync(this.file).size < turnOverBytes) return;
    renameSync(this.file, `${this.file}.1`);
  }

  /** Passes a descriptor to `use`, which hands it to a child, and closes this process's copy. */
  with<T>(use: (descriptor: number) => T): T {
    const descriptor = openSync(this.file, 'a', 0o600);
    try {
      return use(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  size(): number {
    return statSync(this.file).size;
  }

  /** The last lines written after `offset` (bytes). */
  tail(offset: number): string {
    return readFileSync(this.file)
      .subarray(offset)
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .slice(-quotedLines)
      .join('\n');
  }
}
