// The bytes of an import file: fingerprinted, unpacked where they are gzip, and counted for progress.

import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DomainError } from '../domain/domain-error.js';
import { SNIFF_BYTES, sniffFile } from './sniff-file.js';

/** A file that can be read more than once from its beginning. */
export interface ImportSource {
  /** In bytes, for progress. */
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** What the file is known by, whatever its name, and whether it is packed. */
export async function fingerprint(source: ImportSource): Promise<{ sha256: Buffer; isGzip: boolean }> {
  const hash = createHash('sha256');
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of source.open()) {
    hash.update(chunk);
    if (head.length < SNIFF_BYTES) head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES)]);
  }
  return { sha256: hash.digest(), isGzip: sniffFile(head) === 'gzip' };
}

/** zlib's own codes; anything else comes from reading the file. */
function isZlibError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_');
}

/** The file's bytes, unpacked where they are gzip, and how many of the packed ones were read. */
export class ImportBytes {
  /** Of the reading under way. */
  count = 0;

  constructor(
    private readonly source: ImportSource,
    private readonly isGzip: boolean,
  ) {}

  async *read(): AsyncGenerator<Uint8Array> {
    if (!this.isGzip) {
      yield* this.raw();
      return;
    }
    // A pipeline closes the file when reading ends early, and hands on what fails in it; its callback has no more to do.
    const unpacked = pipeline(Readable.from(this.raw()), createGunzip(), () => undefined);
    try {
      for await (const chunk of unpacked) yield chunk as Uint8Array;
    } catch (error) {
      if (!isZlibError(error)) throw error;
      throw new DomainError('import_file_refused', 'The gzip file is damaged or cut short; fetch it again.');
    }
  }

  /** Reads the beginning only. */
  async isXml(): Promise<boolean> {
    let head: Uint8Array = new Uint8Array(0);
    for await (const chunk of this.read()) {
      head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES)]);
      if (head.length >= SNIFF_BYTES) break;
    }
    return sniffFile(head) === 'xml';
  }

  private async *raw(): AsyncGenerator<Uint8Array> {
    this.count = 0;
    for await (const chunk of this.source.open()) {
      this.count += chunk.length;
      yield chunk;
    }
  }
}
