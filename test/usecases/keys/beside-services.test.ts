// Services that run while keys are added, rotated and retired: none of their work fails, and what is retired is never written under again.

import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { KeyStore } from '../../../src/vault/key-store.js';
import { everybody } from '../../support/everybody.js';
import { runCount } from '../../support/run-count.js';
import { BOTH_KINDS, KeyWorld, nameOf, OPERATOR, type DataKeys, type KeyProcess } from './key-world.js';
import { expectEverybodyToOpen } from './opened-people.js';

let world: KeyWorld;
let service: KeyProcess;

beforeAll(async () => {
  world = await KeyWorld.open();
});
beforeEach(() => startWith('two halves'));
afterAll(() => world.stop());

/** Where people can be erased somebody was, before everything else. */
async function startWith(dataKeys: DataKeys): Promise<void> {
  await world.clear(dataKeys);
  service = await world.begin();
  if (dataKeys === 'two halves') await world.registerAndErase(service);
}

async function command<T>(work: (process: KeyProcess) => Promise<T>): Promise<T> {
  const process = await world.begin();
  try {
    return await work(process);
  } finally {
    await process.end();
  }
}

const add = (): Promise<unknown> => command((one) => one.add.execute(OPERATOR));
const rotate = (): ReturnType<KeyProcess['rotate']['execute']> => command((one) => one.rotate.execute(OPERATOR, {}));
const retire = (version: number): Promise<unknown> => command((one) => one.retire.execute(OPERATOR, version));

/** Registers, changes, opens and searches until it is told to stop; throws what any of it threw. */
async function work({ vault }: KeyProcess, running: { on: boolean }, personIds: readonly string[]): Promise<number> {
  let rounds = 0;
  const query = { identity: nameOf(3), birthYears: null };
  while (running.on) {
    rounds += 1;
    const added = randomUUID();
    await vault.sealIdentity(added, nameOf(rounds), null);
    await vault.confirm([added]);
    await vault.changeIdentity(personIds[rounds % personIds.length]!, { notes: `round ${rounds}` }, null);
    await vault.changeIdentity(randomUUID(), { notes: 'of a person without a name until now' }, null);
    expect(await vault.openIdentity(added, ['marks'])).toEqual({ marks: nameOf(rounds).marks });
    expect((await vault.findCandidates(query, everybody)).candidates.length).toBeGreaterThan(0);
  }
  return rounds;
}

/** What was tried again under a newer version leaves no half of the try behind. */
async function heldHalves(): Promise<number> {
  const store = await KeyStore.openIfThere(world.keyStoreFile ?? '');
  const slots = Array.from({ length: (await store?.end()) ?? 0 }, (_, slot) => slot);
  const records = (await store?.read(slots)) ?? [];
  await store?.close();
  return records.filter(({ state }) => state === 'held').length;
}

describe('services at work', () => {
  it('notice nothing of keys that are added, rotated and retired', async () => {
    const personIds = await world.register(service, 700);
    const [second, running] = [await world.begin(), { on: true }];
    const works = [work(service, running, personIds), work(second, running, personIds.toReversed())];
    try {
      for (let round = 1; round <= runCount(2, 8); round += 1) {
        await add();
        const first = await rotate();
        expect(first).toMatchObject({ version: round + 1, broken: 0, left: 0 });
        expect(Object.keys(await world.sealedUnder())).toEqual([String(round + 1)]);
        expect(await rotate()).toMatchObject({ renewed: 0, left: 0 });
        await retire(round);
      }
    } finally {
      running.on = false;
    }
    const rounds = await Promise.all(works);
    expect(Math.min(...rounds)).toBeGreaterThan(3);
    expect(await command((one) => one.verify.execute(OPERATOR, { all: true }))).toMatchObject({ broken: 0 });
    await expectEverybodyToOpen(world);
    expect(await heldHalves()).toBe(Object.values(await world.sealedUnder())[0]);
  }, 300_000);

  it('say that they are out of reach where the key file was not brought to them, and go on once it was', async () => {
    const [personId] = await world.register(service, 2);
    const older = world.fileText();
    await add();
    const newer = world.fileText();
    await rotate();
    writeFileSync(world.file, older);
    await expect(service.vault.openIdentity(personId!, ['marks'])).rejects.toMatchObject({ code: 'unavailable' });
    await expect(service.vault.sealIdentity(randomUUID(), nameOf(1), null)).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect(world.begin()).rejects.toMatchObject({
      code: 'key_missing',
      message: expect.stringContaining('version 2'),
    });
    writeFileSync(world.file, newer);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await service.vault.openIdentity(personId!, ['marks'])).toEqual({ marks: nameOf(0).marks });
  });

  it('take no keys of another vault, should the file be exchanged', async () => {
    const [personId] = await world.register(service, 1);
    await add();
    const newer = world.fileText();
    await rotate();
    const other = JSON.parse(newer) as { keyEncryptionKeys: { keys: Record<string, string> } };
    other.keyEncryptionKeys.keys['1'] = Buffer.alloc(32, 9).toString('base64');
    writeFileSync(world.file, JSON.stringify(other));
    await expect(service.vault.openIdentity(personId!, ['marks'])).rejects.toMatchObject({ code: 'unavailable' });
    writeFileSync(world.file, newer);
  });

  it('are refused at their start by an older key file when its version was closed', async () => {
    const older = world.fileText();
    await add();
    await rotate();
    writeFileSync(world.file, older);
    await expect(world.begin()).rejects.toMatchObject({ code: 'key_closed' });
  });
});

