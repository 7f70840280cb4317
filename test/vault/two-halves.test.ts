// Data keys of two halves: which starts are refused, what opens, and what several processes make of one vault and one store.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IdentityParticulars } from '../../src/domain/identity/identity-particulars.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { readKeys } from '../../src/vault/key-file.js';
import { KeyStore } from '../../src/vault/key-store.js';
import { RECORD_BYTES } from '../../src/vault/key-store-record.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { compileSources, type CompiledSources } from '../support/compiled-sources.js';
import { makeKeyStorePlace } from '../support/key-store-place.js';
import { runCount } from '../support/run-count.js';
import { HalvesWorld, VARDO } from './halves-world.js';
import type { SealingTask } from './sealing-process.js';

let world: HalvesWorld;
let compiled: CompiledSources;

beforeAll(async () => {
  world = await HalvesWorld.open();
  compiled = compileSources(['src', 'migrations', 'test/vault/sealing-process.ts']);
});
beforeEach(async () => {
  await world.begin();
});
afterEach(async () => {
  await world.vault.close();
});
afterAll(async () => {
  await world.stop();
  compiled.remove();
});

/** What the vault as it runs makes of rows that somebody changed under it. */
function opened(personId: string): Promise<IdentityParticulars> {
  return world.vault.openIdentity(personId, ['names', 'marks']);
}

it('nothing is written to the store where the key of the search codes was closed meanwhile', async () => {
  await world.sealed();
  const store = await KeyStore.openIfThere(world.place.file);
  const end = await store?.end();
  await world.owner.query('SELECT vault.close_index_key_versions(2)');
  await expect(world.sealed()).rejects.toMatchObject({ code: 'unavailable' });
  expect([await store?.end(), await world.counts()]).toEqual([end, [1, 2, 1, 64]]);
  await store?.close();
  await world.owner.query('TRUNCATE vault.index_key_version');
});

describe('a start is refused', () => {
  it('without a store where the vault has one, and with no store at its place', async () => {
    await expect(world.openVault(null)).rejects.toMatchObject({ name: 'KeyProblem', code: 'key_store_missing' });
    const elsewhere = makeKeyStorePlace();
    await expect(world.openVault(elsewhere.file)).rejects.toMatchObject({ code: 'key_store_missing' });
    elsewhere.remove();
  });

  it('with the store of another vault', async () => {
    const other = makeKeyStorePlace();
    await (await KeyStore.make(other.file)).close();
    await expect(world.openVault(other.file)).rejects.toMatchObject({ code: 'key_store_mismatch' });
    other.remove();
  });

  it('with a store that is older than the vault, and says what to do', async () => {
    await world.sealed();
    copyFileSync(world.place.file, `${world.place.file}.old`);
    await world.sealed();
    copyFileSync(`${world.place.file}.old`, world.place.file);
    const refusal: unknown = await world.openVault().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'key_store_older' });
    expect((refusal as Error).message).toMatch(/at least 1 people/);
  });
});

