// The file of the other halves: what it takes, what it refuses, what is left of a torn write, and what several writers make of it.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyStore } from '../../src/vault/key-store.js';
import { erasedRecord, heldRecord, readRecord, RECORD_BYTES } from '../../src/vault/key-store-record.js';
import { makeKeyStorePlace } from '../support/key-store-place.js';

const place = makeKeyStorePlace();
let at = 0;
let file: string;
let store: KeyStore;

beforeEach(async () => {
  at += 1;
  file = path.join(path.dirname(place.file), `store-${at}`);
  store = await KeyStore.make(file);
});
afterEach(async () => {
  await store.close();
});
afterAll(() => {
  place.remove();
});

function half(byte: number): Buffer {
  return Buffer.alloc(32, byte);
}

async function hold(...slots: number[]): Promise<void> {
  await store.hold(slots.map((slot) => ({ slot, half: half(slot % 251) })));
}

async function statesOf(...slots: number[]): Promise<string[]> {
  return (await store.read(slots)).map(({ state }) => state);
}

describe('a store refuses', () => {
  it.each([0o640, 0o604, 0o660])('a file of mode %o, which others may read', async (mode) => {
    chmodSync(file, mode);
    await expect(KeyStore.openIfThere(file)).rejects.toMatchObject({ code: 'key_store_readable_by_others' });
  });

  it.each([
    ['is empty', Buffer.alloc(0)],
    ['is cut off within its header', 'cut'],
    ['was made for something else', Buffer.from('{"format":"whereabouts-keys"}'.padEnd(200))],
    ['has another bit in its header', 'flipped'],
  ])('a file that %s', async (_what, content) => {
    const sound = readFileSync(file);
    if (content === 'flipped') sound[20] = (sound[20] ?? 0) ^ 1;
    const bytes = content === 'cut' ? sound.subarray(0, 40) : content === 'flipped' ? sound : content;
    writeFileSync(file, bytes);
    await expect(KeyStore.openIfThere(file)).rejects.toMatchObject({
      name: 'KeyProblem',
      code: 'key_store_unreadable',
    });
  });

  it('a folder', async () => {
    const folder = `${file}-folder`;
    mkdirSync(folder, { mode: 0o700 });
    await expect(KeyStore.openIfThere(folder)).rejects.toMatchObject({ code: 'key_store_unreadable' });
  });

  it('to write a slot that holds a half or held one, and writes none of the others then', async () => {
    await hold(3);
    await store.erase([{ slot: 4, personId: null }]);
    for (const taken of [3, 4]) {
      await expect(hold(2, taken, 9)).rejects.toMatchObject({ name: 'DomainError', code: 'unavailable' });
    }
    await expect(store.holdErased(3, randomUUID())).rejects.toMatchObject({ code: 'unavailable' });
    expect(await statesOf(2, 3, 4, 9)).toEqual(['empty', 'held', 'erased', 'empty']);
    expect((await store.read([3]))[0]).toEqual({ state: 'held', half: half(3) });
  });

  it('to make a file where no folder can be', async () => {
    const name = path.join(file, 'within', 'store');
    await expect(KeyStore.make(name)).rejects.toMatchObject({ code: 'key_store_not_made' });
  });
});

