// Services that run while the blind index key is added, rotated and retired: each finds everybody at every moment, and none of their work fails.

import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RenewSearchCodes } from '../../../src/usecases/identity/renew-search-codes.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { readKeys, withoutKeyVersion } from '../../../src/vault/key-file.js';
import { FileKeySource } from '../../../src/vault/key-source.js';
import { KeyStore } from '../../../src/vault/key-store.js';
import { VaultStore } from '../../../src/vault/vault-store.js';
import { everybody } from '../../support/everybody.js';
import { fixedEntropy } from '../../support/fixed-entropy.js';
import { runCount } from '../../support/run-count.js';
import { KeyWorld, OPERATOR, type KeyProcess } from './key-world.js';
import { found, namesOf, registerNamed } from './named-people.js';

let world: KeyWorld;
let service: KeyProcess;

beforeAll(async () => {
  world = await KeyWorld.open();
});
beforeEach(async () => {
  await world.clear();
  service = await world.begin();
});
afterAll(() => world.stop());

function withCurrentIndexKey(text: string, current: number): string {
  const keys = JSON.parse(text) as { blindIndexKeys: object };
  return JSON.stringify({ ...keys, blindIndexKeys: { ...keys.blindIndexKeys, current } });
}

async function command<T>(work: (process: KeyProcess) => Promise<T>): Promise<T> {
  const process = await world.begin();
  try {
    return await work(process);
  } finally {
    await process.end();
  }
}

const add = (): Promise<unknown> => command((one) => one.addIndex.execute(OPERATOR));
const rotate = (): ReturnType<KeyProcess['rotateIndex']['execute']> =>
  command((one) => one.rotateIndex.execute(OPERATOR, {}));
const retire = (version: number): Promise<unknown> => command((one) => one.retireIndex.execute(OPERATOR, version));

/** Searches for one after the other until it is told to stop; returns who was not found, and how many searches there were. */
async function search(
  process: KeyProcess,
  running: { on: boolean },
  personIds: readonly string[],
): Promise<{ searches: number; missed: number[] }> {
  const missed: number[] = [];
  let searches = 0;
  for (; running.on; searches += 1) {
    const person = searches % personIds.length;
    const way = searches % 2 === 0;
    const met = way
      ? await found(process, namesOf(person))
      : (await process.vault.findInWindows([`seen with ${namesOf(person)[0]?.text}`], everybody)).candidates.map(
          ({ personId }) => personId,
        );
    if (!met.includes(personIds[person]!)) missed.push(person);
  }
  return { searches, missed };
}

/** Registers and changes until it is told to stop; each new person is found at once. */
async function write(
  process: KeyProcess,
  running: { on: boolean },
  personIds: readonly string[],
): Promise<{ writes: number; missed: number }> {
  let [writes, missed] = [0, 0];
  for (; running.on; writes += 1) {
    const [added] = await registerNamed(process, [writes]);
    if (!(await found(process, namesOf(writes))).includes(added!)) missed += 1;
    await process.vault.changeIdentity(personIds[writes % personIds.length]!, { notes: `round ${writes}` }, null);
    await process.vault.changeIdentity(randomUUID(), { notes: 'of a person without a name until now' }, null);
  }
  return { writes, missed };
}

