// Sealed boxes: everything that must not open, and no content in what says so.

import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { open, seal, SealBroken, unwrapDataKey, wrapDataKey, type SealedPlace } from '../../src/vault/sealed-box.js';

const person = '01890a5d-ac96-774b-bcce-b302099a8057';
const another = '01890a5d-ac96-774b-bcce-b302099a8058';
const place: SealedPlace = { personId: person, field: 'names', version: 1 };
const dataKey = randomBytes(32);
const plaintext = Buffer.from('Vardo Canaryname');
const sealed = seal(dataKey, place, plaintext);

describe('a sealed value does not open', () => {
  it.each<[string, Partial<SealedPlace>]>([
    ['for another person', { personId: another }],
    ['as another field', { field: 'notes' }],
    ['as a field that begins alike', { field: 'name' }],
    ['as another version', { version: 2 }],
  ])('%s', (_what, moved) => {
    expect(() => open(dataKey, { ...place, ...moved }, sealed)).toThrow(SealBroken);
  });

  it('under another key', () => {
    expect(() => open(randomBytes(32), place, sealed)).toThrow(SealBroken);
  });

  it('with any one bit of it turned', () => {
    const opened: number[] = [];
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const turned = Buffer.from(sealed);
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      try {
        open(dataKey, place, turned);
        opened.push(bit);
      } catch (error) {
        expect(error).toBeInstanceOf(SealBroken);
      }
    }
    expect(opened).toEqual([]);
  });

  it('cut at any length, or with bytes added', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => open(dataKey, place, sealed.subarray(0, length))).toThrow(SealBroken);
    }
    expect(() => open(dataKey, place, Buffer.concat([sealed, Buffer.alloc(1)]))).toThrow(SealBroken);
  });

  it('when its tag is true but it is committed to another key', () => {
    const nonce = randomBytes(12);
    const derived = createHmac('sha512', dataKey).update('whereabouts sealed box 1').update(nonce).digest();
    const field = Buffer.from(place.field);
    const aad = Buffer.concat([
      Buffer.of(1, 1, 1),
      Buffer.from(person.replaceAll('-', ''), 'hex'),
      Buffer.of(0, 0, 0, 1, 0, 0, 0, field.length),
      field,
    ]);
    const cipher = createCipheriv('aes-256-gcm', derived.subarray(0, 32), nonce);
    cipher.setAAD(aad);
    const padded = Buffer.alloc(64);
    const ciphertext = Buffer.concat([cipher.update(padded), cipher.final()]);
    const boxed = (commitment: Buffer): Buffer =>
      Buffer.concat([Buffer.of(1, 1), nonce, commitment, cipher.getAuthTag(), ciphertext]);
    expect(open(dataKey, place, boxed(derived.subarray(32)))).toHaveLength(0);
    expect(() => open(dataKey, place, boxed(randomBytes(32)))).toThrow(SealBroken);
  });

  it('and the failure says nothing of key or content', () => {
    let failure: unknown = null;
    try {
      open(dataKey, { ...place, personId: another }, sealed);
    } catch (error) {
      failure = error;
    }
    const shown = inspect(failure, { showHidden: true, depth: 9 }) + JSON.stringify(failure);
    expect(failure).toMatchObject({ code: 'seal_broken' });
    expect(shown).not.toContain('Canary');
    expect(shown).not.toContain(dataKey.toString('hex'));
    expect(shown).not.toContain(another);
  });
});

describe('a wrapped data key does not open', () => {
  const keyEncryptionKey = randomBytes(32);
  const wrapped = wrapDataKey(keyEncryptionKey, person, 1, dataKey);

  it.each<[string, () => Buffer]>([
    ['under another key-encryption key', () => unwrapDataKey(randomBytes(32), person, 1, wrapped)],
    ['for another person', () => unwrapDataKey(keyEncryptionKey, another, 1, wrapped)],
    ['as of another key version', () => unwrapDataKey(keyEncryptionKey, person, 2, wrapped)],
    ['as a field', () => open(keyEncryptionKey, place, wrapped)],
    ['when a field is given for it', () => unwrapDataKey(dataKey, person, 1, sealed)],
  ])('%s', (_what, unwrap) => {
    expect(unwrap).toThrow(SealBroken);
  });

  it('with any one bit of it turned, cut at any length, or with bytes added', () => {
    const altered = Array.from({ length: wrapped.length * 8 }, (_, bit) => {
      const turned = Buffer.from(wrapped);
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      return turned;
    });
    const cut = Array.from({ length: wrapped.length }, (_, length) => wrapped.subarray(0, length));
    const opened = [...altered, ...cut, Buffer.concat([wrapped, Buffer.alloc(1)])].filter((bytes) => {
      try {
        unwrapDataKey(keyEncryptionKey, person, 1, bytes);
        return true;
      } catch (error) {
        expect(error).toMatchObject({ name: 'DomainError', code: 'seal_broken' });
        return false;
      }
    });
    expect(opened).toEqual([]);
  });

  it('when what is wrapped is no whole key', () => {
    for (const length of [0, 16, 31, 33, 64]) {
      const odd = wrapDataKey(keyEncryptionKey, person, 1, Buffer.alloc(length));
      expect(() => unwrapDataKey(keyEncryptionKey, person, 1, odd)).toThrow(SealBroken);
    }
  });

  it('save for its own person under its own key', () => {
    expect(unwrapDataKey(keyEncryptionKey, person, 1, wrapped).equals(dataKey)).toBe(true);
  });
});

describe('a sealed value', () => {
  it.each([0, 1, 59, 60, 61, 64, 5000])('of %d bytes opens in its own place', (length) => {
    const bytes = randomBytes(length);
    expect(open(dataKey, place, seal(dataKey, place, bytes)).equals(bytes)).toBe(true);
  });

  it('has one length for all short texts', () => {
    const lengths = new Set(
      Array.from({ length: 61 }, (_none, length) => seal(dataKey, place, Buffer.alloc(length)).length),
    );
    expect(lengths.size).toBe(1);
    expect(seal(dataKey, place, Buffer.alloc(61)).length - sealed.length).toBe(64);
  });

  it('is different each time it is sealed', () => {
    expect(seal(dataKey, place, plaintext).equals(sealed)).toBe(false);
  });

  it('holds no part of what was sealed', () => {
    expect(sealed.includes('Canary')).toBe(false);
  });
});