describe('a store', () => {
  it('is made once, with mode 0600 and nothing beside it, by any number at once', async () => {
    const name = `${file}-many`;
    const made = await Promise.all(Array.from({ length: 8 }, () => KeyStore.make(name)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(statSync(name).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.dirname(name)).filter((one) => one.endsWith('.new'))).toEqual([]);
    for (const one of made) await one.close();
  });

  it('is not there where nobody made it', async () => {
    expect(await KeyStore.openIfThere(`${file}-none`)).toBeNull();
    expect(existsSync(`${file}-none`)).toBe(false);
  });

  it('gives back what was held, in the order asked for, after it was closed as well', async () => {
    await hold(1, 2, 3, 700, 701, 90_000);
    await store.close();
    store = (await KeyStore.openIfThere(file))!;
    expect(await store.read([701, 1, 5, 90_000, 90_001])).toEqual([
      { state: 'held', half: half(701 % 251) },
      { state: 'held', half: half(1) },
      { state: 'empty' },
      { state: 'held', half: half(90_000 % 251) },
      { state: 'empty' },
    ]);
    expect(await store.end()).toBe(90_001);
  });

  it('keeps nothing of a half that was destroyed, and knows whose it was', async () => {
    const personId = randomUUID();
    const secret = randomBytes(32);
    await store.hold([{ slot: 7, half: secret }]);
    expect(readFileSync(file).includes(secret)).toBe(true);
    await store.erase([{ slot: 7, personId }]);
    await store.erase([{ slot: 7, personId }]);
    expect(readFileSync(file).includes(secret)).toBe(false);
    expect(readFileSync(file).includes(secret.subarray(0, 4))).toBe(false);
    expect(await store.read([7])).toEqual([{ state: 'erased', personId }]);
    expect(await store.erasedSlots()).toEqual([{ slot: 7, personId }]);
  });

  it('finds all that were erased, whatever lies between them', async () => {
    await hold(...Array.from({ length: 500 }, (_, slot) => slot + 1));
    const erased = [2, 499, 16_384, 16_385, 40_000].map((slot) => ({ slot, personId: slot % 2 ? randomUUID() : null }));
    await store.erase(erased);
    expect(await store.erasedSlots()).toEqual(erased);
  });
});

describe('a write that was torn', () => {
  const personId = '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11';

  it('at any byte is neither a half nor an erasure, and never empty', () => {
    const [held, erased] = [heldRecord(5, half(9)), erasedRecord(5, personId)];
    for (let cut = 1; cut < RECORD_BYTES; cut += 1) {
      const first = Buffer.concat([held.subarray(0, cut), Buffer.alloc(RECORD_BYTES - cut)]);
      expect(readRecord(first, 5).state).toBe('broken');
      const second = Buffer.concat([erased.subarray(0, cut), held.subarray(cut)]);
      if (!second.equals(held)) expect(readRecord(second, 5).state).toBe('broken');
    }
  });

  it('of an erasure is mended by repeating it', async () => {
    await hold(5);
    const bytes = readFileSync(file);
    erasedRecord(5, personId).copy(bytes, 5 * RECORD_BYTES, 0, 30);
    writeFileSync(file, bytes);
    expect(await statesOf(5)).toEqual(['broken']);
    await store.erase([{ slot: 5, personId }]);
    expect(await statesOf(5)).toEqual(['erased']);
  });

  it('at the end of the file is no half', async () => {
    await hold(5);
    writeFileSync(file, readFileSync(file).subarray(0, 5 * RECORD_BYTES + 40));
    expect(await statesOf(5)).toEqual(['broken']);
    await expect(hold(5)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a record', () => {
  it('is read in its own slot alone, and with no bit changed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat(1_000_000),
        fc.nat(RECORD_BYTES * 8 - 1),
        (bytes, slot, bit) => {
          const record = heldRecord(slot, Buffer.from(bytes));
          expect(readRecord(record, slot)).toEqual({ state: 'held', half: Buffer.from(bytes) });
          expect(readRecord(record, slot + 1).state).toBe('broken');
          record[bit >> 3] = (record[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          expect(readRecord(record, slot).state).toBe('broken');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('that somebody makes up with a check of its own is still of its slot', () => {
    const record = heldRecord(1, half(1));
    record.writeBigUInt64BE(2n, 8);
    createHash('sha256').update(record.subarray(0, 48)).digest().copy(record, 48, 0, 16);
    expect(readRecord(record, 1).state).toBe('broken');
    expect(readRecord(record, 2).state).toBe('held');
  });
});
