// The bytes of one record of the key store: a half of a data key, or what is left where one was destroyed.

import { createHash } from 'node:crypto';
import { KEY_BYTES } from './key-ring.js';

/** Fits eight times into the smallest sector that a disk writes whole. */
export const RECORD_BYTES = 64;

/**
 * Layout of a record: format (1) | state (1) | none (6) | slot (8) | half or person (32) | check (16). The header, in the place of slot 0, holds
 * the store's id where a record holds its half.
 */
const FORMAT = 1;
const STATES = { header: 0x48, held: 1, erased: 2 } as const;
const SLOT_AT = 8;
const BODY_AT = 16;
const CHECK_AT = 48;
const UUID_BYTES = 16;

export type KeyStoreRecord =
  | { readonly state: 'empty' }
  | { readonly state: 'held'; readonly half: Buffer }
  /** `personId` where a person was erased; null where a registration came to nothing. */
  | { readonly state: 'erased'; readonly personId: string | null }
  /** Bytes that were never written as they are: a torn write, or another hand's. */
  | { readonly state: 'broken' };

function checkOf(record: Buffer): Buffer {
  return createHash('sha256')
    .update(record.subarray(0, CHECK_AT))
    .digest()
    .subarray(0, RECORD_BYTES - CHECK_AT);
}

function record(state: number, slot: number, body: Buffer): Buffer {
  const bytes = Buffer.alloc(RECORD_BYTES);
  bytes[0] = FORMAT;
  bytes[1] = state;
  bytes.writeBigUInt64BE(BigInt(slot), SLOT_AT);
  body.copy(bytes, BODY_AT);
  checkOf(bytes).copy(bytes, CHECK_AT);
  return bytes;
}

function isSound(bytes: Buffer, state: number, slot: number): boolean {
  return (
    bytes[0] === FORMAT &&
    bytes[1] === state &&
    bytes.readBigUInt64BE(SLOT_AT) === BigInt(slot) &&
    checkOf(bytes).equals(bytes.subarray(CHECK_AT))
  );
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidAt(bytes: Buffer): string {
  const hex = bytes.subarray(BODY_AT, BODY_AT + UUID_BYTES).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function headerRecord(storeId: string): Buffer {
  return record(STATES.header, 0, uuidBytes(storeId));
}

/** The store's id; null where these bytes are no header. */
export function storeIdOf(bytes: Buffer): string | null {
  return bytes.length === RECORD_BYTES && isSound(bytes, STATES.header, 0) ? uuidAt(bytes) : null;
}

export function heldRecord(slot: number, half: Buffer): Buffer {
  return record(STATES.held, slot, half);
}

/** The half is overwritten by the id of whom it was of, which is no name, or by zeros. */
export function erasedRecord(slot: number, personId: string | null): Buffer {
  return record(STATES.erased, slot, personId === null ? Buffer.alloc(KEY_BYTES) : uuidBytes(personId));
}

/** What stands in these bytes; fewer than a record, as at the end of the file, are empty when all of them are zero. */
export function readRecord(bytes: Buffer, slot: number): KeyStoreRecord {
  if (bytes.every((byte) => byte === 0)) return { state: 'empty' };
  if (bytes.length < RECORD_BYTES) return { state: 'broken' };
  if (isSound(bytes, STATES.held, slot)) {
    return { state: 'held', half: Buffer.from(bytes.subarray(BODY_AT, BODY_AT + KEY_BYTES)) };
  }
  if (!isSound(bytes, STATES.erased, slot)) return { state: 'broken' };
  const none = bytes.subarray(BODY_AT, BODY_AT + UUID_BYTES).every((byte) => byte === 0);
  return { state: 'erased', personId: none ? null : uuidAt(bytes) };
}
