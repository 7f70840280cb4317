// What is remembered of a key so that another one is told from it.

import { createHmac } from 'node:crypto';

/** Hex of 16 bytes that tell two keys apart and say nothing about either. */
export function fingerprintOf(key: Buffer): string {
  return createHmac('sha256', key).update('whereabouts key fingerprint 1').digest().subarray(0, 16).toString('hex');
}
