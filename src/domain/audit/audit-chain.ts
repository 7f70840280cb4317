// The chain that numbers the log's entries: what each link is made of, and how an entry is added at its end.

import type { AuditEntry } from './audit-entry.js';
import { canonicalEntry } from './canonical-entry.js';

/** SHA-256, handed in by the floor that has it: any length in, 32 bytes out. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

/** The last link of a chain, or of the part of it that somebody noted down. */
export interface ChainHead {
  /** 0 before the first entry. */
  readonly sequence: number;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

/** What the database holds for one number of the chain; `entry` is null when the entry itself is gone. */
export interface SealedEntry {
  readonly sequence: number;
  readonly entryId: string;
  readonly hash: Uint8Array;
  readonly entry: AuditEntry | null;
}

/** A link as it is made: the tree grows over the same leaves. */
export interface NewLink extends SealedEntry {
  readonly leaf: Uint8Array;
}

const HASH_LENGTH = 32;

/** Numbers start at 1; the first link follows 32 zero bytes. */
export const EMPTY_HEAD: ChainHead = { sequence: 0, hash: new Uint8Array(HASH_LENGTH) };

/** RFC 9162 uses 0x00 for leaves and 0x01 for nodes of a tree; a link of the chain is neither. */
const LEAF = 0x00;
const LINK = 0x02;

/** The entry's hash as a leaf of an RFC 9162 Merkle tree; the chain is built over the same leaves. */
export function leafHash(entry: AuditEntry, digest: Digest): Uint8Array {
  const bytes = canonicalEntry(entry);
  const input = new Uint8Array(1 + bytes.length);
  input[0] = LEAF;
  input.set(bytes, 1);
  return digest(input);
}

/** `digest(0x02 ‖ sequence as 8 bytes, big-endian ‖ previous hash ‖ leaf hash)`. */
export function linkHash(sequence: number, previous: Uint8Array, leaf: Uint8Array, digest: Digest): Uint8Array {
  const input = new Uint8Array(9 + 2 * HASH_LENGTH);
  input[0] = LINK;
  new DataView(input.buffer).setBigUint64(1, BigInt(sequence));
  // A tampered hash may have any length.
  input.set(previous.subarray(0, HASH_LENGTH), 9);
  input.set(leaf, 9 + HASH_LENGTH);
  return digest(input);
}

/** The links that `entries`, in this order, add after `head`. */
export function sealAfter(head: ChainHead, entries: readonly AuditEntry[], digest: Digest): NewLink[] {
  let { sequence, hash } = head;
  return entries.map((entry) => {
    sequence += 1;
    const leaf = leafHash(entry, digest);
    hash = linkHash(sequence, hash, leaf, digest);
    return { sequence, entryId: entry.id, hash, entry, leaf };
  });
}

export function sameHash(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** `<sequence>:<64 hexadecimal digits>`, the form in which a head is printed and noted down. */
export function headText(head: ChainHead): string {
  return `${head.sequence}:${Array.from(head.hash, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Null when the text is not of that form. */
export function readHead(text: string): ChainHead | null {
  const parts = /^(0|[1-9]\d{0,14}):([0-9a-f]{64})$/i.exec(text.trim());
  if (parts?.[1] === undefined || parts[2] === undefined) return null;
  const pairs = parts[2].match(/../g) ?? [];
  return { sequence: Number(parts[1]), hash: Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)) };
}
