// A version of the blind index key that is retired: only where nobody is found under it, in no race with who registers, and for good.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { FileKeySource } from '../../../src/vault/key-source.js';
import { runCount } from '../../support/run-count.js';
import { KeyWorld, nameOf, OPERATOR, type KeyProcess } from './key-world.js';
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

async function command<T>(work: (process: KeyProcess) => Promise<T>): Promise<T> {
  const process = await world.begin();
  try {
    return await work(process);
  } finally {
    await process.end();
  }
}

const add = (): Promise<{ version: number }> => command((one) => one.addIndex.execute(OPERATOR));
const rotate = (): ReturnType<KeyProcess['rotateIndex']['execute']> =>
  command((one) => one.rotateIndex.execute(OPERATOR, {}));
const retire = (version: number): Promise<unknown> => command((one) => one.retireIndex.execute(OPERATOR, version));

describe('a version is not retired', () => {
  it('while somebody is found under it, pending ones included', async () => {
    await service.vault.sealIdentity(randomUUID(), nameOf(1), null);
    await add();
    await expect(retire(1)).rejects.toMatchObject({
      code: 'key_in_use',
      message: expect.stringContaining('1 people are found by codes'),
    });
    expect(world.fileIndexVersions()).toEqual([1, 2]);
    expect(await world.indexStates()).toMatchObject({ 1: 'in_use' });
  });

  it('before a registration under it that is under way has ended, and then not', async () => {
    const [personId] = await registerNamed(service, [1]);
    await add();
    await rotate();
    await world.owner.query(`UPDATE vault.index_key_version SET state = 'in_use' WHERE version = 1`);
    const writer = new Client({ connectionString: world.files.urls.vault });
    await writer.connect();
    await writer.query('BEGIN');
    await writer.query(
      'INSERT INTO vault.search_row (row_id, person_id, names_version, key_version) VALUES (gen_random_uuid(), $1, 4, 1)',
      [personId],
    );
    let ended = false;
    const retiring = retire(1).finally(() => (ended = true));
    retiring.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(ended).toBe(false);
    await writer.query('COMMIT');
    await expect(retiring).rejects.toMatchObject({ code: 'key_in_use' });
    await writer.end();
  });
});

describe('a version that was retired', () => {
  it('is refused to who comes while it is being retired, and to who comes later', async () => {
    const [personId] = await registerNamed(service, [1]);
    await add();
    await rotate();
    const insert = `INSERT INTO vault.search_row (row_id, person_id, names_version, key_version) VALUES (gen_random_uuid(), '${personId}', 4, 1)`;
    await world.owner.query(`UPDATE vault.index_key_version SET state = 'in_use' WHERE version = 1`);
    const [retirer, writer] = [0, 1].map(() => new Client({ connectionString: world.files.urls.vault })) as [
      Client,
      Client,
    ];
    await Promise.all([retirer.connect(), writer.connect()]);
    await retirer.query('BEGIN');
    await retirer.query('SELECT vault.retire_index_key_version(1)');
    const writing = writer.query(insert);
    writing.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await retirer.query('COMMIT');
    await expect(writing).rejects.toMatchObject({ code: 'KV002' });
    await expect(writer.query(insert)).rejects.toMatchObject({ code: 'KV002' });
    await writer.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await expect(writer.query(insert)).rejects.toMatchObject({ code: 'KV002' });
    await Promise.all([retirer.end(), writer.end()]);
  });

  it('is never won by a registration in a race', async () => {
    for (let round = 1; round <= runCount(3, 30); round += 1) {
      await add();
      const late = await world.begin();
      const registrations = Array.from({ length: 12 }, (_, at) => registerNamed(at % 2 === 0 ? service : late, [at]));
      const retiring = retire(round).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'key_in_use' });
      });
      await Promise.all(registrations);
      await retiring;
      const under = (await world.indexedUnder())[round] ?? 0;
      if ((await world.indexStates())[round] === 'retired')
        expect([under, world.fileIndexVersions().includes(round)]).toEqual([0, false]);
      await rotate();
      await retire(round);
      await late.end();
    }
    const text = readFileSync(world.file, 'utf8');
    expect(Object.keys((JSON.parse(text) as { blindIndexKeys: { keys: object } }).blindIndexKeys.keys)).toHaveLength(1);
    expect(await found(service, namesOf(3))).toHaveLength(runCount(3, 30));
  });

  it('refuses a registration that began under it, which is made under the newer one and once', async () => {
    await registerNamed(service, [1]);
    await add();
    await rotate();
    const before = await world.sealedUnder();
    const [personId] = await registerNamed(service, [2]);
    expect(await world.sealedUnder()).toEqual({ 1: (before[1] ?? 0) + 1 });
    expect(await found(service, namesOf(2))).toEqual([personId]);
    expect(await world.indexedUnder()).toEqual({ 2: 2 });
  });
});

describe('retiring a version', () => {
  it('is gone from the file, is never given again, and an idle service goes on under the newer one', async () => {
    const idle = await world.begin();
    const [personId] = await registerNamed(service, [1]);
    await add();
    await rotate();
    expect(await retire(1)).toEqual({ version: 1, removed: true });
    expect(world.fileIndexVersions()).toEqual([2]);
    expect(await found(idle, namesOf(1))).toEqual([personId]);
    await world.register(idle, 1);
    expect(await world.indexedUnder()).toEqual({ 2: 2 });
    expect(await add()).toEqual({ version: 3 });
    expect(await command((one) => one.retireIndex.execute(OPERATOR, 1))).toEqual({ version: 1, removed: true });
  });

  it('is told by the status, with the people of each', async () => {
    await world.register(service, 2);
    await add();
    const read = (): ReturnType<KeyProcess['read']['execute']> => command((one) => one.read.execute(OPERATOR));
    const version = { held: true, current: false, mayBeRetired: false };
    expect((await read()).index).toEqual({
      current: 2,
      versions: [
        { ...version, version: 1, state: 'in_use', people: 2 },
        { ...version, version: 2, state: 'in_use', current: true, people: 0 },
      ],
    });
    await rotate();
    expect((await read()).index.versions[0]).toMatchObject({ state: 'closed', people: 0, mayBeRetired: true });
    await retire(1);
    expect((await read()).index.versions[0]).toMatchObject({ state: 'retired', held: false, mayBeRetired: false });
  });

  it('is the current one, or of no such number, and refused', async () => {
    await expect(retire(1)).rejects.toMatchObject({ code: 'key_in_use' });
    await expect(retire(7)).rejects.toMatchObject({
      code: 'key_unknown',
      message: expect.stringContaining('blind index key'),
    });
  });

  it('is removed from KEYS by hand', async () => {
    await add();
    const process = await world.beginFromEnvironment();
    expect(await process.rotateIndex.execute(OPERATOR, {})).toMatchObject({ version: 2, left: 0 });
    expect(await process.retireIndex.execute(OPERATOR, 1)).toEqual({ version: 1, removed: false });
    expect(world.fileIndexVersions()).toEqual([1, 2]);
    expect(await world.indexStates()).toMatchObject({ 1: 'retired' });
    expect((await new FileKeySource(world.file).load()).currentIndexKeyVersion).toBe(2);
  });
});
