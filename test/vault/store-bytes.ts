// Single records of a key store, read and written past the store, as whoever has its file can.

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { RECORD_BYTES, readRecord } from '../../src/vault/key-store-record.js';

export function bytesOfSlot(file: string, slot: number): Buffer {
  return Buffer.from(readFileSync(file).subarray(slot * RECORD_BYTES, (slot + 1) * RECORD_BYTES));
}

export function halfOfSlot(file: string, slot: number): Buffer {
  const record = readRecord(bytesOfSlot(file, slot), slot);
  if (record.state !== 'held') throw new Error(`slot ${slot} holds no half`);
  return record.half;
}

export function putIntoSlot(file: string, slot: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, RECORD_BYTES, slot * RECORD_BYTES);
  closeSync(handle);
}
