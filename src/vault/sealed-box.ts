// Seals identity fields and data keys: AES-256-GCM, bound to its person, field and version, and committed to its key.

import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../domain/domain-error.js';
import { KEY_BYTES } from './key-ring.js';

/** Layout: format (1) | algorithm (1) | nonce (12) | commitment (32) | tag (16) | ciphertext. */
const FORMAT = 1;
const AES_256_GCM_WITH_COMMITMENT = 1;
const NONCE_BYTES = 12;
const COMMITMENT_BYTES = 32;
const TAG_BYTES = 16;
const HEAD_BYTES = 2 + NONCE_BYTES + COMMITMENT_BYTES + TAG_BYTES;

/** Plaintexts are filled up to multiples of this many bytes, so that the length of a name says next to nothing. */
const PADDING_BYTES = 64;
const LENGTH_BYTES = 4;

/** The first byte of the associated data keeps the two uses of the box apart. */
const USE_FIELD = 1;
const USE_DATA_KEY = 2;

/** What a sealed field belongs to; opened with any other place, it does not open. */
export interface SealedPlace {
  /** UUID. */
  readonly personId: string;
  readonly field: string;
  /** Raised with every replacement of the field. */
  readonly version: number;
}

/** The sealed bytes are not what was sealed, or not in their place; holds nothing of key, place or content. */
export class SealBroken extends DomainError {
  constructor() {
    super('seal_broken', 'A sealed value does not open: it was altered, moved, or sealed under another key.');
  }
}

function uuidBytes(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new RangeError('A person is named by a UUID.');
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Every part has a fixed length or its length before it, so that no two places share their bytes. */
function placeBytes({ personId, field, version }: SealedPlace): Buffer {
  const name = Buffer.from(field, 'utf8');
  return Buffer.concat([Buffer.of(USE_FIELD), uuidBytes(personId), uint32(version), uint32(name.length), name]);
}

function wrapBytes(personId: string, keyVersion: number): Buffer {
  return Buffer.concat([Buffer.of(USE_DATA_KEY), uuidBytes(personId), uint32(keyVersion)]);
}

/** Both parts of the message have a fixed length, so that label and nonce cannot run into each other. */
const DERIVATION_LABEL = 'whereabouts sealed box 1';

/**
 * GCM alone can be made to open under two keys; the commitment fixes one. The two halves of one HMAC-SHA-512 are independent keys, at a
 * quarter of the cost of Node's HKDF. Random nonces are safe for 2^32 messages under one key (NIST SP 800-38D, 8.3): a data key seals a few
 * fields, a key-encryption key one data key for each person.
 */
function messageKeys(key: Buffer, nonce: Buffer): { encryption: Buffer; commitment: Buffer } {
  const derived = createHmac('sha512', key).update(DERIVATION_LABEL).update(nonce).digest();
  return { encryption: derived.subarray(0, KEY_BYTES), commitment: derived.subarray(KEY_BYTES) };
}

function sealBytes(key: Buffer, place: Buffer, plaintext: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const { encryption, commitment } = messageKeys(key, nonce);
  const head = Buffer.of(FORMAT, AES_256_GCM_WITH_COMMITMENT);
  const cipher = createCipheriv('aes-256-gcm', encryption, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([head, place]));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  encryption.fill(0);
  return Buffer.concat([head, nonce, commitment, cipher.getAuthTag(), ciphertext]);
}

function openBytes(key: Buffer, place: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < HEAD_BYTES || sealed[0] !== FORMAT || sealed[1] !== AES_256_GCM_WITH_COMMITMENT)
    throw new SealBroken();
  const nonce = sealed.subarray(2, 2 + NONCE_BYTES);
  const given = sealed.subarray(2 + NONCE_BYTES, 2 + NONCE_BYTES + COMMITMENT_BYTES);
  const { encryption, commitment } = messageKeys(key, nonce);
  try {
    if (!timingSafeEqual(given, commitment)) throw new SealBroken();
    const decipher = createDecipheriv('aes-256-gcm', encryption, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.concat([sealed.subarray(0, 2), place]));
    decipher.setAuthTag(sealed.subarray(HEAD_BYTES - TAG_BYTES, HEAD_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    throw new SealBroken();
  } finally {
    encryption.fill(0);
  }
}

function pad(plaintext: Buffer): Buffer {
  const length = Math.ceil((LENGTH_BYTES + plaintext.length) / PADDING_BYTES) * PADDING_BYTES;
  const padded = Buffer.alloc(length);
  padded.writeUInt32BE(plaintext.length);
  plaintext.copy(padded, LENGTH_BYTES);
  return padded;
}

function unpad(padded: Buffer): Buffer {
  const length = padded.length >= LENGTH_BYTES ? padded.readUInt32BE() : Infinity;
  if (length > padded.length - LENGTH_BYTES) throw new SealBroken();
  return padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
}

/** Seals one field's bytes under the person's data key. */
export function seal(dataKey: Buffer, place: SealedPlace, plaintext: Buffer): Buffer {
  const padded = pad(plaintext);
  const sealed = sealBytes(dataKey, placeBytes(place), padded);
  padded.fill(0);
  return sealed;
}

/** The bytes that were sealed in this place; throws SealBroken. */
export function open(dataKey: Buffer, place: SealedPlace, sealed: Buffer): Buffer {
  return unpad(openBytes(dataKey, placeBytes(place), sealed));
}

/** Seals a person's data key under a key-encryption key of the given version. */
export function wrapDataKey(keyEncryptionKey: Buffer, personId: string, keyVersion: number, dataKey: Buffer): Buffer {
  return sealBytes(keyEncryptionKey, wrapBytes(personId, keyVersion), dataKey);
}

/** The person's data key; the caller fills it with zeros after use. Throws SealBroken. */
export function unwrapDataKey(keyEncryptionKey: Buffer, personId: string, keyVersion: number, wrapped: Buffer): Buffer {
  const dataKey = openBytes(keyEncryptionKey, wrapBytes(personId, keyVersion), wrapped);
  if (dataKey.length !== KEY_BYTES) throw new SealBroken();
  return dataKey;
}