describe('services at work', () => {
  it('find everybody before, during and after, and write under no version that was closed', async () => {
    const people = Array.from({ length: 80 }, (_, person) => person);
    const personIds = await registerNamed(service, people);
    await world.register(service, 500);
    const [second, running] = [await world.begin(), { on: true }];
    const searches = [search(service, running, personIds), search(second, running, personIds)];
    const writes = [write(service, running, personIds), write(second, running, personIds.toReversed())];
    try {
      for (let round = 1; round <= runCount(2, 8); round += 1) {
        await add();
        expect(await rotate()).toMatchObject({ version: round + 1, broken: 0, left: 0 });
        expect(Object.keys(await world.indexedUnder())).toEqual([String(round + 1)]);
        await retire(round);
      }
    } finally {
      running.on = false;
    }
    for (const { searches: count, missed } of await Promise.all(searches)) {
      expect(missed).toEqual([]);
      expect(count).toBeGreaterThan(20);
    }
    for (const { writes: count, missed } of await Promise.all(writes)) {
      expect(missed).toBe(0);
      expect(count).toBeGreaterThan(3);
    }
  }, 300_000);

  it('miss nobody who is made anew while they look up codes', async () => {
    const [personId] = await registerNamed(service, [1]);
    await add();
    const source = new FileKeySource(world.file);
    let lookups = 0;
    class Overtaken extends VaultStore {
      override async findByCodes(
        ...asked: Parameters<VaultStore['findByCodes']>
      ): ReturnType<VaultStore['findByCodes']> {
        // The codes of the older key are made by now, and the people are not found by them any more.
        if ((lookups += 1) === 1) await rotate();
        return super.findByCodes(...asked);
      }
    }
    const store = new Overtaken({ connectionString: world.files.urls.vault, most: 2 });
    const older = readKeys(withoutKeyVersion(withCurrentIndexKey(world.fileText(), 1), 'blind_index', 2));
    const keyStore = await KeyStore.openIfThere(world.keyStoreFile ?? '');
    const overtaken = new IdentityVault(store, older, { keyStore, readKeysAnew: () => source.loadAnew() });
    const query = { identity: { names: namesOf(1) }, birthYears: null };
    const { candidates } = await overtaken.findCandidates(query, everybody);
    expect(candidates.map((one) => one.personId)).toEqual([personId]);
    expect(lookups).toBe(2);
    await overtaken.close();
  });

  it('miss nobody of a version that ends while they look up codes', async () => {
    const [personId] = await registerNamed(service, [1]);
    await add();
    let lookups = 0;
    class Overtaken extends VaultStore {
      override async findByCodes(
        ...asked: Parameters<VaultStore['findByCodes']>
      ): ReturnType<VaultStore['findByCodes']> {
        const met = await super.findByCodes(...asked);
        if ((lookups += 1) === 1) await rotate();
        return met;
      }
    }
    const store = new Overtaken({ connectionString: world.files.urls.vault, most: 2 });
    const keyStore = await KeyStore.openIfThere(world.keyStoreFile ?? '');
    const overtaken = new IdentityVault(store, readKeys(withCurrentIndexKey(world.fileText(), 2)), { keyStore });
    const query = { identity: { names: namesOf(1) }, birthYears: null };
    const { candidates } = await overtaken.findCandidates(query, everybody);
    expect(candidates.map((one) => one.personId)).toEqual([personId]);
    await overtaken.close();
  });

  it('end by themselves what a stopped rotation left, once they have met the newer key', async () => {
    await world.register(service, 410);
    await add();
    const stopping = new AbortController();
    const stopped = { signal: stopping.signal, onProgress: (): void => stopping.abort() };
    const left = await command((one) => one.rotateIndex.execute(OPERATOR, stopped));
    expect(left).toMatchObject({ left: 210, outcome: 'interrupted' });
    const upkeep = new RenewSearchCodes(world.database, service.vault, fixedEntropy());
    expect(await upkeep.execute(OPERATOR, {})).toMatchObject({ renewed: 0 });
    await found(service, namesOf(1));
    expect(await upkeep.execute(OPERATOR, {})).toMatchObject({ renewed: 210, left: 0 });
    expect(await world.indexedUnder()).toEqual({ 2: 410 });
  });

  it('write on under the older version, found by all, until a rotation has begun', async () => {
    const [person] = await registerNamed(service, [1]);
    await add();
    const newer = await world.begin();
    const [another] = await registerNamed(newer, [1]);
    await registerNamed(service, [2]);
    expect(await world.indexedUnder()).toEqual({ 1: 2, 2: 1 });
    for (const one of [service, newer]) expect((await found(one, namesOf(1))).sort()).toEqual([person, another].sort());
  });

  it('say that they are out of reach where the key file was not brought to them, and go on once it was', async () => {
    const [personId] = await registerNamed(service, [1]);
    const older = world.fileText();
    await add();
    const newer = world.fileText();
    await rotate();
    writeFileSync(world.file, older);
    await expect(found(service, namesOf(1))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(registerNamed(service, [2])).rejects.toMatchObject({ code: 'unavailable' });
    await expect(world.begin()).rejects.toMatchObject({
      code: 'key_missing',
      message: expect.stringContaining('version 2 of the blind index key'),
    });
    writeFileSync(world.file, newer);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await found(service, namesOf(1))).toEqual([personId]);
  });

  it.each([['1'], ['2']])('take no version %s of another vault, should the file be exchanged', async (version) => {
    await registerNamed(service, [1]);
    await add();
    const newer = world.fileText();
    await rotate();
    const other = JSON.parse(newer) as { blindIndexKeys: { keys: Record<string, string> } };
    other.blindIndexKeys.keys[version] = Buffer.alloc(32, 9).toString('base64');
    writeFileSync(world.file, JSON.stringify(other));
    await expect(found(service, namesOf(1))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(world.begin()).rejects.toMatchObject({ code: 'key_mismatch' });
    writeFileSync(world.file, newer);
  });

  it('are refused at their start by an older key file when its version was closed', async () => {
    const older = world.fileText();
    await add();
    await rotate();
    writeFileSync(world.file, older);
    await expect(world.begin()).rejects.toMatchObject({
      code: 'key_closed',
      message: expect.stringContaining('blind index key'),
    });
  });
});
