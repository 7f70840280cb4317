// The data key of one person by itself: the same as among others, refused in the same way, and no half of it left behind.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { IdentityErased } from '../../src/domain/identity/identity-erased.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { KeyStore } from '../../src/vault/key-store.js';
import { PersonKeys } from '../../src/vault/person-keys.js';
import { SealBroken } from '../../src/vault/sealed-box.js';
import type { StoredPerson } from '../../src/vault/sealed-person.js';
import { makeKeyStorePlace } from '../support/key-store-place.js';

const place = makeKeyStorePlace();
let store: KeyStore;
let keys: PersonKeys;
let slot = 0;

beforeAll(async () => {
  store = await KeyStore.make(place.file);
  keys = new PersonKeys(readKeys(makeKeys()), store);
});
afterAll(async () => {
  await store.close();
  place.remove();
});
beforeEach(() => {
  slot += 1;
});

/** With the key that it was made with. */
async function made(inSlot: number | null): Promise<[StoredPerson, Buffer]> {
  const personId = randomUUID();
  const { dataKey, newHalf, ...wrapped } = keys.make(personId, inSlot);
  if (inSlot !== null && newHalf !== null) await store.hold([{ slot: inSlot, half: newHalf }]);
  return [{ personId, ...wrapped, fields: [] }, dataKey];
}

function altered(person: StoredPerson): StoredPerson {
  const wrappedKey = Buffer.from(person.wrappedKey);
  wrappedKey[wrappedKey.length - 1] = (wrappedKey.at(-1) ?? 0) ^ 1;
  return { ...person, wrappedKey };
}

describe('the key of one person', () => {
  it.each([true, false])(
    'is the one it was made with, and that it is among others (of two halves: %s)',
    async (halved) => {
      const [person, dataKey] = await made(halved ? slot : null);
      const use = await keys.opener([person]);
      expect(await keys.keyOf(person)).toEqual(dataKey);
      expect(use(person, (key) => Buffer.from(key))).toEqual(dataKey);
    },
  );

  it('is told to be erased where its half was destroyed, whatever became of the other', async () => {
    const [person] = await made(slot);
    await store.erase([{ slot, personId: person.personId }]);
    await expect(keys.keyOf(person)).rejects.toBeInstanceOf(IdentityErased);
    await expect(keys.keyOf(altered(person))).rejects.toBeInstanceOf(IdentityErased);
  });

  it('is refused where the wrapped half was altered, is another person’s or stands in a slot that holds none', async () => {
    const [person] = await made(slot);
    const refused = [altered(person), { ...person, personId: randomUUID() }, { ...person, keySlot: 10_000 }];
    for (const one of refused) await expect(keys.keyOf(one)).rejects.toBeInstanceOf(SealBroken);
  });

  it.each([false, true])('leaves no half behind (the other was altered: %s)', async (isAltered) => {
    const [person] = await made(slot);
    const read = jest.spyOn(store, 'read');
    await keys.keyOf(isAltered ? altered(person) : person).catch(() => undefined);
    const [record] = await (read.mock.results[0]?.value as ReturnType<KeyStore['read']>);
    read.mockRestore();
    expect(record).toMatchObject({ state: 'held', half: Buffer.alloc(32) });
  });
});
