// Writes columns of texts as codes of one, two or four bytes with a list of what they stand for, and reads them.

import { instantOf } from '../statements/statement-row.js';

export interface CodedTexts {
  /** What code n stands for, each text once. */
  readonly told: readonly string[];
  readonly codes: Buffer;
}

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** As narrow as so many different codes allow. */
function codesFor(different: number, entries: number): Codes {
  if (different <= 0x100) return new Uint8Array(entries);
  return different <= 0x1_0000 ? new Uint16Array(entries) : new Uint32Array(entries);
}

function bytesOf({ buffer, byteOffset, byteLength }: Codes | Float64Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** A list of different instants: milliseconds since the epoch, or which infinity. */
export type InstantsTold = readonly (number | string)[];

export function tellInstants(texts: readonly string[]): InstantsTold {
  return texts.map((text) => {
    const instant = instantOf(text);
    return Number.isFinite(instant) ? instant : text;
  });
}

export function readInstantsTold(told: InstantsTold): Float64Array {
  const instants = new Float64Array(told.length);
  told.forEach((one, code) => {
    instants[code] = typeof one === 'number' ? one : instantOf(one);
  });
  return instants;
}

export function codeTexts(texts: readonly string[]): CodedTexts {
  const codeOf = new Map<string, number>();
  for (const text of texts) if (!codeOf.has(text)) codeOf.set(text, codeOf.size);
  const codes = codesFor(codeOf.size, texts.length);
  texts.forEach((text, at) => {
    codes[at] = codeOf.get(text) ?? 0;
  });
  return { told: [...codeOf.keys()], codes: bytesOf(codes) };
}

/** Places in a block, of which there are no more than two bytes hold. */
export function writePlaces(places: readonly number[]): Buffer {
  return bytesOf(Uint16Array.from(places));
}

export function writeInstants(instants: readonly number[]): Buffer {
  return bytesOf(Float64Array.from(instants));
}

/** Copied, since a buffer of the driver may begin at an odd byte. */
function whole(bytes: Buffer): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

/** By its length: so many entries in so many bytes. */
export function readCodes(bytes: Buffer, entries: number): Codes {
  const width = bytes.length / entries;
  if (width === 1) return new Uint8Array(whole(bytes));
  return width === 2 ? new Uint16Array(whole(bytes)) : new Uint32Array(whole(bytes));
}

export function readInstants(bytes: Buffer): Float64Array {
  return new Float64Array(whole(bytes));
}
