// Normalises where a stream of bytes is cut, so that no reader depends on the size of its chunks.

import { SNIFF_BYTES } from './sniff-file.js';

/** No piece is larger, so that a reader that looks up after each piece holds little more than this. */
const LARGEST_PIECE = 64 * 1024;

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The same bytes: the first piece has at least SNIFF_BYTES bytes (or is the whole file, perhaps empty), and none has more than 64 KiB. */
export async function* byteChunks(source: ByteSource): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of source) {
    let rest = chunk;
    if (head !== null) {
      rest = joined(head, chunk);
      head = rest.length < SNIFF_BYTES ? rest : null;
      if (head !== null) continue;
    }
    for (let at = 0; at < rest.length; at += LARGEST_PIECE) yield rest.subarray(at, at + LARGEST_PIECE);
  }
  if (head !== null) yield head;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
