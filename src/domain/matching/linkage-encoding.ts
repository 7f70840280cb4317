// A record as 1,024 bits that can be compared and not read: a hardened cryptographic long-term key.

import type { LinkageFeature } from './linkage-features.js';

/**
 * After Schnell, Bachteler and Reiher, "A novel error-tolerant anonymous linking code" (2011): all features in one filter. Hardened by what Franke,
 * Sehili and others compare in "Evaluation of hardening techniques for privacy-preserving record linkage" (EDBT 2021): places drawn by a keyed hash for each feature by
 * itself, halves folded onto each other by XOR, and bits flipped at random. What is still known to work against it stands in docs/linkage.md.
 */
const PLACES = 2048;
export const ENCODED_BYTES = PLACES / 16;
const WORDS = ENCODED_BYTES / 4;

/** Share of the folded bits that are flipped, of 65,536. */
const FLIPPED = 3277;

/** 32 bytes of a text under the secret of the two lists: HMAC-SHA-256. */
export type KeyedDigest = (text: string) => Uint8Array;

/** 16-bit numbers of a digest, and of further ones where it does not reach. */
function* numbersOf(label: string, digest: KeyedDigest): Generator<number> {
  for (let block = 0; ; block += 1) {
    const bytes = digest(JSON.stringify([label, block]));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 1 < bytes.byteLength; at += 2) yield view.getUint16(at);
  }
}

function take(numbers: Generator<number>): number {
  const next = numbers.next();
  return next.done === true ? 0 : next.value;
}

/**
 * ENCODED_BYTES bytes. The noise follows from the record and the secret, so that encoding a record again does not average it away. Null where there is
 * nothing to encode.
 */
export function encode(features: readonly LinkageFeature[], digest: KeyedDigest): Uint8Array | null {
  if (features.length === 0) return null;
  const filled = new Uint8Array(PLACES);
  for (const { kind, text, bits } of features) {
    const numbers = numbersOf(`${kind} ${text}`, digest);
    for (let bit = 0; bit < bits; bit += 1) filled[take(numbers) % PLACES] = 1;
  }
  const noise = numbersOf(`noise ${features.map(({ kind, text }) => `${kind} ${text}`).join(' ')}`, digest);
  const encoded = new Uint8Array(ENCODED_BYTES);
  for (let place = 0; place < PLACES / 2; place += 1) {
    const flipped = take(noise) < FLIPPED ? 1 : 0;
    const bit = (filled[place] ?? 0) ^ (filled[place + PLACES / 2] ?? 0) ^ flipped;
    encoded[place >> 3] = (encoded[place >> 3] ?? 0) | (bit << (place & 7));
  }
  return encoded;
}

export interface ComparableEncoding {
  readonly words: Int32Array;
  /** Bits that are set. */
  readonly count: number;
}

function bitsOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function comparable(encoded: Uint8Array): ComparableEncoding {
  const view = new DataView(encoded.buffer, encoded.byteOffset, ENCODED_BYTES);
  const words = Int32Array.from({ length: WORDS }, (_, at) => view.getInt32(at * 4));
  return { words, count: words.reduce((sum, word) => sum + bitsOf(word), 0) };
}

/** Dice coefficient, 0 to 1: twice the bits in common, of all that are set. */
export function encodingLikeness(one: ComparableEncoding, other: ComparableEncoding): number {
  let common = 0;
  for (let at = 0; at < WORDS; at += 1) common += bitsOf((one.words[at] ?? 0) & (other.words[at] ?? 0));
  const all = one.count + other.count;
  return all === 0 ? 0 : (2 * common) / all;
}

/** Fixed on the tuning half (docs/linkage.md): where F1 is best there, and what a person should look at. */
const SAME_FROM = 0.55;
export const POSSIBLE_FROM = 0.5;

export function verdictOfLikeness(likeness: number): 'same' | 'possible' | 'different' {
  if (likeness >= SAME_FROM) return 'same';
  return likeness >= POSSIBLE_FROM ? 'possible' : 'different';
}
