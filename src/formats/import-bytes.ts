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

export interface Fingerprint {
  /** What the file is known by, whatever its name. */
  readonly sha256: Buffer;
  readonly isGzip: boolean;
  /** Bytes when unpacked, for progress alone: a gzip file states it in its last four bytes (RFC 1952), modulo 4 GiB. */
  readonly unpackedSize: number;
}

const ISIZE_BYTES = 4;

export async function fingerprint(source: ImportSource): Promise<Fingerprint> {
  const hash = createHash('sha256');
  let head: Uint8Array = new Uint8Array(0);
  let tail: Uint8Array = new Uint8Array(0);
  for await (const chunk of source.open()) {
    hash.update(chunk);
    if (head.length < SNIFF_BYTES) head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES)]);
    tail = Buffer.concat([tail, chunk.subarray(-ISIZE_BYTES)]).subarray(-ISIZE_BYTES);
  }
  const isGzip = sniffFile(head) === 'gzip';
  const stated = isGzip && tail.length === ISIZE_BYTES ? Buffer.from(tail).readUInt32LE() : source.size;
  return { sha256: hash.digest(), isGzip, unpackedSize: Math.max(stated, 1) };
}

/** zlib's own codes; anything else comes from reading the file. */
function isZlibError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_');
}

/** A step of progress; some 170 rows. */
const PIECE = 16 * 1024;

/** The file's bytes, unpacked where they are gzip, and how many of them were taken. */
export class ImportBytes {
  /** Of the reading under way, unpacked. */
  count = 0;

  constructor(
    private readonly source: ImportSource,
    private readonly isGzip: boolean,
  ) {}

  async *read(): AsyncGenerator<Uint8Array> {
    this.count = 0;
    for await (const chunk of this.isGzip ? this.unpacked() : this.source.open()) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        const piece = chunk.subarray(at, at + PIECE);
        this.count += piece.length;
        yield piece;
      }
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

  private async *unpacked(): AsyncGenerator<Uint8Array> {
    // A pipeline closes the file when reading ends early, and hands on what fails in it; its callback has no more to do.
    const unpacked = pipeline(Readable.from(this.source.open()), createGunzip(), () => undefined);
    try {
      for await (const chunk of unpacked) yield chunk as Uint8Array;
    } catch (error) {
      if (!isZlibError(error)) throw error;
      throw new DomainError('import_file_refused', 'The gzip file is damaged or cut short; fetch it again.');
    }
  }
}
