// A held identity: read once, opened in steps, each field once, and read anew after it was let go of.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { StoredPerson } from '../../src/vault/sealed-person.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { PersonKeys } from '../../src/vault/person-keys.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let store: VaultStore;
let vault: IdentityVault;
let reads: number;

const NAMES = [{ text: 'Canaryheld Canaryname', script: 'Latn', order: 'unknown', role: 'own' }] as const;
const IDENTITY = { names: [...NAMES], birthDate: '1987-04-03' };

beforeAll(async () => {
  database = await createTestDatabase();
  store = new VaultStore({ connectionString: database.urls.vault, most: 2 });
  const find = store.findPeople.bind(store);
  store.findPeople = async (...asked): Promise<StoredPerson[]> => {
    reads += 1;
    return find(...asked);
  };
  vault = new IdentityVault(store, readKeys(makeKeys()));
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

async function sealed(): Promise<string> {
  const person = randomUUID();
  await vault.sealIdentity(person, IDENTITY, null);
  await vault.confirm([person]);
  reads = 0;
  return person;
}

describe('a held identity', () => {
  it('opens what is asked for at each step, of one reading', async () => {
    const held = vault.hold(await sealed(), ['names', 'birth_date', 'unit']);
    expect(await held.open(['names'])).toEqual({ names: NAMES });
    expect(await held.open(['birth_date', 'names', 'unit'])).toEqual(IDENTITY);
    expect(await held.open([])).toEqual({});
    expect(reads).toBe(1);
    held.letGo();
  });

  it('opens nothing that was not read', async () => {
    const held = vault.hold(await sealed(), ['names']);
    expect(await held.open(['names', 'birth_date'])).toEqual({ names: NAMES });
    held.letGo();
  });

  it('is read anew after it was let go of, also where nothing was opened', async () => {
    const held = vault.hold(await sealed(), ['names']);
    held.letGo();
    expect(await held.open(['names'])).toEqual({ names: NAMES });
    held.letGo();
    expect(await held.open(['names'])).toEqual({ names: NAMES });
    held.letGo();
    expect(reads).toBe(2);
  });

  it('of nobody is empty', async () => {
    const held = vault.hold(randomUUID(), ['names']);
    expect(await held.open(['names'])).toEqual({});
    held.letGo();
  });

  it('leaves no key behind when it is let go of', async () => {
    const held = vault.hold(await sealed(), ['names']);
    const opened = jest.spyOn(PersonKeys.prototype, 'keyOf');
    await held.open(['names']);
    const kept = await Promise.all(opened.mock.results.map(({ value }) => value as Promise<Buffer>));
    opened.mockRestore();
    expect(kept.some((key) => key.some((byte) => byte !== 0))).toBe(true);
    held.letGo();
    await new Promise(setImmediate);
    for (const key of kept) expect(key.every((byte) => byte === 0)).toBe(true);
  });
});