describe('what is sealed under two halves', () => {
  it('opens with both, by any process, and after it was changed', async () => {
    const personId = await world.sealed();
    const second = await world.openVault();
    expect(await second.openIdentity(personId, ['names', 'marks'])).toEqual(VARDO);
    await second.changeIdentity(personId, { marks: 'none', notes: 'new' }, null);
    await second.close();
    expect(await world.vault.openIdentity(personId, ['marks', 'notes'])).toEqual({ marks: 'none', notes: 'new' });
    expect(await world.found()).toEqual([personId]);
  });

  it('does not open with the half of another slot, of another person, or none', async () => {
    const [one, other] = [await world.sealed(), await world.sealed()];
    const slots = [await world.slotOf(one), await world.slotOf(other)];
    await world.owner.query('UPDATE vault.person_key SET key_slot = NULL WHERE person_id = $1', [one]);
    await expect(opened(one)).rejects.toMatchObject({ code: 'seal_broken' });
    await world.owner.query('UPDATE vault.person_key SET key_slot = 900 WHERE person_id = $1', [one]);
    await expect(opened(one)).rejects.toMatchObject({ code: 'seal_broken' });
    await world.owner.query('UPDATE vault.person_key SET key_slot = 901 WHERE person_id = $1', [other]);
    await world.owner.query('UPDATE vault.person_key SET key_slot = $2 WHERE person_id = $1', [one, slots[1]]);
    await expect(opened(one)).rejects.toMatchObject({ code: 'seal_broken' });
    await world.owner.query('UPDATE vault.person_key SET key_slot = $2 WHERE person_id = $1', [one, slots[0]]);
    expect(await opened(one)).toEqual(VARDO);
  });

  it('is not committed where the half could not be kept', async () => {
    const broken = await KeyStore.openIfThere(world.place.file);
    const store = new VaultStore({ connectionString: world.database.urls.vault, most: 1 });
    const failing = new IdentityVault(store, readKeys(world.keys), { keyStore: broken });
    await broken?.close();
    await expect(failing.sealIdentity(randomUUID(), VARDO, null)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await world.counts())[0]).toBe(0);
    await store.close();
  });

  it('leaves no half behind when its registration came to nothing', async () => {
    const personId = randomUUID();
    await world.vault.sealIdentity(personId, VARDO, null);
    const slot = await world.slotOf(personId);
    await world.vault.discard([personId]);
    const record = readFileSync(world.place.file).subarray(
      (slot ?? 0) * RECORD_BYTES + 16,
      (slot ?? 0) * RECORD_BYTES + 48,
    );
    expect(record.equals(Buffer.alloc(32))).toBe(true);
  });
});

describe('several processes', () => {
  function start(batches: number, batch: number): { said: Promise<string>; begun: Promise<unknown>; kill: () => void } {
    const task: SealingTask = {
      url: world.database.urls.vault,
      keys: world.keys,
      keyStoreFile: world.place.file,
      batches,
      batch,
    };
    const script = compiled.fileOf('test/vault/sealing-process.ts');
    const child = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const begun = once(child.stdout, 'data');
    return { said: text(child.stdout), begun, kill: () => child.kill('SIGKILL') };
  }

  async function expectAllOpen(said: readonly string[]): Promise<number> {
    const told = said.flatMap((lines) => lines.split('\n').slice(0, -1)).flatMap((line) => line.split(' '));
    const rows = await world.owner.query<{ person_id: string }>('SELECT person_id FROM vault.person_key');
    const held = new Set(rows.rows.map((row) => row.person_id));
    expect(told.filter((personId) => !held.has(personId))).toEqual([]);
    for (const personId of held) {
      expect((await world.vault.openIdentity(personId, ['marks'])).marks).toMatch(/^mark of batch \d+$/);
    }
    return held.size;
  }

  it('that seal at once, from the first start on, share one store and nobody’s slot', async () => {
    await world.vault.close();
    rmSync(world.place.file);
    await world.owner.query('TRUNCATE vault.key_store');
    const children = [start(20, 5), start(20, 5), start(20, 5)];
    const said = await Promise.all(children.map((child) => child.said));
    world.vault = await world.openVault();
    expect(await expectAllOpen(said)).toBe(300);
    const slots = await world.owner.query('SELECT count(DISTINCT key_slot)::int AS n FROM vault.person_key');
    expect(slots.rows).toEqual([{ n: 300 }]);
  });

  it('that are killed while they seal leave nobody without a half', async () => {
    const said: string[] = [];
    const kills = runCount(6, 40);
    for (let kill = 0; kill < kills; kill += 1) {
      const child = start(10_000, 3);
      // Not before it has sealed somebody, however slowly the machine starts it; then at one moment or another.
      await child.begun;
      await sleep((kill * 37) % 90);
      child.kill();
      said.push(await child.said);
    }
    expect(await expectAllOpen(said)).toBeGreaterThan(kills);
    await world.startAgain();
  });
});
