// Looking for registered names in a text: of nobody anything is looked up or opened where whom the text is about is not told.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { NamesInTexts } from '../../src/vault/names-in-texts.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let store: VaultStore;
let vault: IdentityVault;

beforeAll(async () => {
  database = await createTestDatabase();
  store = new VaultStore({ connectionString: database.urls.vault, most: 2 });
  vault = new IdentityVault(store, readKeys(makeKeys()));
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

const TEXT = 'Seen with Canaryvardo Canarytel in spring.';

describe('a text', () => {
  it('is compared with nobody where those whom it is about may not be known', async () => {
    const looked: string[] = [];
    const watched = Object.create(store) as VaultStore;
    watched.findByCodes = async (...asked) => {
      looked.push('codes');
      return store.findByCodes(...asked);
    };
    watched.findPeople = async (...asked) => {
      looked.push('people');
      return store.findPeople(...asked);
    };
    const names = new NamesInTexts(new IdentityVault(watched, readKeys(makeKeys())));
    const refused = Promise.reject<string[]>(new Error('nobody is here'));
    const compared = (met: readonly string[]): Promise<ReadonlySet<string>> => {
      looked.push('compared');
      return Promise.resolve(new Set(met));
    };
    await expect(names.inTexts([TEXT], refused, compared)).rejects.toThrow('nobody is here');
    expect(looked).toEqual([]);
    expect(await names.inTexts([TEXT], Promise.resolve([]), compared)).toEqual([false]);
    expect(looked).toEqual(['codes', 'compared']);
  });

  it('holds the name of whom it is about, and of others two parts of whose name stand in it', async () => {
    const names = new NamesInTexts(vault);
    const person = randomUUID();
    const name = { text: 'Canaryvardo Canarytel', script: 'Latn', order: 'unknown', role: 'own' } as const;
    await vault.sealIdentity(person, { names: [name] }, null);
    await vault.confirm([person]);
    const everybody = (met: readonly string[]): Promise<ReadonlySet<string>> => Promise.resolve(new Set(met));
    const nobody = (): Promise<ReadonlySet<string>> => Promise.resolve(new Set());
    expect(await names.inTexts([TEXT, 'Of Canarytel alone.'], [], everybody)).toEqual([true, false]);
    expect(await names.inTexts([TEXT], [], nobody)).toEqual([false]);
    expect(await names.inTexts(['Of Canarytel alone.'], Promise.resolve([person]), nobody)).toEqual([true]);
  });
});