describe('a version is not retired', () => {
  it('while somebody is sealed under it, pending ones included', async () => {
    await service.vault.sealIdentity(randomUUID(), nameOf(1), null);
    await add();
    await expect(retire(1)).rejects.toMatchObject({ code: 'key_in_use', message: expect.stringContaining('1 people') });
    expect(world.fileVersions()).toEqual([1, 2]);
    expect(await world.states()).toMatchObject({ 1: 'in_use' });
  });

  it('while it is the current one, or when there is none of that number', async () => {
    await expect(retire(1)).rejects.toMatchObject({ code: 'key_in_use' });
    await expect(retire(7)).rejects.toMatchObject({ code: 'key_unknown' });
  });

  it('before a registration under it that is under way has ended, and then not', async () => {
    await add();
    const writer = new Client({ connectionString: world.files.urls.vault });
    await writer.connect();
    await writer.query('BEGIN');
    await writer.query(
      `INSERT INTO vault.person_key (person_id, kek_version, wrapped_key, state) VALUES ($1, 1, 'x', 'pending')`,
      [randomUUID()],
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
  const insert = `INSERT INTO vault.person_key (person_id, kek_version, wrapped_key, state) VALUES (gen_random_uuid(), 1, 'x', 'pending')`;

  it('is refused to who comes while it is being retired, and to who comes later', async () => {
    await add();
    const [retirer, writer] = [0, 1].map(() => new Client({ connectionString: world.files.urls.vault })) as [
      Client,
      Client,
    ];
    await Promise.all([retirer.connect(), writer.connect()]);
    await retirer.query('BEGIN');
    await retirer.query('SELECT vault.retire_key_version(1)');
    const writing = writer.query(insert);
    writing.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await retirer.query('COMMIT');
    await expect(writing).rejects.toMatchObject({ code: 'KV001' });
    await expect(writer.query(insert)).rejects.toMatchObject({ code: 'KV001' });
    await writer.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await expect(writer.query(insert)).rejects.toMatchObject({ code: 'KV001' });
    await Promise.all([retirer.end(), writer.end()]);
  });

  it('has no key in the file, and a service that held it as current seals under the newer one', async () => {
    await add();
    await rotate();
    expect(await retire(1)).toEqual({ version: 1, removed: true });
    expect(world.fileVersions()).toEqual([2]);
    await world.register(service, 1);
    expect(await world.sealedUnder()).toEqual({ 2: 1 });
    await expectEverybodyToOpen(world);
  });

  it.each(BOTH_KINDS)('is never won by a registration in a race: %s', async (kind) => {
    if (kind === 'whole keys') await startWith(kind);
    for (let round = 1; round <= runCount(3, 30); round += 1) {
      await add();
      const late = await world.begin();
      const registrations = Array.from({ length: 12 }, (_, at) => world.register(at % 2 === 0 ? service : late, 2));
      const retiring = retire(round).then(
        () => true,
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'key_in_use' });
          return false;
        },
      );
      await Promise.all(registrations);
      await retiring;
      const under = (await world.sealedUnder())[round] ?? 0;
      if ((await world.states())[round] === 'retired')
        expect([under, world.fileVersions().includes(round)]).toEqual([0, false]);
      await rotate();
      await retire(round);
      await late.end();
      await expectEverybodyToOpen(world);
    }
    expect(await command((one) => one.verify.execute(OPERATOR, { all: true }))).toMatchObject({ broken: 0 });
  });

  it('is removed from KEYS by hand', async () => {
    await add();
    const process = await world.beginFromEnvironment();
    expect(await process.rotate.execute(OPERATOR, {})).toMatchObject({ version: 2, left: 0 });
    expect(await process.retire.execute(OPERATOR, 1)).toEqual({ version: 1, removed: false });
    expect(JSON.parse(readFileSync(world.file, 'utf8'))).toMatchObject({ keyEncryptionKeys: { current: 2 } });
    expect(await world.states()).toMatchObject({ 1: 'retired' });
  });
});
